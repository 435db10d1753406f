using System.Net;
using System.Net.WebSockets;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>How a connection is replaced: on notice, on a close, on a cut and on silence.</summary>
public sealed class EventSubReconnectTests
{
    [Fact]
    public async Task Session_ReconnectNotice_MovesWithoutLossAndWithoutSubscribing()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var old = await bed.ConnectAsync("session-1");

        old.Reconnect("wss://cell-a.test/ws?challenge=1&id=session-1");
        var moved = await bed.EventSub.ExpectConnectAsync("wss://cell-a.test/ws?challenge=1&id=session-1");
        old.Chat("on the old one");
        Assert.Equal("on the old one", await chat.NextIdAsync());
        Assert.False(old.IsLeft);
        moved.Welcome("session-2");
        await old.ExpectLeaveAsync();
        moved.Chat("on the new one");

        Assert.Equal("on the new one", await chat.NextIdAsync());
        Assert.Equal(SubscriptionKind.All.Length, bed.Http.Count("eventsub/subscriptions"));
        Assert.True(bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Session_EventsStillOnTheOldConnectionAtTheMove_AreRead()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var old = await bed.ConnectAsync("session-1");
        old.Reconnect("wss://cell-a.test/ws?id=1");
        var moved = await bed.EventSub.ExpectConnectAsync("wss://cell-a.test/ws?id=1");

        moved.Welcome("session-2");
        foreach (var id in (string[])["a", "b", "c"]) old.Chat(id);
        var read = new[] { await chat.NextIdAsync(), await chat.NextIdAsync(), await chat.NextIdAsync() };

        Assert.Equal(["a", "b", "c"], read);
    }

    [Fact]
    public async Task Session_ReconnectUrlRefused_StartsAfreshAndLeavesTheOldOnlyAfterSubscribing()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var old = await bed.ConnectAsync("session-1");
        old.Reconnect("wss://cell-a.test/ws?id=1");
        (await bed.EventSub.ExpectConnectAsync("wss://cell-a.test/ws?id=1")).Close(4007);

        var fresh = await bed.EventSub.ExpectConnectAsync();
        old.Chat("meanwhile");
        Assert.Equal("meanwhile", await chat.NextIdAsync());
        fresh.Welcome("session-2");
        await bed.ExpectSubscribeAsync("session-2");
        await old.ExpectLeaveAsync();

        Assert.Equal(1, bed.Metrics.Sum("modbot.eventsub.reconnects", "reason=invalid_reconnect"));
    }

    [Fact]
    public async Task Session_ReconnectUrlRefusedAndNoRoomForBoth_LeavesTheOldAndSubscribesOnTheNew()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var old = await bed.ConnectAsync("session-1");
        old.Reconnect("wss://cell-a.test/ws?id=1");
        (await bed.EventSub.ExpectConnectAsync("wss://cell-a.test/ws?id=1")).Close(4007);
        bed.Http.Answer = r => r.Path == "eventsub/subscriptions" ? FakeReply.Error(HttpStatusCode.TooManyRequests, "number of websocket transports limit exceeded") : null;

        var fresh = await bed.EventSub.ExpectConnectAsync();
        fresh.Welcome("session-2", keepalive: 600);
        await old.ExpectLeaveAsync();
        bed.Http.Answer = _ => null;
        await bed.AdvanceUntilAsync(() => bed.Health.Current.IsHealthy, TimeSpan.FromSeconds(1));
        fresh.Chat("back");

        Assert.Equal("back", await chat.NextIdAsync());
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(4002)]
    [InlineData(4004)]
    [InlineData(4006)]
    [InlineData(1006)]
    public async Task Session_Closed_ConnectsAfreshAndSubscribesToEverythingAgain(int code)
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        (await bed.ConnectAsync("session-1")).Close(code);

        var fresh = await bed.ConnectAsync("session-2");
        fresh.Chat("back");

        Assert.Equal("back", await chat.NextIdAsync());
    }

    [Fact]
    public async Task Session_CutAndTheNetworkDown_KeepsTryingAndSaysSo()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1");
        bed.EventSub.Refusals.Enqueue(new HttpRequestException("No route."));
        bed.EventSub.Refusals.Enqueue(new WebSocketException("Handshake."));
        twitch.Cut();

        await bed.ConnectAsync("session-2");

        Assert.Equal(3, bed.Metrics.Sum("modbot.eventsub.reconnects", "reason=broken"));
    }

    [Fact]
    public async Task Session_SilentForLongerThanKeepaliveAndAFifth_StartsAfresh()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1");
        twitch.Chat("one");
        await chat.NextIdAsync();

        bed.Clock.Advance(TimeSpan.FromSeconds(11.9));
        twitch.Keepalive();
        twitch.Chat("two");
        await chat.NextIdAsync();
        bed.Clock.Advance(TimeSpan.FromSeconds(11.9));
        Assert.True(bed.EventSub.NobodyConnects);
        bed.Clock.Advance(TimeSpan.FromSeconds(0.2));

        (await bed.EventSub.ExpectConnectAsync()).Welcome("session-2");
        await bed.ExpectSubscribeAsync("session-2");
        Assert.Equal(1, bed.Metrics.Sum("modbot.eventsub.reconnects", "reason=silent"));
    }

    [Fact]
    public async Task Session_NeverWelcomed_StartsAfresh()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        await bed.EventSub.ExpectConnectAsync();
        bed.Clock.Advance(TimeSpan.FromSeconds(15));
        await bed.EventSub.ExpectConnectAsync();
    }
}
