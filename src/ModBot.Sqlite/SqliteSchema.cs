using Microsoft.Data.Sqlite;
using ModBot.Holds;

namespace ModBot.Sqlite;

/// <summary>
/// The tables, as a list of steps that is only ever added to; <c>PRAGMA user_version</c> says how many a file has had. What is searched has a column,
/// everything else is in the JSON. Times are UTC ticks, so that no precision is lost.
/// </summary>
internal static class SqliteSchema
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE broadcaster (id TEXT PRIMARY KEY, last_sequence INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE hold (
            broadcaster TEXT NOT NULL,
            id          TEXT NOT NULL,
            sequence    INTEGER NOT NULL,
            code        TEXT NOT NULL COLLATE NOCASE,
            version     INTEGER NOT NULL,
            created_at  INTEGER NOT NULL,
            expires_at  INTEGER NOT NULL,
            ended_at    INTEGER,
            json        TEXT NOT NULL,
            PRIMARY KEY (broadcaster, id));
        CREATE UNIQUE INDEX hold_code ON hold (broadcaster, code);
        CREATE INDEX hold_created ON hold (broadcaster, created_at, sequence);
        CREATE INDEX hold_open ON hold (broadcaster, created_at, sequence) WHERE ended_at IS NULL;
        CREATE INDEX hold_due ON hold (broadcaster, expires_at, sequence) WHERE ended_at IS NULL;
        CREATE INDEX hold_ended ON hold (broadcaster, ended_at) WHERE ended_at IS NOT NULL;
        CREATE TABLE history (
            position    INTEGER PRIMARY KEY,
            broadcaster TEXT NOT NULL,
            hold        TEXT NOT NULL,
            json        TEXT NOT NULL);
        CREATE INDEX history_hold ON history (broadcaster, hold, position);
        CREATE TABLE effect (
            position    INTEGER PRIMARY KEY AUTOINCREMENT,
            broadcaster TEXT NOT NULL,
            lease_until INTEGER NOT NULL DEFAULT 0,
            attempt     INTEGER NOT NULL DEFAULT 0,
            json        TEXT NOT NULL);
        CREATE INDEX effect_broadcaster ON effect (broadcaster, position);
        """,
        """
        CREATE TABLE setting_change (
            position    INTEGER PRIMARY KEY,
            broadcaster TEXT NOT NULL,
            at          INTEGER NOT NULL,
            json        TEXT NOT NULL);
        CREATE INDEX setting_change_at ON setting_change (broadcaster, at, position);
        CREATE TABLE chat_count (
            broadcaster TEXT NOT NULL,
            day         TEXT NOT NULL,
            name        TEXT NOT NULL,
            count       INTEGER NOT NULL,
            PRIMARY KEY (broadcaster, day, name)) WITHOUT ROWID;
        """,
        // Who sent what is held, read once from the holds that were there before; 'erased' is nobody.
        """
        CREATE TABLE hold_chatter (
            broadcaster TEXT NOT NULL,
            chatter     TEXT NOT NULL,
            hold        TEXT NOT NULL,
            PRIMARY KEY (broadcaster, chatter, hold)) WITHOUT ROWID;
        CREATE INDEX hold_chatter_hold ON hold_chatter (broadcaster, hold);
        INSERT INTO hold_chatter
            SELECT broadcaster, json_extract(json, '$.message.chatter.id') AS chatter, id FROM hold WHERE chatter <> 'erased'
            UNION
            SELECT hold.broadcaster, json_extract(line.value, '$.chatter.id') AS chatter, hold.id FROM hold, json_each(hold.json, '$.decision.lines') AS line WHERE chatter <> 'erased';
        """,
        // What must not be overtaken; effects that were written before wait for nothing.
        """
        ALTER TABLE effect ADD COLUMN lane TEXT;
        """,
    ];

    /// <summary>The version that this ModBot writes.</summary>
    public static int Version => Steps.Length;

    /// <summary>Brings a file up to <see cref="Version"/>, in one transaction. Two processes may try at once: the second finds it done.</summary>
    public static void Migrate(SqliteConnection connection, string path)
    {
        if (connection.Scalar("PRAGMA user_version") == Version) return;
        using var transaction = connection.BeginTransaction();
        var version = (int)connection.Scalar("PRAGMA user_version");
        if (version > Version)
        {
            throw new HoldStoreUnavailableException(
                $"The hold store {path} has schema {version}, written by a newer ModBot; this one knows {Version}. Run the newer ModBot, or set Sqlite:Path to another file.");
        }
        if (version == 0 && connection.Scalar("SELECT count(*) FROM sqlite_master") > 0)
        {
            throw new HoldStoreUnavailableException(
                $"{path} is a database of another program: it has tables that are not ModBot's. Set Sqlite:Path to a file of its own.");
        }
        foreach (var step in Steps.Skip(version)) connection.Execute(step);
        connection.Execute($"PRAGMA user_version = {Version}");
        transaction.Commit();
    }
}
