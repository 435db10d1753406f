using System.Globalization;
using ModBot.Feedback;
using ModBot.Messages;

namespace ModBot.Sqlite;

/// <summary>Counts of chat, a row for each channel, day and name.</summary>
internal sealed class SqliteChatCountStore(SqliteDatabase database) : IChatCountStore
{
    public Task AddAsync(BroadcasterId broadcaster, DateOnly day, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                connection.Execute(
                    "DELETE FROM chat_count WHERE broadcaster = $broadcaster AND day < $before",
                    ("$broadcaster", broadcaster.Value),
                    ("$before", Column(day.AddDays(-(int)IChatCountStore.KeepFor.TotalDays))));
                foreach (var (name, count) in counts)
                {
                    connection.Execute(
                        """
                        INSERT INTO chat_count VALUES ($broadcaster, $day, $name, $count)
                        ON CONFLICT (broadcaster, day, name) DO UPDATE SET count = count + $count
                        """,
                        ("$broadcaster", broadcaster.Value),
                        ("$day", Column(day)),
                        ("$name", name),
                        ("$count", count));
                }
                return counts.Count;
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> ReadAsync(BroadcasterId broadcaster, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, long>>(
            connection => connection.Query(
                row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)),
                "SELECT name, sum(count) FROM chat_count WHERE broadcaster = $broadcaster AND day BETWEEN $from AND $to GROUP BY name",
                ("$broadcaster", broadcaster.Value),
                ("$from", Column(from)),
                ("$to", Column(to))).ToDictionary(),
            cancellationToken);

    private static string Column(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
