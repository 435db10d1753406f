using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace ModBot.Sqlite;

/// <summary>
/// One file: writes go one after another through one connection, reads run beside them on pooled ones (write-ahead log). Opens at the first call, and
/// again after a failure, so that a repaired disk needs no restart.
/// </summary>
internal sealed class SqliteDatabase(IOptions<SqliteStoreOptions> configured) : IAsyncDisposable
{
    private readonly SqliteStoreOptions options = configured.Value;
    private readonly SemaphoreSlim writing = new(1, 1);
    private SqliteConnection? writer;
    private volatile bool opened;
    private int disposed;

    public string Path { get; } = System.IO.Path.GetFullPath(configured.Value.Path);

    /// <summary>Runs one transaction, on another thread: it may wait for the disk or for another process.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Write(work), CancellationToken.None);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Runs queries that need no one snapshot. They are short, and no writer holds them up, so they run where they are called.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, T> query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!opened) await WriteAsync(_ => 0, cancellationToken);
        try
        {
            using var connection = Connect(SqliteOpenMode.ReadWrite);
            return query(connection);
        }
        catch (Exception failure) when (SqliteErrors.IsOfTheStore(failure))
        {
            if (!SqliteErrors.IsPassing(failure)) opened = false;
            throw SqliteErrors.Unavailable(Path, failure);
        }
    }

    /// <summary>Moves the log into the file and empties it, so that what was deleted is nowhere on disk. Skipped where a reader is in the way.</summary>
    public async Task CheckpointAsync(CancellationToken cancellationToken) =>
        await ReadAsync(connection => connection.Query(row => row.GetInt64(0), "PRAGMA wal_checkpoint(TRUNCATE)"), cancellationToken);

    /// <summary>Closes the file; again, does nothing: what works on it closes it too where nobody else does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return;
        await writing.WaitAsync();
        Close();
        using (var pooled = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadWrite))) SqliteConnection.ClearPool(pooled);
        writing.Dispose();
    }

    private T Write<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            writer ??= Open();
            using var transaction = writer.BeginTransaction();
            var result = work(writer);
            transaction.Commit();
            return result;
        }
        catch (Exception failure) when (SqliteErrors.IsOfTheStore(failure))
        {
            // A lock or a full disk passes; after anything else the file is looked at afresh.
            if (!SqliteErrors.IsPassing(failure)) Close();
            throw SqliteErrors.Unavailable(Path, failure);
        }
    }

    private SqliteConnection Open()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        CreatePrivately();
        var connection = Connect(SqliteOpenMode.ReadWriteCreate);
        try
        {
            connection.Query(row => row.GetString(0), "PRAGMA journal_mode = WAL");
            // In WAL a commit is in the operating system's hands before it returns, so kill -9 loses nothing either way; FULL adds an fsync for power cuts.
            connection.Execute($"PRAGMA synchronous = {(options.SurvivePowerLoss ? "FULL" : "NORMAL")}");
            // Purged texts are overwritten, not only unlinked.
            connection.Query(row => row.GetInt64(0), "PRAGMA secure_delete = ON");
            SqliteSchema.Migrate(connection, Path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        opened = true;
        return connection;
    }

    /// <summary>Held texts are nobody else's business: the file is its owner's from the start, and SQLite gives its log the same mode.</summary>
    private void CreatePrivately()
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            var mode = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
            new FileStream(Path, mode).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is there already, or cannot be made; SQLite says what is wrong better than this could.
        }
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(ConnectionString(mode));
        try
        {
            connection.Open();
            // SQLite's own wait wakes up sooner than the driver's, which looks every 150 ms.
            connection.Query(row => row.GetInt64(0), $"PRAGMA busy_timeout = {(long)options.LockMaxWait.TotalMilliseconds}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string ConnectionString(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = mode,
        // The writer is kept open here and must close when it is disposed, not when a pool thinks so.
        Pooling = mode == SqliteOpenMode.ReadWrite,
        // The driver repeats a busy statement until this has passed; busy_timeout has waited by then.
        DefaultTimeout = 1,
    }.ToString();

    private void Close()
    {
        opened = false;
        writer?.Dispose();
        writer = null;
    }
}
