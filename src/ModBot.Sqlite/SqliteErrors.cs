using Microsoft.Data.Sqlite;
using ModBot.Holds;
using SQLitePCL;

namespace ModBot.Sqlite;

/// <summary>Turns SQLite's errors into sentences that say what to do.</summary>
internal static class SqliteErrors
{
    /// <summary>Whether the fault lies with the file, the folder or the disk. A constraint or a syntax error is a bug and passes through.</summary>
    public static bool IsOfTheStore(Exception failure) => failure is IOException or UnauthorizedAccessException
        || failure is SqliteException { SqliteErrorCode: not (raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISUSE) };

    /// <summary>Whether the same connection will do once somebody else is done or has made room.</summary>
    public static bool IsPassing(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL };

    public static HoldStoreUnavailableException Unavailable(string path, Exception failure) =>
        new($"The hold store {path} cannot be used: {Advice(failure)} ({failure.Message.TrimEnd('.')})", failure);

    private static string Advice(Exception failure) => failure is not SqliteException sqlite
        ? "its folder cannot be made or written. Give ModBot's user write access to the folder, or set Sqlite:Path to another place."
        : sqlite.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB => "the file is not an SQLite database. Move it away and start again, and a new one is made; or set Sqlite:Path to another file.",
            raw.SQLITE_CORRUPT => "the file is damaged. Stop ModBot, save what can be saved with `sqlite3 FILE .recover`, move the file away (with its -wal and -shm) and start again.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another process keeps it locked. Stop that process (a second ModBot, a backup, an open sqlite3 shell), or raise Sqlite:LockMaxWait.",
            raw.SQLITE_FULL => "the disk is full. Free some space; nothing that was stored is lost.",
            raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
                "the file cannot be opened for writing. Give ModBot's user write access to the file and its folder, or set Sqlite:Path to another place.",
            _ => "the disk or file system refused. Check the disk, or set Sqlite:Path to another place.",
        };
}
