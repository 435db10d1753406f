using ModBot.Holds;
using StackExchange.Redis;

namespace ModBot.Redis;

/// <summary>What <c>modbot doctor</c> learns of the server: from INFO, because hosted servers often forbid CONFIG.</summary>
internal static class RedisCheck
{
    private static readonly Version Oldest = new(5, 0);

    public static async Task<StoreReport> RunAsync(RedisConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var info = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var section in (string[])["server", "persistence", "memory"])
            {
                var text = (string?)await connection.RunAsync(database => database.ExecuteAsync("INFO", section), cancellationToken);
                foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                {
                    if (line.Split(':', 2) is [var field, var value]) info[field] = value;
                }
            }
            var name = $"Redis {info.GetValueOrDefault("redis_version", "?")} at {connection.Server} (appendfsync {await ReadSyncAsync(connection, cancellationToken)})";
            return new StoreReport(name, Reachable: true, [.. Findings(info)]);
        }
        catch (HoldStoreUnavailableException failure)
        {
            return new StoreReport($"Redis at {connection.Server}", Reachable: false, [failure.Message]);
        }
    }

    private static async Task<string> ReadSyncAsync(RedisConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var setting = (RedisValue[])await connection.RunAsync(
                database => database.ExecuteAsync("CONFIG", "GET", "appendfsync"), cancellationToken);
            return setting is [_, var value] ? value.ToString() : "unknown";
        }
        catch (HoldStoreUnavailableException)
        {
            // Forbidden here; the rest of the report stands without it.
            return "unknown";
        }
    }

    private static IEnumerable<string> Findings(Dictionary<string, string> info)
    {
        if (Version.TryParse(info.GetValueOrDefault("redis_version"), out var version) && version < Oldest)
        {
            yield return $"Redis {version} is too old: ModBot needs {Oldest} or newer for streams.";
        }
        if (info.GetValueOrDefault("aof_enabled") != "1")
        {
            yield return "The append-only file is off, so a crash of Redis loses recent holds: redis-cli CONFIG SET appendonly yes && redis-cli CONFIG REWRITE";
        }
        else if (info.GetValueOrDefault("aof_last_write_status", "ok") != "ok")
        {
            yield return "Redis could not write its append-only file lately: see its log and free some disk space.";
        }
        if (info.GetValueOrDefault("maxmemory_policy", "noeviction") is not "noeviction" and var policy)
        {
            yield return $"maxmemory-policy is {policy}, so a full Redis silently drops holds: redis-cli CONFIG SET maxmemory-policy noeviction && redis-cli CONFIG REWRITE";
        }
    }
}
