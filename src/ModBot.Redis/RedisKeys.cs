using ModBot.Holds;
using ModBot.Messages;
using StackExchange.Redis;

namespace ModBot.Redis;

/// <summary>
/// The names of all keys. Those of one channel share the hash tag <c>{broadcasterId}</c>, so that a script finds them in one slot of a cluster. Keys are
/// made from ids that Twitch gave, never from what people type.
/// </summary>
internal sealed class RedisKeys(string prefix, BroadcasterId broadcaster)
{
    private readonly string channel = $"{prefix}{{{broadcaster.Value}}}:";

    /// <summary>Set of channels. It and the settings of all channels are the only keys outside the channels' slots.</summary>
    public static RedisKey Broadcasters(string prefix) => $"{prefix}broadcasters";

    /// <summary>List of setting changes: a channel's, or those that concern every channel.</summary>
    public static RedisKey Settings(string prefix, BroadcasterId? broadcaster) => broadcaster is { } one ? $"{prefix}{{{one.Value}}}:settings" : $"{prefix}settings";

    /// <summary>Hash: what was counted on one day of chat.</summary>
    public RedisKey ChatCounts(string day) => $"{channel}chat:{day}";

    /// <summary>Hash: id to JSON.</summary>
    public RedisKey Holds => $"{channel}holds";

    /// <summary>Hash: id to version and sequence number, so that scripts need not read JSON.</summary>
    public RedisKey Marks => $"{channel}marks";

    /// <summary>Hash: code to id.</summary>
    public RedisKey Codes => $"{channel}codes";

    /// <summary>Counter: how many holds the channel ever had.</summary>
    public RedisKey Sequence => $"{channel}sequence";

    /// <summary>Sorted set of open holds by the time they were created.</summary>
    public RedisKey Open => $"{channel}open";

    /// <summary>Sorted set of open holds by the time they expire.</summary>
    public RedisKey Due => $"{channel}due";

    /// <summary>Sorted set of all holds by the time they were created.</summary>
    public RedisKey Created => $"{channel}created";

    /// <summary>Sorted set of ended holds by the time they ended.</summary>
    public RedisKey Ended => $"{channel}ended";

    /// <summary>
    /// Sorted set, all of score 0, of who sent what: <c>chatter:sequence:id</c>, so that the holds of one chatter lie side by side in the order of arrival. An empty member says that it
    /// knows of every hold of the channel.
    /// </summary>
    public RedisKey Chatters => $"{channel}chatters";

    /// <summary>Stream of effects that are not completed.</summary>
    public RedisKey Effects => $"{channel}effects";

    /// <summary>Sorted set of handed-out effects by the end of their lease.</summary>
    public RedisKey Leases => $"{channel}leases";

    /// <summary>List of a hold's history entries.</summary>
    public RedisKey History(HoldId hold) => $"{channel}history:{hold.Value}";
}
