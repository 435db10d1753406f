using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ModBot.Holds;
using ModBot.Messages;
using StackExchange.Redis;

namespace ModBot.Redis;

/// <summary>
/// Holds in Redis. Several processes may share one server. A call that ends in <see cref="HoldStoreUnavailableException"/> may still have been carried out:
/// adding again is harmless, and changing again tells of the newer version.
/// </summary>
internal sealed class RedisHoldStore(RedisConnection connection) : IHoldStore
{
    private const int Page = 256;

    public async Task<AddResult> AddAsync(Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken)
    {
        var keys = Keys(hold.Broadcaster);
        var reserving = connection.RunAsync(RedisScripts.Reserve, [keys.Holds, keys.Sequence], [hold.Id.Value], cancellationToken);
        // The set of channels lies in another slot, so it cannot be in the script. Written before the hold, it can only name a channel too many.
        await Task.WhenAll(
            reserving,
            connection.RunAsync(database => database.SetAddAsync(RedisKeys.Broadcasters(connection.KeyPrefix), hold.Broadcaster.Value), cancellationToken));
        var reserved = (RedisValue[])await reserving;
        if (reserved.Length == 1) return new AddResult(ReadHold(reserved[0]), Added: false);

        var sequence = (long)reserved[1];
        var added = hold with { Code = ShortCode.FromSequence(sequence) };
        var standing = await PutAsync(added, "new", Member(sequence), entry, effects, cancellationToken);
        return standing.IsNull ? new AddResult(added, Added: true) : new AddResult(ReadHold(standing), Added: false);
    }

    public async Task<ChangeResult> ChangeAsync(Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken)
    {
        var standing = await PutAsync(hold, hold.Version - 1, "", entry, effects, cancellationToken);
        return Result(hold, standing);
    }

    public async Task<ChangeResult> ReplaceAsync(Hold hold, IReadOnlyList<HistoryEntry> history, CancellationToken cancellationToken)
    {
        var keys = Keys(hold.Broadcaster);
        // Read before the script compares versions: what it replaces has these senders.
        var replaced = await FindAsync(hold.Broadcaster, hold.Id, cancellationToken);
        var standing = (RedisValue)await connection.RunAsync(
            RedisScripts.Replace,
            [keys.Holds, keys.Marks, keys.Open, keys.Due, keys.Ended, keys.History(hold.Id), keys.Chatters],
            [
                hold.Id.Value,
                hold.Version - 1,
                hold.Version,
                JsonSerializer.Serialize(hold, HoldJson.Default.Hold),
                hold.EndedAt is { } ended ? Score(ended) : "",
                RedisChatterIndex.Join(replaced?.SenderIds.Except(hold.SenderIds) ?? []),
                .. history.Select(entry => (RedisValue)JsonSerializer.Serialize(entry, HoldJson.Default.HistoryEntry)),
            ],
            cancellationToken);
        return Result(hold, standing);
    }

    public async Task<Hold?> FindAsync(BroadcasterId broadcaster, HoldId id, CancellationToken cancellationToken)
    {
        var hold = await connection.RunAsync(database => database.HashGetAsync(Keys(broadcaster).Holds, id.Value), cancellationToken);
        return hold.IsNull ? null : ReadHold(hold);
    }

    public async Task<Hold?> FindAsync(BroadcasterId broadcaster, ShortCode code, CancellationToken cancellationToken)
    {
        var id = await connection.RunAsync(
            database => database.HashGetAsync(Keys(broadcaster).Codes, code.Value.ToLowerInvariant()), cancellationToken);
        return id.IsNull ? null : await FindAsync(broadcaster, new HoldId(id.ToString()), cancellationToken);
    }

    public Task<IReadOnlyList<Hold>> ListOpenAsync(BroadcasterId broadcaster, int limit, CancellationToken cancellationToken) =>
        ListAsync(Keys(broadcaster).Open, broadcaster, "+inf", limit, cancellationToken);

    public Task<long> CountOpenAsync(BroadcasterId broadcaster, CancellationToken cancellationToken) =>
        connection.RunAsync(database => database.SortedSetLengthAsync(Keys(broadcaster).Open), cancellationToken);

    public async Task<IReadOnlyList<Hold>> ListDueAsync(BroadcasterId broadcaster, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var due = await ListAsync(Keys(broadcaster).Due, broadcaster, Score(now), limit, cancellationToken);
        // Scores are whole microseconds; the hold knows its time exactly.
        return [.. due.Where(hold => hold.ExpiresAt <= now)];
    }

    public async Task<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(BroadcasterId broadcaster, HoldId id, CancellationToken cancellationToken)
    {
        var entries = await connection.RunAsync(database => database.ListRangeAsync(Keys(broadcaster).History(id)), cancellationToken);
        return [.. entries.Select(entry => JsonSerializer.Deserialize((string)entry!, HoldJson.Default.HistoryEntry)!)];
    }

    public async IAsyncEnumerable<Hold> ReadSinceAsync(
        BroadcasterId broadcaster, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = Keys(broadcaster);
        var members = await connection.RunAsync(
            database => database.SortedSetRangeByScoreAsync(keys.Created, start: ScoreNumber(since)), cancellationToken);
        foreach (var page in members.Chunk(Page))
        {
            RedisValue[] ids = [.. page.Select(member => (RedisValue)Id(member).Value)];
            foreach (var hold in await connection.RunAsync(database => database.HashGetAsync(keys.Holds, ids), cancellationToken))
            {
                // Null: purged while we read.
                if (!hold.IsNull && ReadHold(hold) is var read && read.CreatedAt >= since) yield return read;
            }
        }
    }

    public async Task<IReadOnlyList<Hold>> ReadOfAsync(BroadcasterId broadcaster, ChatterId chatter, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var keys = Keys(broadcaster);
        var newest = await RedisChatterIndex.ReadAsync(connection, keys, chatter, IHoldStore.MaxOfChatter, cancellationToken);
        if (newest is null)
        {
            await RedisChatterIndex.BuildAsync(connection, keys, ReadSinceAsync(broadcaster, DateTimeOffset.MinValue, cancellationToken), cancellationToken);
            newest = await RedisChatterIndex.ReadAsync(connection, keys, chatter, IHoldStore.MaxOfChatter, cancellationToken) ?? [];
        }
        return [.. newest.Reverse().Where(hold => hold.CreatedAt >= since).OrderBy(hold => hold.CreatedAt)];
    }

    public async Task<IReadOnlyList<BroadcasterId>> ListBroadcastersAsync(CancellationToken cancellationToken)
    {
        var ids = await connection.RunAsync(database => database.SetMembersAsync(RedisKeys.Broadcasters(connection.KeyPrefix)), cancellationToken);
        return [.. ids.Select(id => new BroadcasterId(id.ToString()))];
    }

    public Task<IReadOnlyList<LeasedEffect>> LeaseEffectsAsync(
        BroadcasterId broadcaster, int max, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        RedisOutbox.LeaseAsync(connection, Keys(broadcaster), max, Score(now), Score(now + lease), cancellationToken);

    public Task CompleteEffectAsync(LeasedEffect effect, CancellationToken cancellationToken) =>
        RedisOutbox.CompleteAsync(connection, Keys(effect.Effect.Broadcaster), effect.Receipt, cancellationToken);

    public async Task<int> PurgeAsync(BroadcasterId broadcaster, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var keys = Keys(broadcaster);
        var purged = 0;
        while (true)
        {
            // A page at a time: a script stops the whole server while it runs.
            var members = await connection.RunAsync(
                database => database.SortedSetRangeByScoreAsync(keys.Ended, stop: ScoreNumber(before), exclude: Exclude.Stop, take: Page), cancellationToken);
            if (members.Length == 0) return purged;
            // One that is purged at this moment by another process has no senders any more, and is left alone by the script.
            var holds = await connection.RunAsync(database => database.HashGetAsync(keys.Holds, [.. members.Select(member => (RedisValue)Id(member).Value)]), cancellationToken);
            var result = await connection.RunAsync(
                RedisScripts.Purge,
                [keys.Holds, keys.Marks, keys.Codes, keys.Created, keys.Ended, keys.Chatters, .. members.Select(member => keys.History(Id(member)))],
                [Score(before), .. members.Zip(holds, (member, hold) => (RedisValue[])[member, Id(member).Value, Code(member).Value, hold.IsNull ? "" : RedisChatterIndex.Join(ReadHold(hold).SenderIds)]).SelectMany(one => one)],
                cancellationToken);
            purged += (int)result;
        }
    }

    public Task<StoreReport> CheckAsync(CancellationToken cancellationToken) => RedisCheck.RunAsync(connection, cancellationToken);

    private async Task<RedisValue> PutAsync(
        Hold hold, RedisValue expectedVersion, string sequence, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken)
    {
        var keys = Keys(hold.Broadcaster);
        return (RedisValue)await connection.RunAsync(
            RedisScripts.Put,
            [keys.Holds, keys.Marks, keys.Codes, keys.Open, keys.Due, keys.Created, keys.Ended, keys.History(hold.Id), keys.Effects, keys.Chatters],
            [
                hold.Id.Value,
                expectedVersion,
                hold.Version,
                JsonSerializer.Serialize(hold, HoldJson.Default.Hold),
                JsonSerializer.Serialize(entry, HoldJson.Default.HistoryEntry),
                Score(hold.CreatedAt),
                Score(hold.ExpiresAt),
                hold.EndedAt is { } ended ? Score(ended) : "",
                sequence,
                // Null in a hold that no store has seen, which a change then does not find.
                hold.Code.Value ?? "",
                RedisOutbox.Group,
                RedisChatterIndex.Join(hold.SenderIds),
                .. effects.SelectMany(effect => (RedisValue[])[JsonSerializer.Serialize(effect, HoldJson.Default.Effect), effect.Lane]),
            ],
            cancellationToken);
    }

    private async Task<IReadOnlyList<Hold>> ListAsync(
        RedisKey index, BroadcasterId broadcaster, RedisValue greatest, int limit, CancellationToken cancellationToken)
    {
        var holds = (RedisValue[])await connection.RunAsync(RedisScripts.List, [index, Keys(broadcaster).Holds], [greatest, limit], cancellationToken);
        return [.. holds.Select(ReadHold)];
    }

    /// <param name="standing">What a script returns: nil, or the hold that stands, or nothing where there is none.</param>
    private static ChangeResult Result(Hold hold, RedisValue standing) =>
        standing.IsNull ? new ChangeResult.Changed(hold)
        : standing.IsNullOrEmpty ? new ChangeResult.NotFound()
        : new ChangeResult.Stale(ReadHold(standing));

    private RedisKeys Keys(BroadcasterId broadcaster) => new(connection.KeyPrefix, broadcaster);

    private static Hold ReadHold(RedisValue json) => JsonSerializer.Deserialize((string)json!, HoldJson.Default.Hold)!;

    /// <summary>Sixteen digits, so that members of equal score sort by number.</summary>
    private static string Member(long sequence) => sequence.ToString("D16", CultureInfo.InvariantCulture);

    private static HoldId Id(RedisValue member) => new(member.ToString()[17..]);

    private static ShortCode Code(RedisValue member) =>
        ShortCode.FromSequence(long.Parse(member.ToString().AsSpan(0, 16), CultureInfo.InvariantCulture));

    /// <summary>Microseconds since 1970: what a sorted set's score, a double, still counts one by one.</summary>
    private static long ScoreNumber(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static RedisValue Score(DateTimeOffset at) => ScoreNumber(at);
}
