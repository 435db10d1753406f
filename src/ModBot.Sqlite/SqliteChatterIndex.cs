using System.Text.Json;
using Microsoft.Data.Sqlite;
using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Sqlite;

/// <summary>Which holds a chatter sent, kept in the transactions that change the holds.</summary>
internal static class SqliteChatterIndex
{
    /// <summary>Notes who sent a hold. Senders are only ever added, but for <see cref="Remove"/>.</summary>
    public static void Add(SqliteConnection connection, Hold hold)
    {
        foreach (var chatter in hold.SenderIds)
        {
            connection.Execute(
                "INSERT OR IGNORE INTO hold_chatter VALUES ($broadcaster, $chatter, $hold)",
                ("$broadcaster", hold.Broadcaster.Value),
                ("$chatter", chatter.Value),
                ("$hold", hold.Id.Value));
        }
    }

    /// <summary>Forgets who sent a hold.</summary>
    public static void Remove(SqliteConnection connection, Hold hold) =>
        connection.Execute("DELETE FROM hold_chatter WHERE broadcaster = $broadcaster AND hold = $hold", ("$broadcaster", hold.Broadcaster.Value), ("$hold", hold.Id.Value));

    /// <summary>The newest holds of a chatter, the oldest of them first.</summary>
    public static IReadOnlyList<Hold> Read(SqliteConnection connection, BroadcasterId broadcaster, ChatterId chatter, DateTimeOffset since, int limit)
    {
        var newest = connection.Query(
            row => JsonSerializer.Deserialize(row.GetString(0), HoldJson.Default.Hold)!,
            """
            SELECT hold.json FROM hold_chatter JOIN hold ON hold.broadcaster = hold_chatter.broadcaster AND hold.id = hold_chatter.hold
            WHERE hold_chatter.broadcaster = $broadcaster AND hold_chatter.chatter = $chatter AND hold.created_at >= $since
            ORDER BY hold.created_at DESC, hold.sequence DESC LIMIT $limit
            """,
            ("$broadcaster", broadcaster.Value),
            ("$chatter", chatter.Value),
            ("$since", since.UtcTicks),
            ("$limit", limit));
        newest.Reverse();
        return newest;
    }
}
