using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.EventSub;

public sealed class ConduitTests
{
    private const string OtherChannel = "810000005";

    [Fact]
    public async Task Conduit_CreatedResizedDeleted_IsListedAsItIs()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 2);

        var resized = await conduit.App.SendAsync(HttpMethod.Patch, "eventsub/conduits", new { id = conduit.Id, shard_count = 4 });
        Shape.Is($$"""{"data":[{"id":"{{conduit.Id}}","shard_count":4}]}""", resized.Body);
        Shape.Is($$"""{"data":[{"id":"{{conduit.Id}}","shard_count":4}]}""", (await conduit.App.GetAsync("eventsub/conduits")).Body);
        Assert.Equal(204, (await conduit.App.DeleteAsync($"eventsub/conduits?id={conduit.Id}")).Status);
        Assert.Equal(404, (await conduit.App.DeleteAsync($"eventsub/conduits?id={conduit.Id}")).Status);
        Assert.Empty((await conduit.App.GetAsync("eventsub/conduits")).Body!["data"]!.AsArray());
    }

    [Fact]
    public async Task Conduit_SixthOrWithoutShards_IsRefused()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 1);
        for (var more = 2; more <= 5; more++)
            (await ConduitPeer.CreateAsync(scene, 1)).Dispose();

        Assert.Equal(429, (await conduit.App.PostAsync("eventsub/conduits", new { shard_count = 1 })).Status);
        Assert.Equal(400, (await conduit.App.PostAsync("eventsub/conduits", new { shard_count = 0 })).Status);
        Assert.Equal(400, (await conduit.App.PostAsync("eventsub/conduits", new { shard_count = 20_001 })).Status);
    }

    [Fact]
    public async Task Conduit_WithUserToken_Is401()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 1);

        Assert.Equal(401, (await scene.Helix.GetAsync("eventsub/conduits")).Status);
        Assert.Equal(401, (await scene.Helix.PostAsync("eventsub/subscriptions", new
        {
            type = "stream.online",
            version = "1",
            condition = new { broadcaster_user_id = Scene.Channel },
            transport = new { method = "conduit", conduit_id = conduit.Id },
        })).Status);
    }

    [Fact]
    public async Task Shards_SomeGoodSomeNot_SucceedPartly()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 2);
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        await using var users = await scene.ListenAsync("channel.chat.message");

        var answer = await conduit.AssignAsync(("0", peer.SessionId), ("9", peer.SessionId), ("1", "gone"), ("1", users.SessionId));

        Assert.Equal(202, answer.Status);
        Shape.Is(
            $$"""[{"id":"0","status":"enabled","transport":{"method":"websocket","session_id":"{{peer.SessionId}}","connected_at":"*"} }]""",
            answer.Body!["data"]);
        Shape.Is(
            """[{"id":"9","message":"*","code":"*"},{"id":"1","message":"*","code":"*"},{"id":"1","message":"*","code":"*"}]""",
            answer.Body["errors"]);
    }

    [Fact]
    public async Task Chat_OnConduit_ReachesTheShardWithTheConduitsTransport()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 1);
        await using var peer = await conduit.ServeAsync("0");
        Assert.Equal(202, (await conduit.SubscribeChatAsync(Scene.Channel)).Status);

        var message = scene.Say(Scene.Subscriber, "hello");

        var frame = await peer.ReadNotificationAsync("channel.chat.message");
        Assert.Equal(message.Id, (string)frame["payload"]!["event"]!["message_id"]!);
        Shape.Is($$"""{"method":"conduit","conduit_id":"{{conduit.Id}}"}""", frame["payload"]!["subscription"]!["transport"]);
        var listed = await conduit.App.GetAsync($"eventsub/subscriptions?conduit_id={conduit.Id}");
        Assert.Equal(10_000, (int)listed.Body!["max_total_cost"]!);
        Shape.Is($$"""{"method":"conduit","conduit_id":"{{conduit.Id}}"}""", listed.Row["transport"]);
    }

    [Fact]
    public async Task Routing_ByChannel_KeepsAChannelOnItsShardAndUsesBoth()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 2);
        await using var first = await conduit.ServeAsync("0");
        await using var second = await conduit.ServeAsync("1");
        var perShard = new Dictionary<string, int> { [first.SessionId] = 0, [second.SessionId] = 0 };
        var channels = Enumerable.Range(0, 8).Select(number => scene.Sandbox.Chat.AddChannel($"channel{number}", Scene.Bot)).ToList();
        foreach (var channel in channels)
            Assert.Equal(202, (await conduit.SubscribeChatAsync(channel.Id)).Status);

        foreach (var text in (string[])["one", "two"])
        {
            foreach (var channel in channels)
                scene.Sandbox.Chat.Post(channel.Id, Scene.Subscriber, text);
        }

        scene.Sandbox.Faults.SendRawFrame("""{"metadata":{"message_type":"end"}}""");
        foreach (var peer in (EventSubPeer[])[first, second])
        {
            var heard = new List<string>();
            for (var frame = await peer.ReadAsync(); EventSubPeer.TypeOf(frame) != "end"; frame = await peer.ReadAsync())
                heard.Add((string)frame["payload"]!["event"]!["broadcaster_user_id"]!);
            Assert.NotEmpty(heard);
            Assert.All(heard.GroupBy(id => id), group => Assert.Equal(2, group.Count()));
            perShard[peer.SessionId] = heard.Count;
        }

        Assert.Equal(16, perShard.Values.Sum());
    }

    [Fact]
    public async Task Shard_ThatDrops_IsDisabledToldAndCoveredByTheNext()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 2);
        await using var first = await conduit.ServeAsync("0");
        await using var second = await conduit.ServeAsync("1");
        await conduit.SubscribeChatAsync(Scene.Channel);
        await conduit.SubscribeChatAsync(OtherChannel);
        Assert.Equal(202, (await conduit.SubscribeAsync("conduit.shard.disabled", ("client_id", scene.Sandbox.ClientId))).Status);

        await first.CloseAsync();

        var told = await second.ReadEventAsync("conduit.shard.disabled");
        Shape.Is(
            $$"""
            {"conduit_id":"{{conduit.Id}}","shard_id":"0","status":"websocket_disconnected",
             "transport":{"method":"websocket","callback":null,"session_id":"{{first.SessionId}}","connected_at":"*","disconnected_at":"*"} }
            """,
            told);
        Assert.Equal("0", (string)Assert.Single(await conduit.ShardsAsync("&status=websocket_disconnected"))["id"]!);
        scene.Say(Scene.Subscriber, "here");
        scene.Sandbox.Chat.Post(OtherChannel, Scene.Subscriber, "and there");
        var heard = new[] { await second.ReadEventAsync("channel.chat.message"), await second.ReadEventAsync("channel.chat.message") };
        Assert.Equal([Scene.Channel, OtherChannel], heard.Select(one => (string)one["broadcaster_user_id"]!));
    }

    [Fact]
    public async Task Shard_GivenANewSession_GetsWhatItsSubscriptionsHear()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 1);
        var first = await conduit.ServeAsync("0");
        await conduit.SubscribeChatAsync(Scene.Channel);
        await first.CloseAsync();
        await first.DisposeAsync();

        await using var second = await conduit.ServeAsync("0");
        scene.Say(Scene.Subscriber, "after the drop");

        Assert.Equal("after the drop", (string)(await second.ReadEventAsync("channel.chat.message"))["message"]!["text"]!);
    }

    [Fact]
    public async Task Shard_ThatReconnects_MovesToTheNewSession()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 1);
        await using var old = await conduit.ServeAsync("0");
        await conduit.SubscribeChatAsync(Scene.Channel);
        scene.Sandbox.Faults.AnnounceReconnect();
        var url = (string)(await old.ReadAsync())["payload"]!["session"]!["reconnect_url"]!;

        await using var moved = await EventSubPeer.ConnectAsync(new Uri(url));
        scene.Say(Scene.Subscriber, "moved");

        Assert.Equal("moved", (string)(await moved.ReadEventAsync("channel.chat.message"))["message"]!["text"]!);
        Assert.Equal(moved.SessionId, (string)(await conduit.ShardsAsync())[0]["transport"]!["session_id"]!);
    }

    [Fact]
    public async Task Subscribe_WithoutWhatTheBotGranted_Is403()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 1);
        scene.Sandbox.IssueToken(Scene.Subscriber, "user:read:chat", "user:bot");
        (string, string)[] condition = [("broadcaster_user_id", Scene.Channel), ("user_id", Scene.Subscriber)];

        Assert.Equal(403, (await conduit.SubscribeAsync("channel.chat.message", condition)).Status);
        scene.Sandbox.IssueToken(Scene.Channel, "channel:bot");
        Assert.Equal(202, (await conduit.SubscribeAsync("channel.chat.message", condition)).Status);
        Assert.Equal(409, (await conduit.SubscribeAsync("channel.chat.message", condition)).Status);
    }

    [Fact]
    public async Task Conduit_DeadForThreeDays_IsDeletedWithItsSubscriptions()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock, TokenLifetime = TimeSpan.FromDays(30) });
        using var conduit = await ConduitPeer.CreateAsync(scene, 1);
        Assert.Equal(202, (await conduit.SubscribeChatAsync(Scene.Channel)).Status);

        clock.Advance(TimeSpan.FromHours(72));

        var listed = await conduit.App.GetAsync("eventsub/subscriptions");
        Assert.Equal("conduit_deleted", (string)listed.Row["status"]!);
        Assert.Equal(404, (await conduit.AssignAsync(("0", "any"))).Status);
    }

    [Fact]
    public async Task Disconnect_OfAUser_RevokesTheApplicationsSubscriptions()
    {
        await using var scene = await Scene.StartAsync();
        using var conduit = await ConduitPeer.CreateAsync(scene, 1);
        await using var peer = await conduit.ServeAsync("0");
        await conduit.SubscribeChatAsync(Scene.Channel);
        Assert.Equal(202, (await conduit.SubscribeAsync("user.authorization.revoke", ("client_id", scene.Sandbox.ClientId))).Status);

        scene.Sandbox.Faults.Disconnect(Scene.Bot);

        Assert.Equal(Scene.Bot, (string)(await peer.ReadEventAsync("user.authorization.revoke"))["user_id"]!);
        Assert.Equal("authorization_revoked", (string)(await peer.ReadAsync())["payload"]!["subscription"]!["status"]!);
    }
}
