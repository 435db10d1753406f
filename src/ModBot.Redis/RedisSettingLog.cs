using System.Runtime.CompilerServices;
using System.Text.Json;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Redis;

/// <summary>Setting changes in one list a channel, in the order in which they were made.</summary>
internal sealed class RedisSettingLog(RedisConnection connection) : ISettingLog
{
    private const int Page = 256;

    public Task AppendAsync(SettingChange change, CancellationToken cancellationToken) => connection.RunAsync(
        database => database.ListRightPushAsync(RedisKeys.Settings(connection.KeyPrefix, change.Broadcaster), JsonSerializer.Serialize(change, SettingJson.Default.SettingChange)), cancellationToken);

    public async IAsyncEnumerable<SettingChange> ReadAsync(BroadcasterId? broadcaster, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, change) in AllAsync(broadcaster, cancellationToken))
        {
            if (change.At >= since) yield return change;
        }
    }

    public async Task<int> EraseAsync(BroadcasterId? broadcaster, ChatterId person, CancellationToken cancellationToken)
    {
        var erased = 0;
        await foreach (var (place, change) in AllAsync(broadcaster, cancellationToken))
        {
            if (change.Without(person) is not { } without) continue;
            // Entries are only ever added at the end, so a place stays what it is.
            await connection.RunAsync(
                async database =>
                {
                    await database.ListSetByIndexAsync(RedisKeys.Settings(connection.KeyPrefix, broadcaster), place, JsonSerializer.Serialize(without, SettingJson.Default.SettingChange));
                    return true;
                },
                cancellationToken);
            erased++;
        }
        return erased;
    }

    private async IAsyncEnumerable<(long Place, SettingChange Change)> AllAsync(BroadcasterId? broadcaster, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var key = RedisKeys.Settings(connection.KeyPrefix, broadcaster);
        for (var start = 0L; ; start += Page)
        {
            var from = start;
            var page = await connection.RunAsync(database => database.ListRangeAsync(key, from, from + Page - 1), cancellationToken);
            for (var i = 0; i < page.Length; i++) yield return (start + i, JsonSerializer.Deserialize((string)page[i]!, SettingJson.Default.SettingChange)!);
            if (page.Length < Page) yield break;
        }
    }
}
