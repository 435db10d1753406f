using System.Net.WebSockets;
using ModBot.Twitch.Irc;

namespace ModBot.Twitch.Tests.Irc;

/// <summary>How a connection is replaced: on notice, on a close, on a cut and on silence.</summary>
public sealed class IrcReconnectTests
{
    [Fact]
    public async Task Session_ReconnectNotice_MovesWithoutLossAndWithoutDoubles()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var old = await bed.ConnectIrcAsync();
        old.Chat("zero");
        await chat.NextIdAsync();

        old.Send(":tmi.twitch.tv RECONNECT");
        var moved = await bed.Irc.ExpectConnectAsync();
        old.Chat("on-the-old-one");
        Assert.Equal("on-the-old-one", await chat.NextIdAsync());
        await moved.WelcomeAsync();
        await moved.ExpectAsync("JOIN #pixelharbor");
        moved.Room();
        moved.Chat("on-both");
        Assert.Equal("on-both", await chat.NextIdAsync());
        old.Chat("on-both");
        old.Chat("still-on-its-way");
        Assert.Equal("still-on-its-way", await chat.NextIdAsync());
        Assert.False(old.IsLeft);
        await bed.StepUntilAsync(() => old.IsLeft, IrcSession.TendEvery);
        moved.Chat("on-the-new-one");

        Assert.Equal("on-the-new-one", await chat.NextIdAsync());
        Assert.False(moved.IsLeft);
        Assert.Equal(1, bed.Metrics.Sum("modbot.irc.reconnects", "reason=notice"));
    }

    [Fact]
    public async Task Session_ClosedAfterItsNotice_IsNotReplacedTwice()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var old = await bed.ConnectIrcAsync();
        old.Chat("zero");
        await chat.NextIdAsync();
        old.Send(":tmi.twitch.tv RECONNECT");
        var moved = await bed.ConnectIrcAsync();
        old.Close();
        await old.ExpectLeaveAsync();
        moved.Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.True(bed.Irc.NobodyConnects);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_Ended_ConnectsAgainAndJoinsEverything(bool inOrder)
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();
        if (inOrder) twitch.Close();
        else twitch.Cut();

        (await bed.ConnectIrcAsync()).Chat("back");

        Assert.Equal("back", await chat.NextIdAsync());
        Assert.True(bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Session_NetworkDown_KeepsTryingAndSaysSo()
    {
        await using var bed = IrcScript.Bed();
        bed.Irc.Refusals.Enqueue(new HttpRequestException("No route."));
        bed.Irc.Refusals.Enqueue(new WebSocketException("Handshake."));
        await using var chat = bed.Read();

        (await bed.ConnectIrcAsync()).Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.Equal(2, bed.Metrics.Sum("modbot.irc.reconnects", "reason=broken"));
    }

    [Fact]
    public async Task Session_Silence_IsEndedByAPingAndReplacedWithoutAnAnswer()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();

        twitch.AnswersPings = false;

        await bed.StepUntilAsync(() => twitch.HasLine, IrcSession.TendEvery);
        await twitch.ExpectAsync("PING :modbot");
        twitch.Send(":tmi.twitch.tv PONG tmi.twitch.tv :modbot");
        twitch.Chat("one");
        await chat.NextIdAsync();
        // What was heard counts: the next thing is another ping, and not the end.
        await bed.StepUntilAsync(() => twitch.HasLine, IrcSession.TendEvery);
        await twitch.ExpectAsync("PING :modbot");
        Assert.True(bed.Irc.NobodyConnects);

        await bed.StepUntilAsync(() => !bed.Irc.NobodyConnects, IrcSession.TendEvery);

        await twitch.ExpectLeaveAsync();
        await (await bed.Irc.ExpectConnectAsync()).WelcomeAsync();
        Assert.Equal(1, bed.Metrics.Sum("modbot.irc.reconnects", "reason=silent"));
    }

    [Fact]
    public async Task Session_NeverWelcomed_ConnectsAgain()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        await bed.Irc.ExpectConnectAsync();

        await bed.StepUntilAsync(() => !bed.Irc.NobodyConnects, IrcSession.TendEvery);

        Assert.False(bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Session_SlowReader_LosesNothingAndIsNotTakenForSilence()
    {
        await using var bed = IrcScript.Bed(configure: o => o.QueueLength = 1);
        using var stop = new CancellationTokenSource();
        await using var reading = bed.Get<ModBot.Messages.IChatSource>().ReadAsync(stop.Token).GetAsyncEnumerator();
        var first = reading.MoveNextAsync();
        var twitch = await bed.ConnectIrcAsync();
        for (var i = 0; i < 5; i++) twitch.Chat($"m{i}");
        await first;
        await EventSub.EventSubScript.WaitUntilAsync(() => bed.Metrics.Sum("modbot.irc.received") == 3);
        bed.Clock.Advance(TimeSpan.FromMinutes(2));

        List<string> read = [((ModBot.Messages.ChatEvent.Posted)reading.Current).Message.Id.Value];
        while (read.Count < 5)
        {
            await reading.MoveNextAsync();
            read.Add(((ModBot.Messages.ChatEvent.Posted)reading.Current).Message.Id.Value);
        }

        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], read);
        Assert.False(twitch.IsLeft);
        await stop.CancelAsync();
    }
}
