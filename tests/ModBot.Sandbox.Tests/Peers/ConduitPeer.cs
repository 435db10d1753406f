using System.Text.Json.Nodes;

namespace ModBot.Sandbox.Peers;

/// <summary>An application with its own token and one conduit.</summary>
internal sealed class ConduitPeer(Scene scene, HelixPeer app, string conduitId) : IDisposable
{
    public HelixPeer App => app;

    public string Id => conduitId;

    public static async Task<ConduitPeer> CreateAsync(Scene scene, int shardCount)
    {
        var app = new HelixPeer(scene.Sandbox, scene.Sandbox.IssueAppToken().AccessToken);
        var created = await app.PostAsync("eventsub/conduits", new { shard_count = shardCount });
        Assert.Equal(200, created.Status);
        return new ConduitPeer(scene, app, (string)created.Row["id"]!);
    }

    public Task<HelixAnswer> AssignAsync(params (string Shard, string Session)[] shards) => app.SendAsync(HttpMethod.Patch, "eventsub/conduits/shards", new
    {
        conduit_id = conduitId,
        shards = shards.Select(one => new { id = one.Shard, transport = new { method = "websocket", session_id = one.Session } }),
    });

    /// <summary>Connects a session and puts it into a shard.</summary>
    public async Task<EventSubPeer> ServeAsync(string shard)
    {
        var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        var assigned = await AssignAsync((shard, peer.SessionId));
        Assert.Equal(202, assigned.Status);
        Assert.Equal("enabled", (string)assigned.Row["status"]!);
        return peer;
    }

    public Task<HelixAnswer> SubscribeAsync(string type, params (string Key, string Value)[] condition) => app.PostAsync("eventsub/subscriptions", new
    {
        type,
        version = "1",
        condition = condition.ToDictionary(pair => pair.Key, pair => pair.Value),
        transport = new { method = "conduit", conduit_id = conduitId },
    });

    public Task<HelixAnswer> SubscribeChatAsync(string broadcaster) => SubscribeAsync(
        "channel.chat.message", ("broadcaster_user_id", broadcaster), ("user_id", Scene.Bot));

    public async Task<IReadOnlyList<JsonNode>> ShardsAsync(string status = "")
        => [.. (await app.GetAsync($"eventsub/conduits/shards?conduit_id={conduitId}{status}")).Body!["data"]!.AsArray().Select(shard => shard!)];

    public void Dispose() => app.Dispose();
}
