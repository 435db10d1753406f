using ModBot.Twitch.Irc;
using ModBot.Twitch.Tests.EventSub;

namespace ModBot.Twitch.Tests.Irc;

/// <summary>IRC in place of EventSub, and back.</summary>
public sealed class FallbackTests
{
    [Fact]
    public async Task Source_EventSubDownForLong_ReadsOverIrcAndHandsBackWithoutLossOrDoubles()
    {
        await using var bed = Bed();
        await using var chat = bed.Read();
        var eventSub = await bed.ConnectAsync("session-1", keepalive: 600);
        eventSub.Chat("one");
        Assert.Equal("one", await chat.NextIdAsync());
        eventSub.Cut();
        await EventSubScript.WaitUntilAsync(() => !bed.Health.Current.Connected);

        // The first look begins the half minute, and the sixteenth ends it.
        await bed.StepAsync(Fallback.LookEvery, 16);
        var irc = await bed.Irc.ExpectConnectAsync();
        await irc.WelcomeAsync();
        await irc.ExpectAsync("JOIN #pixelharbor");
        irc.Room();
        irc.Chat("two");
        Assert.Equal("two", await chat.NextIdAsync());
        Assert.True(bed.Health.Current.ReadsOverIrc);
        Assert.False(bed.Health.Current.IsHealthy);

        eventSub = await bed.ConnectAsync("session-2", keepalive: 600);
        eventSub.Chat("two");
        eventSub.Chat("three");
        Assert.Equal("three", await chat.NextIdAsync());
        Assert.False(irc.IsLeft);
        irc.Chat("three");
        irc.Chat("four");
        Assert.Equal("four", await chat.NextIdAsync());
        for (var look = 0; look < 15; look++)
        {
            await bed.StepAsync(Fallback.LookEvery, 1);
            irc.Chat($"look-{look}");
            Assert.Equal($"look-{look}", await chat.NextIdAsync());
        }
        Assert.False(irc.IsLeft);
        await bed.StepAsync(Fallback.LookEvery, 1);
        await irc.ExpectLeaveAsync();
        eventSub.Chat("four");
        eventSub.Chat("five");

        Assert.Equal("five", await chat.NextIdAsync());
        Assert.True(bed.Health.Current.IsHealthy);
        Assert.False(bed.Health.Current.ReadsOverIrc);
    }

    [Fact]
    public async Task Source_EventSubBackInTime_NeverAsksIrc()
    {
        await using var bed = Bed();
        await using var chat = bed.Read();
        (await bed.ConnectAsync("session-1", keepalive: 600)).Cut();
        var eventSub = await bed.ConnectAsync("session-2", keepalive: 600);
        eventSub.Chat("one");
        await chat.NextIdAsync();

        await bed.StepAsync(Fallback.LookEvery, 60);

        Assert.True(bed.Irc.NobodyConnects);
    }

    [Theory]
    [InlineData(0, ScriptedIrc.Url)]
    [InlineData(30, "wss://irc-ws.chat.twitch.tv:443")]
    public async Task Source_FallbackOffOrToAnotherTwitch_NeverAsksIrc(int after, string url)
    {
        await using var bed = Bed(o => (o.IrcFallbackAfter, o.IrcUrl) = (TimeSpan.FromSeconds(after), url));
        for (var i = 0; i < 4; i++) bed.EventSub.Refusals.Enqueue(new HttpRequestException("No route."));
        await using var chat = bed.Read();
        // EventSub is tried again after an hour; whoever looked every two seconds would have asked IRC long before.
        await bed.AdvanceUntilAsync(() => !bed.EventSub.NobodyConnects, TimeSpan.FromMinutes(1));

        Assert.Equal(4, bed.Metrics.Sum("modbot.eventsub.reconnects", "reason=broken"));
        Assert.True(bed.Irc.NobodyConnects);
        Assert.False(bed.Health.Current.ReadsOverIrc);
    }

    private static TestBed Bed(Action<TwitchOptions>? configure = null) => new(configure: o =>
    {
        o.IrcUrl = ScriptedIrc.Url;
        // One attempt lasts as long as a test.
        o.ConnectLimit = TimeSpan.FromMinutes(2);
        configure?.Invoke(o);
    });
}
