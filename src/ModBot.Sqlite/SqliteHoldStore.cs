using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Sqlite;

/// <summary>Holds in one SQLite file. Several processes may share the file on one machine.</summary>
internal sealed class SqliteHoldStore(SqliteDatabase database) : IHoldStore, IAsyncDisposable
{
    private const int Page = 256;

    public Task<AddResult> AddAsync(Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                if (Find(connection, hold.Broadcaster, hold.Id) is { } known) return new AddResult(known, Added: false);
                var sequence = NextSequence(connection, hold.Broadcaster);
                var added = hold with { Code = ShortCode.FromSequence(sequence) };
                connection.Execute(
                    """
                    INSERT INTO hold (broadcaster, id, sequence, code, version, created_at, expires_at, ended_at, json)
                    VALUES ($broadcaster, $id, $sequence, $code, $version, $created, $expires, $ended, $json)
                    """,
                    [.. Columns(added), ("$sequence", sequence), ("$code", added.Code.Value)]);
                SqliteChatterIndex.Add(connection, added);
                SqliteOutbox.Append(connection, added, entry, effects);
                return new AddResult(added, Added: true);
            },
            cancellationToken);

    public Task<ChangeResult> ChangeAsync(Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken) =>
        UpdateAsync(
            hold,
            connection =>
            {
                SqliteChatterIndex.Add(connection, hold);
                SqliteOutbox.Append(connection, hold, entry, effects);
            },
            cancellationToken);

    public async Task<ChangeResult> ReplaceAsync(Hold hold, IReadOnlyList<HistoryEntry> history, CancellationToken cancellationToken)
    {
        var result = await UpdateAsync(
            hold,
            connection =>
            {
                SqliteChatterIndex.Remove(connection, hold);
                SqliteChatterIndex.Add(connection, hold);
                connection.Execute("DELETE FROM history WHERE broadcaster = $broadcaster AND hold = $hold", ("$broadcaster", hold.Broadcaster.Value), ("$hold", hold.Id.Value));
                foreach (var entry in history) SqliteOutbox.Append(connection, hold, entry, []);
            },
            cancellationToken);
        // The log still has what was replaced.
        await database.CheckpointAsync(cancellationToken);
        return result;
    }

    public Task<Hold?> FindAsync(BroadcasterId broadcaster, HoldId id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Find(connection, broadcaster, id), cancellationToken);

    public Task<Hold?> FindAsync(BroadcasterId broadcaster, ShortCode code, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Query(
                ReadHold,
                "SELECT json FROM hold WHERE broadcaster = $broadcaster AND code = $code",
                ("$broadcaster", broadcaster.Value),
                ("$code", code.Value)).SingleOrDefault(),
            cancellationToken);

    public Task<IReadOnlyList<Hold>> ListOpenAsync(BroadcasterId broadcaster, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Hold>>(
            connection => connection.Query(
                ReadHold,
                "SELECT json FROM hold WHERE broadcaster = $broadcaster AND ended_at IS NULL ORDER BY created_at, sequence LIMIT $limit",
                ("$broadcaster", broadcaster.Value),
                ("$limit", limit)),
            cancellationToken);

    public Task<long> CountOpenAsync(BroadcasterId broadcaster, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Scalar(
                "SELECT count(*) FROM hold WHERE broadcaster = $broadcaster AND ended_at IS NULL", ("$broadcaster", broadcaster.Value)),
            cancellationToken);

    public Task<IReadOnlyList<Hold>> ListDueAsync(BroadcasterId broadcaster, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Hold>>(
            connection => connection.Query(
                ReadHold,
                """
                SELECT json FROM hold WHERE broadcaster = $broadcaster AND ended_at IS NULL AND expires_at <= $now
                ORDER BY expires_at, sequence LIMIT $limit
                """,
                ("$broadcaster", broadcaster.Value),
                ("$now", now.UtcTicks),
                ("$limit", limit)),
            cancellationToken);

    public Task<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(BroadcasterId broadcaster, HoldId id, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<HistoryEntry>>(
            connection => connection.Query(
                row => JsonSerializer.Deserialize(row.GetString(0), HoldJson.Default.HistoryEntry)!,
                "SELECT json FROM history WHERE broadcaster = $broadcaster AND hold = $hold ORDER BY position",
                ("$broadcaster", broadcaster.Value),
                ("$hold", id.Value)),
            cancellationToken);

    public async IAsyncEnumerable<Hold> ReadSinceAsync(
        BroadcasterId broadcaster, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Page by page from where the last one ended: a slow reader must not keep the write-ahead log from being emptied.
        var (created, sequence) = (since.UtcTicks, 0L);
        while (true)
        {
            var page = await database.ReadAsync(
                connection => connection.Query(
                    row => (Created: row.GetInt64(0), Sequence: row.GetInt64(1), Hold: JsonSerializer.Deserialize(row.GetString(2), HoldJson.Default.Hold)!),
                    """
                    SELECT created_at, sequence, json FROM hold
                    WHERE broadcaster = $broadcaster AND (created_at, sequence) > ($created, $sequence)
                    ORDER BY created_at, sequence LIMIT $limit
                    """,
                    ("$broadcaster", broadcaster.Value),
                    ("$created", created),
                    ("$sequence", sequence),
                    ("$limit", Page)),
                cancellationToken);
            foreach (var row in page) yield return row.Hold;
            if (page.Count < Page) yield break;
            (created, sequence, _) = page[^1];
        }
    }

    public Task<IReadOnlyList<Hold>> ReadOfAsync(BroadcasterId broadcaster, ChatterId chatter, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SqliteChatterIndex.Read(connection, broadcaster, chatter, since, IHoldStore.MaxOfChatter), cancellationToken);

    public Task<IReadOnlyList<BroadcasterId>> ListBroadcastersAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BroadcasterId>>(
            connection => connection.Query(row => new BroadcasterId(row.GetString(0)), "SELECT id FROM broadcaster ORDER BY id"), cancellationToken);

    public Task<IReadOnlyList<LeasedEffect>> LeaseEffectsAsync(
        BroadcasterId broadcaster, int max, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        SqliteOutbox.LeaseAsync(database, broadcaster, max, now, now + lease, cancellationToken);

    public Task CompleteEffectAsync(LeasedEffect effect, CancellationToken cancellationToken) =>
        SqliteOutbox.CompleteAsync(database, effect, cancellationToken);

    public async Task<int> PurgeAsync(BroadcasterId broadcaster, DateTimeOffset before, CancellationToken cancellationToken)
    {
        const string Ended = "broadcaster = $broadcaster AND ended_at < $before";
        (string, object?)[] parameters = [("$broadcaster", broadcaster.Value), ("$before", before.UtcTicks)];
        var purged = await database.WriteAsync(
            connection =>
            {
                connection.Execute($"DELETE FROM history WHERE broadcaster = $broadcaster AND hold IN (SELECT id FROM hold WHERE {Ended})", parameters);
                connection.Execute($"DELETE FROM hold_chatter WHERE broadcaster = $broadcaster AND hold IN (SELECT id FROM hold WHERE {Ended})", parameters);
                return connection.Execute($"DELETE FROM hold WHERE {Ended}", parameters);
            },
            cancellationToken);
        if (purged > 0) await database.CheckpointAsync(cancellationToken);
        return purged;
    }

    public Task<StoreReport> CheckAsync(CancellationToken cancellationToken) => SqliteCheck.RunAsync(database, cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>Compare-and-set, and what belongs to it in the same transaction.</summary>
    private Task<ChangeResult> UpdateAsync(Hold hold, Action<SqliteConnection> then, CancellationToken cancellationToken) =>
        database.WriteAsync<ChangeResult>(
            connection =>
            {
                var changed = connection.Execute(
                    """
                    UPDATE hold SET version = $version, created_at = $created, expires_at = $expires, ended_at = $ended, json = $json
                    WHERE broadcaster = $broadcaster AND id = $id AND version = $version - 1
                    """,
                    Columns(hold));
                if (changed == 0)
                {
                    return Find(connection, hold.Broadcaster, hold.Id) is { } current ? new ChangeResult.Stale(current) : new ChangeResult.NotFound();
                }
                then(connection);
                return new ChangeResult.Changed(hold);
            },
            cancellationToken);

    private static Hold? Find(SqliteConnection connection, BroadcasterId broadcaster, HoldId id) =>
        connection.Query(
            ReadHold,
            "SELECT json FROM hold WHERE broadcaster = $broadcaster AND id = $id",
            ("$broadcaster", broadcaster.Value),
            ("$id", id.Value)).SingleOrDefault();

    private static Hold ReadHold(SqliteDataReader row) => JsonSerializer.Deserialize(row.GetString(0), HoldJson.Default.Hold)!;

    private static long NextSequence(SqliteConnection connection, BroadcasterId broadcaster)
    {
        connection.Execute(
            "INSERT INTO broadcaster VALUES ($id, 1) ON CONFLICT (id) DO UPDATE SET last_sequence = last_sequence + 1", ("$id", broadcaster.Value));
        return connection.Scalar("SELECT last_sequence FROM broadcaster WHERE id = $id", ("$id", broadcaster.Value));
    }

    private static (string Name, object? Value)[] Columns(Hold hold) =>
    [
        ("$broadcaster", hold.Broadcaster.Value),
        ("$id", hold.Id.Value),
        ("$version", hold.Version),
        ("$created", hold.CreatedAt.UtcTicks),
        ("$expires", hold.ExpiresAt.UtcTicks),
        ("$ended", hold.EndedAt?.UtcTicks),
        ("$json", JsonSerializer.Serialize(hold, HoldJson.Default.Hold)),
    ];
}
