using System.Net.WebSockets;
using System.Text.Json.Nodes;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Faults;

public sealed class FaultTests
{
    [Fact]
    public async Task Split_Frames_ArriveInPieces()
    {
        await using var scene = await Scene.StartAsync();
        scene.Sandbox.Faults.SplitFrames(100);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(scene.Sandbox.EventSubUri, Guard.Token());
        var buffer = new byte[4096];
        var (pieces, text) = (0, new MemoryStream());

        for (var isLast = false; !isLast; pieces++)
        {
            var received = await socket.ReceiveAsync(buffer, Guard.Token());
            Assert.True(received.Count <= 100);
            text.Write(buffer, 0, received.Count);
            isLast = received.EndOfMessage;
        }

        Assert.True(pieces > 1);
        Assert.Equal("session_welcome", EventSubPeer.TypeOf(JsonNode.Parse(text.ToArray())!.AsObject()));
    }

    [Fact]
    public async Task Padded_Notification_HasTheSizeAndStaysReadable()
    {
        const int Size = 64 * 1024;
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");
        scene.Sandbox.Faults.PadNotifications(Size);

        var message = scene.Say(Scene.Subscriber, "hello");

        var text = (await peer.ReadTextAsync())!;
        Assert.Equal(Size, System.Text.Encoding.UTF8.GetByteCount(text));
        Assert.Equal(message.Id, (string)JsonNode.Parse(text)!["payload"]!["event"]!["message_id"]!);
    }

    [Fact]
    public async Task Delayed_Notification_ComesAfterTheNextOneWithItsOwnTime()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await scene.ListenAsync("channel.chat.message");
        scene.Sandbox.Faults.DelayNotifications(1, TimeSpan.FromSeconds(5));
        var due = TimeOf(clock.GetUtcNow());

        scene.Say(Scene.Subscriber, "first");
        scene.Say(Scene.Moderator, "second");
        Assert.Equal("second", (string)(await peer.ReadEventAsync("channel.chat.message"))["message"]!["text"]!);
        clock.Advance(TimeSpan.FromSeconds(5));

        var late = await peer.ReadNotificationAsync("channel.chat.message");
        Assert.Equal("first", (string)late["payload"]!["event"]!["message"]!["text"]!);
        Assert.Equal(due, (string)late["metadata"]!["message_timestamp"]!);
    }

    [Fact]
    public async Task Skew_OfTheClock_ShowsInFramesAndHeadersAndLeavesTokensAlone()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await scene.ListenAsync("channel.chat.message");
        var before = await scene.Helix.GetAsync("users");

        scene.Sandbox.Faults.SkewClock(TimeSpan.FromDays(1));
        scene.Say(Scene.Subscriber, "hello");
        var after = await scene.Helix.GetAsync("users");

        var skewed = clock.GetUtcNow() + TimeSpan.FromDays(1);
        Assert.Equal(TimeOf(skewed), (string)(await peer.ReadNotificationAsync("channel.chat.message"))["metadata"]!["message_timestamp"]!);
        Assert.Equal(200, after.Status);
        Assert.Equal(skewed, after.Headers.Date);
        Assert.Equal(86_400, Reset(after) - Reset(before), 1.0);
        var (_, valid) = await OAuthPeer.ValidateAsync(scene, scene.Sandbox.IssueToken(Scene.Bot).AccessToken);
        Assert.Equal(14_400, (int)valid["expires_in"]!);
    }

    [Theory]
    [InlineData(4002, "websocket_failed_ping_pong")]
    [InlineData(4005, "websocket_network_timeout")]
    [InlineData(4006, "websocket_network_error")]
    public async Task Close_WithACode_GivesTheSubscriptionsItsStatus(int code, string status)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        scene.Sandbox.Faults.CloseSockets(code);
        Assert.Null(await peer.ReadTextAsync());
        Assert.Equal(code, peer.CloseCode);
        await peer.CloseAsync();
        await Eventually.TrueAsync(() => scene.Sandbox.Faults.Sessions.Count == 0);

        Assert.Equal(status, (string)(await scene.Helix.GetAsync("eventsub/subscriptions")).Row["status"]!);
    }

    [Fact]
    public async Task Tokens_Shortened_ExpireSoonAndCanBeRefreshed()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        scene.Sandbox.Faults.ShortenTokens(TimeSpan.FromSeconds(30));
        var token = scene.Sandbox.IssueToken(Scene.Bot, "user:read:chat");

        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(401, (await OAuthPeer.ValidateAsync(scene, token.AccessToken)).Status);
        var (status, _) = await OAuthPeer.TokenAsync(scene, ("grant_type", "refresh_token"), ("refresh_token", token.RefreshToken!));
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task DeviceCodes_MadeToExpire_AreNotValid()
    {
        await using var scene = await Scene.StartAsync();
        var device = await OAuthPeer.StartDeviceAsync(scene, scene.Sandbox.PublicClientId, "");

        Assert.Equal(1, scene.Sandbox.Faults.ExpireDeviceCodes());

        Assert.Equal("invalid device code", (string)(await OAuthPeer.RedeemAsync(scene, device, scene.Sandbox.PublicClientId)).Body["message"]!);
    }

    private static string TimeOf(DateTimeOffset time) => Wire.TwitchTime.Nanoseconds(time);

    private static double Reset(HelixAnswer answer) => double.Parse(answer.Headers.GetValues("Ratelimit-Reset").Single(), System.Globalization.CultureInfo.InvariantCulture);
}
