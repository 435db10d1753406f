using System.Text.Json;
using Microsoft.Data.Sqlite;
using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Sqlite;

/// <summary>What follows a change: its history entry and its effects, and the leases on those.</summary>
internal static class SqliteOutbox
{
    /// <summary>Inside the transaction that changes the hold.</summary>
    public static void Append(SqliteConnection connection, Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects)
    {
        connection.Execute(
            "INSERT INTO history (broadcaster, hold, json) VALUES ($broadcaster, $hold, $json)",
            ("$broadcaster", hold.Broadcaster.Value),
            ("$hold", hold.Id.Value),
            ("$json", JsonSerializer.Serialize(entry, HoldJson.Default.HistoryEntry)));
        foreach (var effect in effects)
        {
            connection.Execute(
                "INSERT INTO effect (broadcaster, lane, json) VALUES ($broadcaster, $lane, $json)",
                ("$broadcaster", hold.Broadcaster.Value),
                ("$lane", effect.Lane),
                ("$json", JsonSerializer.Serialize(effect, HoldJson.Default.Effect)));
        }
    }

    public static async Task<IReadOnlyList<LeasedEffect>> LeaseAsync(
        SqliteDatabase database, BroadcasterId broadcaster, int max, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // A look first, beside the writers: the outbox is empty nearly always, and an idle worker must not take turns with them.
        if (await database.ReadAsync(connection => Free(connection, broadcaster, 1, now).Count, cancellationToken) == 0) return [];
        return await database.WriteAsync(
            connection =>
            {
                var free = Free(connection, broadcaster, max, now);
                foreach (var effect in free)
                {
                    connection.Execute(
                        "UPDATE effect SET lease_until = $until, attempt = attempt + 1 WHERE position = $position",
                        ("$until", until.UtcTicks),
                        ("$position", effect.Receipt));
                }
                return free;
            },
            cancellationToken);
    }

    public static Task CompleteAsync(SqliteDatabase database, LeasedEffect effect, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute("DELETE FROM effect WHERE position = $position", ("$position", effect.Receipt)), cancellationToken);

    private static List<LeasedEffect> Free(SqliteConnection connection, BroadcasterId broadcaster, int max, DateTimeOffset now) =>
        connection.Query(
            row => new LeasedEffect(
                JsonSerializer.Deserialize(row.GetString(2), HoldJson.Default.Effect)!, row.GetString(0), (int)row.GetInt64(1) + 1),
            """
            SELECT CAST(position AS TEXT), attempt, json FROM effect WHERE broadcaster = $broadcaster AND lease_until <= $now
            AND NOT EXISTS (
                SELECT 1 FROM effect AS earlier
                WHERE earlier.broadcaster = effect.broadcaster AND earlier.position < effect.position AND earlier.lane = effect.lane AND earlier.lease_until > $now)
            ORDER BY position LIMIT $max
            """,
            ("$broadcaster", broadcaster.Value),
            ("$now", now.UtcTicks),
            ("$max", max));
}
