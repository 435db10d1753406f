using System.Net.WebSockets;
using System.Text.RegularExpressions;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.EventSub;

public sealed partial class EventSubSessionTests
{
    [Fact]
    public async Task Connect_Always_WelcomesFirst()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);

        var session = peer.Welcome["payload"]!["session"]!;
        Assert.Equal("connected", (string)session["status"]!);
        Assert.Equal(10, (int)session["keepalive_timeout_seconds"]!);
        Assert.True(session.AsObject().ContainsKey("reconnect_url"));
        Assert.Null(session["reconnect_url"]);
        Assert.Matches(Nanoseconds(), (string)session["connected_at"]!);
        Assert.Matches(Nanoseconds(), (string)peer.Welcome["metadata"]!["message_timestamp"]!);
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("5", 10)]
    [InlineData("9999", 600)]
    [InlineData("soon", 10)]
    public async Task Connect_KeepaliveAsked_KeepsItWithinLimits(string asked, int given)
    {
        await using var scene = await Scene.StartAsync();
        var uri = new Uri($"{scene.Sandbox.EventSubUri}?keepalive_timeout_seconds={asked}");
        await using var peer = await EventSubPeer.ConnectAsync(uri);

        Assert.Equal(given, (int)peer.Welcome["payload"]!["session"]!["keepalive_timeout_seconds"]!);
    }

    [Fact]
    public async Task Keepalive_InSilence_ComesWithEmptyPayload()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await scene.ListenAsync("channel.chat.message");

        clock.Advance(TimeSpan.FromSeconds(10));
        var frame = await peer.ReadAsync();

        Assert.Equal("session_keepalive", EventSubPeer.TypeOf(frame));
        Assert.Empty(frame["payload"]!.AsObject());
    }

    [Fact]
    public async Task Keepalive_WhileNotificationsFlow_StaysAway()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await scene.ListenAsync("channel.chat.message");

        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(6));
            scene.Say(Scene.Subscriber, $"message {i}");
            Assert.Equal("notification", EventSubPeer.TypeOf(await peer.ReadAsync()));
        }
    }

    [Fact]
    public async Task Keepalive_Stopped_StaysAwayUntilStarted()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await scene.ListenAsync("channel.chat.message");

        scene.Sandbox.Faults.StopKeepalives();
        clock.Advance(TimeSpan.FromSeconds(60));
        scene.Say(Scene.Subscriber, "still here");
        Assert.Equal("notification", EventSubPeer.TypeOf(await peer.ReadAsync()));

        scene.Sandbox.Faults.StopKeepalives(false);
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("session_keepalive", EventSubPeer.TypeOf(await peer.ReadAsync()));
    }

    [Fact]
    public async Task Unused_ForTenSeconds_ClosesWith4003()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);

        clock.Advance(TimeSpan.FromSeconds(11));
        while (await peer.ReadTextAsync() is not null)
        {
        }

        Assert.Equal(4003, peer.CloseCode);
    }

    [Fact]
    public async Task Inbound_AnyText_ClosesWith4001AndDisables()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        await peer.SendTextAsync("hello");

        Assert.Null(await peer.ReadTextAsync());
        Assert.Equal(4001, peer.CloseCode);
        await peer.CloseAsync();
        await Eventually.TrueAsync(() => scene.Sandbox.Faults.Sessions.Count == 0);
        var listed = await scene.Helix.GetAsync("eventsub/subscriptions");
        Assert.Equal("websocket_received_inbound_traffic", (string)listed.Row["status"]!);
    }

    [Fact]
    public async Task Reconnect_GoodUrl_CarriesSubscriptionsOver()
    {
        await using var scene = await Scene.StartAsync();
        await using var old = await scene.ListenAsync("channel.chat.message");

        Assert.Equal(1, scene.Sandbox.Faults.AnnounceReconnect());
        var session = (await old.ReadAsync())["payload"]!["session"]!;
        Assert.Equal("reconnecting", (string)session["status"]!);
        Assert.Null(session["keepalive_timeout_seconds"]);
        scene.Say(Scene.Subscriber, "before the move");
        await using var fresh = await EventSubPeer.ConnectAsync(new Uri((string)session["reconnect_url"]!));
        scene.Say(Scene.Subscriber, "after the move");

        Assert.Equal("before the move", (string)(await old.ReadEventAsync("channel.chat.message"))["message"]!["text"]!);
        Assert.Equal("after the move", (string)(await fresh.ReadEventAsync("channel.chat.message"))["message"]!["text"]!);
        await old.CloseAsync();
        Assert.Equal(["channel.chat.message 1"], scene.Sandbox.Faults.EnabledSubscriptions);
    }

    [Fact]
    public async Task Reconnect_OldSocketStays_ClosesItWith4004AfterGrace()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var old = await scene.ListenAsync("channel.chat.message");

        scene.Sandbox.Faults.AnnounceReconnect();
        clock.Advance(TimeSpan.FromSeconds(31));
        while (await old.ReadTextAsync() is not null)
        {
        }

        Assert.Equal(4004, old.CloseCode);
    }

    [Fact]
    public async Task Reconnect_BadUrl_ClosesWith4007()
    {
        await using var scene = await Scene.StartAsync();
        await using var old = await scene.ListenAsync("channel.chat.message");

        scene.Sandbox.Faults.AnnounceReconnect(goodUrl: false);
        var url = (string)(await old.ReadAsync())["payload"]!["session"]!["reconnect_url"]!;
        await using var fresh = await EventSubPeer.DialAsync(new Uri(url));

        Assert.Null(await fresh.ReadTextAsync());
        Assert.Equal(4007, fresh.CloseCode);
    }

    [Fact]
    public async Task Drop_OpenSocket_EndsWithoutCloseFrame()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        Assert.Equal(1, scene.Sandbox.Faults.DropSockets());

        await Assert.ThrowsAsync<WebSocketException>(peer.ReadTextAsync);
        await Eventually.TrueAsync(() => scene.Sandbox.Faults.EnabledSubscriptions.Count == 0);
    }

    [Fact]
    public async Task RawFrame_Sent_ArrivesAsItIs()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        scene.Sandbox.Faults.SendRawFrame("""{"metadata":{"message_type":"session_mystery"}}""");

        Assert.Equal("session_mystery", EventSubPeer.TypeOf(await peer.ReadAsync()));
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$")]
    private static partial Regex Nanoseconds();
}
