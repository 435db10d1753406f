using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ModBot.Messages;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Irc;

/// <summary>
/// Reads the roster's channels over IRC, across as many connections as that takes. One loop owns all state: one connection is current, and those that Twitch wants left are read
/// until the current one has joined everything. For one run.
/// </summary>
/// <param name="isStandby">Reads in place of EventSub for a while: then only EventSub's own state counts as being connected.</param>
internal sealed partial class IrcSession(
    ChannelWriter<ChatEvent> events,
    bool isStandby,
    IIrcTransport transport,
    IrcLogins logins,
    IrcReader reader,
    ChannelRoster roster,
    TwitchOptions options,
    ReconnectDelays delays,
    JoinLimit joins,
    TimeProvider clock,
    TwitchHealth health,
    IrcMetrics metrics,
    ILogger<IrcSession> logger)
{
    // In health: there is only one.
    private const int Session = 0;

    /// <summary>How often connections are looked after; each such wait stands for one look.</summary>
    internal static readonly TimeSpan TendEvery = TimeSpan.FromSeconds(0.5);

    // How long what was sent to the old connection may still be on its way when the new one reads.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private readonly List<IrcLink> links = [];
    private IrcLink? current;
    private IEnumerator<TimeSpan> delay = delays.GetEnumerator();

    /// <summary>Runs until cancelled. Every ending of a connection is answered in here.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            Dial(TimeSpan.Zero, stop);
            var tick = Task.Delay(TendEvery, clock, stop);
            while (true)
            {
                await Task.WhenAny([tick, .. links.Select(link => link.Next)]);
                stop.ThrowIfCancellationRequested();
                // Oldest first: what is left on a connection being left came before what the next one brings.
                foreach (var link in links.Where(link => link.Next.IsCompleted).ToArray()) await HandleAsync(link, await link.Next, stop);
                if (!tick.IsCompleted) continue;
                foreach (var link in links.ToArray()) await TendAsync(link, stop);
                tick = Task.Delay(TendEvery, clock, stop);
            }
        }
        finally
        {
            Report(isReading: false, "Not running.");
            foreach (var link in links) await link.DisposeAsync();
            links.Clear();
        }
    }

    private void Dial(TimeSpan after, CancellationToken stop)
    {
        var link = new IrcLink(transport, joins, clock, stop);
        current = link;
        links.Add(link);
        link.Begin(new Uri(options.IrcUrl), after, options.ConnectLimit, logins);
    }

    private async Task HandleAsync(IrcLink link, Received received, CancellationToken stop)
    {
        switch (received)
        {
            case Received.Over over:
                await EndAsync(link, over.Ending, stop);
                return;
            case Received.TooLarge:
                reader.TooLarge(1);
                break;
            case Received.Text text:
                if (await ReadAsync(link, text.Utf8, stop) is { } ending)
                {
                    await EndAsync(link, ending, stop);
                    return;
                }
                break;
        }
        link.Continue();
    }

    /// <returns>Why the connection is of no more use, if so.</returns>
    private async Task<Ending?> ReadAsync(IrcLink link, ReadOnlyMemory<byte> frame, CancellationToken stop)
    {
        var tooLong = link.Lines.TooLong;
        link.Lines.Add(frame.Span);
        if (link.Lines.TooLong > tooLong) reader.TooLarge(link.Lines.TooLong - tooLong);
        while (link.Lines.TryNext(out var line))
        {
            switch (Take(link, line, stop))
            {
                case Step.Event step:
                    await events.WriteAsync(step.Read, stop);
                    break;
                case Step.Reply step:
                    await link.SendAsync(step.Lines);
                    break;
                case Step.End step:
                    return step.Ending;
            }
        }
        return null;
    }

    private Step? Take(IrcLink link, ReadOnlySpan<char> text, CancellationToken stop)
    {
        if (!IrcLine.TryParse(text, out var line))
        {
            reader.Malformed();
            return null;
        }
        switch (line.Command)
        {
            case "PRIVMSG" or "USERNOTICE" or "CLEARMSG" or "CLEARCHAT":
                return reader.Read(line, link.Rooms.IdOf(line.Channel)) is { } e ? new Step.Event(e) : null;
            case "PING":
                return new Step.Reply($"PONG :{(line.Text.IsEmpty ? line.Target : line.Text)}\r\n");
            case "001":
                return Welcome(link);
            case "ROOMSTATE":
                Join(link, line);
                return null;
            case "RECONNECT":
                MoveOn(link, stop);
                return null;
            case "NOTICE":
                return Notice(link, line);
            case "CAP":
                return line.Text.StartsWith("NAK") ? new Step.End(new Ending.NothingToRead("Twitch's IRC no longer offers what ModBot needs.")) : null;
            case "PONG" or "JOIN" or "PART" or "USERSTATE" or "GLOBALUSERSTATE" or "HOSTTARGET" or "WHISPER":
                return null;
            default:
                // Numbers greet and list names.
                if (!char.IsAsciiDigit(line.Command[0])) reader.Unknown(line.Command.ToString());
                return null;
        }
    }

    private Step.Reply? Welcome(IrcLink link)
    {
        link.IsWelcome = true;
        if (link != current || link.Login is not { } login) return null;
        LogWelcome(login.Nick);
        Report(isReading: true);
        return new Step.Reply(link.Rooms.Follow(roster.Current));
    }

    private void Join(IrcLink link, in IrcLine line)
    {
        if (line.TagText("room-id") is not { } text)
        {
            reader.Malformed("A room without its id.");
            return;
        }
        var id = new BroadcasterId(text);
        if (link.Rooms.IdOf(line.Channel) == id) return;
        link.Rooms.Joined(line.Channel, id);
        if (link != current) return;
        // Before the channel's first message is passed on: its policy goes by the id.
        roster.Identify(line.Channel.ToString(), id);
        delay = delays.GetEnumerator();
        Report(isReading: true);
    }

    /// <summary>Twitch is going to close the connection, some time. It is read on until the next one has joined everything, so that nothing is lost in between.</summary>
    private void MoveOn(IrcLink link, CancellationToken stop)
    {
        if (link != current) return;
        metrics.Reconnect(EndingPolicy.Reason(new Ending.Notice(null)));
        // One that has joined nothing yet is not the first to be sent away.
        Dial(link.Rooms.IsReading ? TimeSpan.Zero : NextDelay(), stop);
    }

    private Step.End? Notice(IrcLink link, in IrcLine line)
    {
        if (!link.IsWelcome && link.Login is { IsAnonymous: false } login)
        {
            logins.Refuse(login);
            return new Step.End(new Ending.NoLogin("Twitch's IRC refused the login."));
        }
        switch (line.Tag("msg-id"))
        {
            case "msg_channel_suspended" or "tos_ban":
                link.Rooms.Refused(line.Channel, "Twitch has suspended this channel.");
                break;
            case "msg_banned":
                link.Rooms.Refused(line.Channel, "The bot is banned in this channel.");
                break;
            default:
                return null;
        }
        if (link == current) Report(isReading: true);
        return null;
    }

    private async Task TendAsync(IrcLink link, CancellationToken stop)
    {
        if (!await link.IsAliveAsync(options.ConnectLimit))
        {
            await EndAsync(link, new Ending.Silent(), stop);
        }
        else if (link == current)
        {
            if (!link.IsWelcome) return;
            await link.SendAsync(link.Rooms.Follow(roster.Current));
            Report(isReading: true);
        }
        else if (current is { IsWelcome: true, Rooms.IsSettled: true })
        {
            link.SuperfluousSince ??= clock.GetTimestamp();
            if (clock.GetElapsedTime(link.SuperfluousSince.Value) < Overlap) return;
            links.Remove(link);
            await link.DisposeAsync();
        }
    }

    private async Task EndAsync(IrcLink link, Ending ending, CancellationToken stop)
    {
        links.Remove(link);
        await link.DisposeAsync();
        if (link != current) return;
        var reason = EndingPolicy.Reason(ending);
        metrics.Reconnect(reason);
        LogEnded(reason, EndingPolicy.Explain(ending));
        Report(isReading: false, EndingPolicy.Explain(ending));
        Dial(NextDelay(), stop);
    }

    private TimeSpan NextDelay()
    {
        delay.MoveNext();
        return delay.Current;
    }

    private void Report(bool isReading, string? problem = null)
    {
        health.Change(status => status with { ReadsOverIrc = isReading });
        if (isStandby) return;
        if (isReading) health.Connected(Session);
        else health.Disconnected(Session, problem ?? "");
        // A connection that ended reads nothing, whatever it had joined.
        var channels = current is { } link && isReading ? link.Rooms.Status : [];
        health.Change(status => status with { Channels = isReading ? channels : [.. status.Channels.Select(channel => channel with { Live = [] })] });
    }

    /// <summary>What a line asks of us.</summary>
    private abstract record Step
    {
        public sealed record Event(ChatEvent Read) : Step;

        public sealed record Reply(string Lines) : Step;

        public sealed record End(Ending Ending) : Step;
    }

    [LoggerMessage(LogLevel.Information, "Connected to chat over IRC as {Nick}")]
    private partial void LogWelcome(string nick);

    [LoggerMessage(LogLevel.Warning, "An IRC connection ended ({Reason}): {Explanation}")]
    private partial void LogEnded(string reason, string explanation);
}
