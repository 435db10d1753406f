using System.Runtime.CompilerServices;
using System.Text.Json;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Sqlite;

/// <summary>Setting changes in a table; those that concern every channel have an empty broadcaster.</summary>
internal sealed class SqliteSettingLog(SqliteDatabase database) : ISettingLog
{
    public Task AppendAsync(SettingChange change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                "INSERT INTO setting_change (broadcaster, at, json) VALUES ($broadcaster, $at, $json)",
                ("$broadcaster", Column(change.Broadcaster)),
                ("$at", change.At.UtcTicks),
                ("$json", JsonSerializer.Serialize(change, SettingJson.Default.SettingChange))),
            cancellationToken);

    public async IAsyncEnumerable<SettingChange> ReadAsync(BroadcasterId? broadcaster, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = await database.ReadAsync(
            connection => connection.Query(
                row => JsonSerializer.Deserialize(row.GetString(0), SettingJson.Default.SettingChange)!,
                "SELECT json FROM setting_change WHERE broadcaster = $broadcaster AND at >= $since ORDER BY position",
                ("$broadcaster", Column(broadcaster)),
                ("$since", since.UtcTicks)),
            cancellationToken);
        foreach (var change in changes) yield return change;
    }

    public async Task<int> EraseAsync(BroadcasterId? broadcaster, ChatterId person, CancellationToken cancellationToken)
    {
        var erased = await database.WriteAsync(
            connection =>
            {
                var rows = connection.Query(
                    row => (Position: row.GetInt64(0), Without: JsonSerializer.Deserialize(row.GetString(1), SettingJson.Default.SettingChange)!.Without(person)),
                    "SELECT position, json FROM setting_change WHERE broadcaster = $broadcaster",
                    ("$broadcaster", Column(broadcaster)));
                return rows.Count(row => row.Without is not null && connection.Execute(
                    "UPDATE setting_change SET json = $json WHERE position = $position",
                    ("$position", row.Position),
                    ("$json", JsonSerializer.Serialize(row.Without, SettingJson.Default.SettingChange))) == 1);
            },
            cancellationToken);
        if (erased > 0) await database.CheckpointAsync(cancellationToken);
        return erased;
    }

    private static string Column(BroadcasterId? broadcaster) => broadcaster?.Value ?? "";
}
