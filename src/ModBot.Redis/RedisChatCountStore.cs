using System.Globalization;
using ModBot.Feedback;
using ModBot.Messages;
using StackExchange.Redis;

namespace ModBot.Redis;

/// <summary>Counts of chat in one hash a channel and day, which goes by itself when its time is over.</summary>
internal sealed class RedisChatCountStore(RedisConnection connection) : IChatCountStore
{
    public Task AddAsync(BroadcasterId broadcaster, DateOnly day, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken)
    {
        var key = KeyOf(broadcaster, day);
        return connection.RunAsync(
            async database =>
            {
                var transaction = database.CreateTransaction();
                foreach (var (name, count) in counts) _ = transaction.HashIncrementAsync(key, name, count);
                _ = transaction.KeyExpireAsync(key, IChatCountStore.KeepFor);
                return await transaction.ExecuteAsync();
            },
            cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(BroadcasterId broadcaster, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<string, long>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var key = KeyOf(broadcaster, day);
            foreach (var entry in await connection.RunAsync(database => database.HashGetAllAsync(key), cancellationToken))
            {
                var name = entry.Name.ToString();
                sums[name] = sums.GetValueOrDefault(name) + (long)entry.Value;
            }
        }
        return sums;
    }

    private RedisKey KeyOf(BroadcasterId broadcaster, DateOnly day) =>
        new RedisKeys(connection.KeyPrefix, broadcaster).ChatCounts(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
