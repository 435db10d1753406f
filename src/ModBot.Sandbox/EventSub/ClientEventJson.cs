using System.Globalization;
using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.EventSub;

/// <summary>What an application hears about itself: its shards and its users.</summary>
internal static class ClientEventJson
{
    public static Notification ShardDisabled(Conduit conduit, ConduitShard shard) => new("conduit.shard.disabled", "1", new JsonObject
    {
        ["conduit_id"] = conduit.Id,
        ["shard_id"] = shard.Index.ToString(CultureInfo.InvariantCulture),
        ["status"] = shard.Status,
        ["transport"] = new JsonObject
        {
            ["method"] = "websocket",
            ["callback"] = null,
            ["session_id"] = shard.Session.Id,
            ["connected_at"] = TwitchTime.Nanoseconds(shard.Session.ConnectedAt),
            ["disconnected_at"] = TwitchTime.Nanoseconds(shard.DisabledAt!.Value),
        },
    })
    {
        ChannelKey = "client_id",
        OnlyFor = ("conduit_id", conduit.Id),
    };

    public static Notification AuthorizationRevoked(SandboxUser user, string clientId)
        => new("user.authorization.revoke", "1", new JsonObject { ["client_id"] = clientId }.With("user", user)) { ChannelKey = "client_id" };
}
