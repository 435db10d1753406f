using System.Text;
using BenchmarkDotNet.Attributes;
using ModBot.Messages;
using ModBot.Twitch.Irc;

namespace ModBot.Benchmarks;

/// <summary>What does a line of IRC cost, from the bytes of a frame to the event, and how much of that is the parser? Figures are per line.</summary>
[MemoryDiagnoser]
public class IrcBenchmark
{
    private const int LinesPerFrame = 20;

    private static readonly BroadcasterId Room = new("810000001");

    private readonly byte[] plain = Frame("emotes=", "good evening everyone, how was the raid?");
    private readonly byte[] emotes = Frame("emotes=25:0-4,12-16/1902:6-10", "Kappa Keepo Kappa @quietlantern 😂");
    private readonly IrcLines lines = new();

    [Benchmark(Baseline = true, OperationsPerInvoke = LinesPerFrame)]
    public int Parse()
    {
        lines.Add(plain);
        var length = 0;
        while (lines.TryNext(out var text))
        {
            if (IrcLine.TryParse(text, out var line)) length += line.Tag("id").Length + line.Text.Length;
        }
        return length;
    }

    [Benchmark(OperationsPerInvoke = LinesPerFrame)]
    public int PlainToEvent() => Map(plain);

    [Benchmark(OperationsPerInvoke = LinesPerFrame)]
    public int EmotesToEvent() => Map(emotes);

    private int Map(byte[] frame)
    {
        lines.Add(frame);
        var events = 0;
        while (lines.TryNext(out var text))
        {
            if (IrcLine.TryParse(text, out var line) && IrcMapping.Map(line, Room, DateTimeOffset.UnixEpoch) is not null) events++;
        }
        return events;
    }

    private static byte[] Frame(string emotes, string text) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
        $"@badge-info=subscriber/14;badges=subscriber/12,vip/1;client-nonce=0f1e2d3c4b5a69788796a5b4c3d2e1f0;color=#1E90FF;display-name=MossyOtter;{emotes};first-msg=0;flags=;id=371b376f-e0d8-5402-98f5-2e6bd476b9ee;mod=0;returning-chatter=0;room-id=810000001;subscriber=1;tmi-sent-ts=1788459700118;turbo=0;user-id=810000004;user-type= :mossyotter!mossyotter@mossyotter.tmi.twitch.tv PRIVMSG #pixelharbor :{text}\r\n",
        LinesPerFrame)));
}
