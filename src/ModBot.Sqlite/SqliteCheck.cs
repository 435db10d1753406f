using ModBot.Holds;

namespace ModBot.Sqlite;

/// <summary>What <c>modbot doctor</c> learns of the file.</summary>
internal static class SqliteCheck
{
    public static async Task<StoreReport> RunAsync(SqliteDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            var (journal, synchronous) = await database.WriteAsync(
                connection => (
                    connection.Query(row => row.GetString(0), "PRAGMA journal_mode")[0],
                    connection.Scalar("PRAGMA synchronous") >= 2 ? "full" : "normal"),
                cancellationToken);
            var name = $"SQLite {database.Path} (schema {SqliteSchema.Version}, journal {journal}, synchronous {synchronous})";
            return new StoreReport(name, Reachable: true, journal == "wal" ? [] :
            [
                $"The journal mode is '{journal}' instead of 'wal': the file system does not support it (a network drive?), so reads wait for writes. Set Sqlite:Path to a local disk.",
            ]);
        }
        catch (HoldStoreUnavailableException failure)
        {
            return new StoreReport($"SQLite {database.Path}", Reachable: false, [failure.Message]);
        }
    }
}
