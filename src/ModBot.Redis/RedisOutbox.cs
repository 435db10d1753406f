using System.Text.Json;
using ModBot.Holds;
using StackExchange.Redis;

namespace ModBot.Redis;

/// <summary>Effects that were handed out and completed; written by the put script, in the same step as the change they follow.</summary>
internal static class RedisOutbox
{
    /// <summary>One group with one consumer, shared by all processes: leases keep them apart, and no dead process leaves a consumer behind.</summary>
    public const string Group = "modbot";

    public static async Task<IReadOnlyList<LeasedEffect>> LeaseAsync(
        RedisConnection connection, RedisKeys keys, int max, RedisValue now, RedisValue until, CancellationToken cancellationToken)
    {
        var fields = (RedisValue[])await connection.RunAsync(
            RedisScripts.Lease, [keys.Effects, keys.Leases], [Group, max, now, until], cancellationToken);
        return
        [
            .. fields.Chunk(3).Select(entry => new LeasedEffect(
                JsonSerializer.Deserialize((string)entry[2]!, HoldJson.Default.Effect)!, entry[0].ToString(), (int)entry[1])),
        ];
    }

    public static Task CompleteAsync(RedisConnection connection, RedisKeys keys, string entry, CancellationToken cancellationToken) =>
        connection.RunAsync(RedisScripts.Complete, [keys.Effects, keys.Leases], [Group, entry], cancellationToken);
}
