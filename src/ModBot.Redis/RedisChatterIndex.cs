using System.Text.Json;
using ModBot.Holds;
using ModBot.Messages;
using StackExchange.Redis;

namespace ModBot.Redis;

/// <summary>Which holds a chatter sent; kept by the scripts that change the holds, and made once for the holds of a ModBot that had no such index.</summary>
internal static class RedisChatterIndex
{
    private const int Page = 256;

    /// <summary>The holds of a chatter, the newest first; null where the index is still to be built.</summary>
    public static async Task<IReadOnlyList<Hold>?> ReadAsync(RedisConnection connection, RedisKeys keys, ChatterId chatter, int limit, CancellationToken cancellationToken)
    {
        var holds = await connection.RunAsync(RedisScripts.Chatter, [keys.Chatters, keys.Holds], [chatter.Value, limit], cancellationToken);
        return holds.IsNull ? null : [.. ((RedisValue[])holds!).Select(json => JsonSerializer.Deserialize((string)json!, HoldJson.Default.Hold)!)];
    }

    /// <summary>Notes the senders of all these holds, and then that the index is whole. Several processes may do so at once, and holds may change meanwhile.</summary>
    /// <param name="all">Every hold of the channel.</param>
    public static async Task BuildAsync(RedisConnection connection, RedisKeys keys, IAsyncEnumerable<Hold> all, CancellationToken cancellationToken)
    {
        await foreach (var page in all.Chunk(Page).WithCancellation(cancellationToken))
        {
            await Task.WhenAll(page.Select(hold => connection.RunAsync(
                RedisScripts.Index, [keys.Marks, keys.Chatters], [hold.Id.Value, hold.Version, Join(hold.SenderIds)], cancellationToken)));
        }
        await connection.RunAsync(database => database.SortedSetAddAsync(keys.Chatters, "", 0), cancellationToken);
    }

    /// <summary>Chatters as scripts take them.</summary>
    public static string Join(IEnumerable<ChatterId> chatters) => string.Join(' ', chatters.Select(chatter => chatter.Value));
}
