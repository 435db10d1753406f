using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Helix;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task Create_Good_Is202WithTransport()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);

        var answer = await scene.Helix.SubscribeAsync(peer.SessionId, "channel.chat.message", "1", Scene.Channel, Scene.Bot);

        Assert.Equal(202, answer.Status);
        Shape.Is(
            $$"""
            {"data":[{"id":"*","status":"enabled","type":"channel.chat.message","version":"1",
             "condition":{"broadcaster_user_id":"810000001","user_id":"810000002"},
             "transport":{"method":"websocket","session_id":"{{peer.SessionId}}","connected_at":"*"},"created_at":"*","cost":0}],
             "total":1,"total_cost":0,"max_total_cost":10}
            """,
            answer.Body);
    }

    [Fact]
    public async Task Create_DeadSession_Is400()
    {
        await using var scene = await Scene.StartAsync();

        var answer = await scene.Helix.SubscribeAsync("AgoQgone", "channel.chat.message", "1", Scene.Channel, Scene.Bot);

        Assert.Equal((400, "websocket transport session does not exist or has already disconnected"), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task Create_SecondUserOnSession_Is400()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");
        using var other = scene.As(Scene.Moderator, "user:read:chat");

        var answer = await other.SubscribeAsync(peer.SessionId, "channel.chat.message", "1", Scene.Channel, Scene.Moderator);

        Assert.Equal((400, "websocket transport cannot have subscriptions created by different users"), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task Create_Twice_Is409WithId()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        var answer = await scene.Helix.SubscribeAsync(peer.SessionId, "channel.chat.message", "1", Scene.Channel, Scene.Bot);

        Assert.Equal(409, answer.Status);
        Assert.NotNull((string?)answer.Body!["id"]);
    }

    [Fact]
    public async Task Create_FourthConnection_Is429()
    {
        await using var scene = await Scene.StartAsync();
        await using var first = await scene.ListenAsync("channel.chat.message");
        await using var second = await scene.ListenAsync("channel.chat.clear");
        await using var third = await scene.ListenAsync("channel.chat.message_delete");
        await using var fourth = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);

        var answer = await scene.Helix.SubscribeAsync(fourth.SessionId, "channel.chat.notification", "1", Scene.Channel, Scene.Bot);

        Assert.Equal((429, "number of websocket transports limit exceeded"), (answer.Status, answer.Message));
    }

    [Theory]
    [InlineData("channel.chat.message", "user:write:chat")]
    [InlineData("automod.message.hold", "user:read:chat")]
    [InlineData("channel.moderate", "moderator:manage:banned_users")]
    public async Task Create_WithoutScope_Is403(string type, string scope)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        using var poor = scene.As(Scene.Bot, scope);

        var answer = await poor.SubscribeAsync(peer.SessionId, type, type == "channel.chat.message" ? "1" : "2", Scene.Channel, Scene.Bot);

        Assert.Equal((403, "subscription missing proper authorization"), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task Create_NotModerator_Is403()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        using var viewer = scene.As(Scene.RudeViewer, "moderator:manage:automod");

        Assert.Equal(403, (await viewer.SubscribeAsync(peer.SessionId, "automod.message.hold", "2", Scene.Channel, Scene.RudeViewer)).Status);
    }

    [Theory]
    [InlineData("channel.chat.mystery", "1", Scene.Channel)]
    [InlineData("channel.chat.message", "7", Scene.Channel)]
    [InlineData("channel.chat.message", "1", "999")]
    public async Task Create_UnknownTypeOrUser_Is400(string type, string version, string broadcaster)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);

        Assert.Equal(400, (await scene.Helix.SubscribeAsync(peer.SessionId, type, version, broadcaster, Scene.Bot)).Status);
    }

    [Fact]
    public async Task Create_AppToken_Is401()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        using var app = new HelixPeer(scene.Sandbox, scene.Sandbox.IssueAppToken().AccessToken);

        Assert.Equal(401, (await app.SubscribeAsync(peer.SessionId, "channel.chat.message", "1", Scene.Channel, Scene.Bot)).Status);
    }

    [Fact]
    public async Task Delete_KnownThenUnknown_Is204Then404()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");
        var id = (string)(await scene.Helix.GetAsync("eventsub/subscriptions")).Row["id"]!;

        Assert.Equal(204, (await scene.Helix.DeleteAsync($"eventsub/subscriptions?id={id}")).Status);
        Assert.Equal(404, (await scene.Helix.DeleteAsync($"eventsub/subscriptions?id={id}")).Status);
    }

    [Fact]
    public async Task List_ByType_FiltersAndCounts()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message", "channel.chat.clear");

        var answer = await scene.Helix.GetAsync("eventsub/subscriptions?type=channel.chat.clear");

        Assert.Equal("channel.chat.clear", (string)Assert.Single(answer.Body!["data"]!.AsArray())!["type"]!);
        Assert.Equal(2, (int)answer.Body["total"]!);
        Assert.Equal(400, (await scene.Helix.GetAsync("eventsub/subscriptions?type=channel.chat.clear&status=enabled")).Status);
    }
}
