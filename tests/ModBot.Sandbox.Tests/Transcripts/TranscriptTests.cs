using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Transcripts;

public sealed class TranscriptTests
{
    [Fact]
    public void Demo_Shipped_IsAMinuteOfManyVoices()
    {
        var demo = Transcript.Demo();

        Assert.True(demo.Lines.Count >= 320);
        Assert.InRange(demo.Length.TotalSeconds, 60, 90);
        Assert.True(demo.Lines.Select(line => line.User).Distinct().Count() > 40);
        Assert.Contains(demo.Lines, line => line.Role == "broadcaster");
        Assert.Contains(demo.Lines, line => line.Text.Any(character => character is >= '\u3040' and <= '\u30ff'));
    }

    [Fact]
    public async Task Play_DemoAtOnce_PostsHoldsAndDropsNothing()
    {
        await using var scene = await Scene.StartAsync();
        var demo = Transcript.Demo();

        var typed = await new TranscriptPlayer(scene.Sandbox.Chat).PlayAsync(demo, DefaultWorld.Channel, double.PositiveInfinity);

        Assert.Equal(demo.Lines.Count, typed);
        Assert.True(scene.Sandbox.Counters.MessagesHeld >= 5);
        Assert.Equal(demo.Lines.Count, scene.Sandbox.Counters.MessagesPosted + scene.Sandbox.Counters.MessagesHeld);
    }

    [Fact]
    public async Task Play_AtDoubleSpeed_KeepsThePace()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        var transcript = Read("""{"at":0,"user":"newcomer","text":"one"}""", """{"at":4,"user":"newcomer","role":"vip","text":"two"}""");

        var playing = new TranscriptPlayer(scene.Sandbox.Chat, clock).PlayAsync(transcript, DefaultWorld.Channel, speed: 2);
        var first = await scene.Sandbox.Events.WaitForAsync<MessagePosted>(cancellationToken: Guard.Token());
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, await playing);
        var second = scene.Sandbox.Chat.Messages(DefaultWorld.Channel)[^1];
        Assert.Equal(TimeSpan.FromSeconds(2), second.SentAt - first.At);
        Assert.Equal(ChatRole.Vip, second.Role);
    }

    [Fact]
    public async Task Play_Looped_StartsOverUntilCancelled()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        using var stop = new CancellationTokenSource();

        var playing = new TranscriptPlayer(scene.Sandbox.Chat, clock)
            .PlayAsync(Read("""{"at":60,"user":"parrot","text":"again"}"""), DefaultWorld.Channel, loop: true, cancellationToken: stop.Token);
        clock.Advance(TimeSpan.FromSeconds(60));
        await scene.Sandbox.Events.WaitForAsync<MessagePosted>(posted => posted.Message.Chatter.Login == "parrot", Guard.Token());
        await Eventually.TrueAsync(() => clock.TimerCount > 0);
        clock.Advance(TimeSpan.FromSeconds(61));
        await Eventually.TrueAsync(() => scene.Sandbox.Counters.MessagesPosted == 2);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
    }

    [Theory]
    [InlineData("{", "line 1 is not JSON")]
    [InlineData("""{"at":1,"user":"x"}""", "line 1 needs")]
    [InlineData("""{"at":-1,"user":"x","text":"y"}""", "line 1 needs")]
    public void Read_BadLine_SaysWhich(string line, string message)
        => Assert.Contains(message, Assert.Throws<FormatException>(() => Read(line)).Message, StringComparison.Ordinal);

    private static Transcript Read(params string[] lines) => Transcript.Read(new StringReader(string.Join('\n', lines)));
}
