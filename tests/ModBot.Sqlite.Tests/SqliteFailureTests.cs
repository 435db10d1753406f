using Microsoft.Data.Sqlite;
using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Sqlite.Tests;

/// <summary>What can be wrong with a file, and whether the sentence says which file and what to do.</summary>
public sealed class SqliteFailureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Open_FileOfAnotherKind_SaysWhichAndWhatToDo()
    {
        File.WriteAllText(folder.File(), string.Concat(Enumerable.Repeat("not a database at all. ", 200)));
        await using var store = Stores.At(folder.File());

        var failure = await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store));

        Assert.Contains(folder.File(), failure.Message, StringComparison.Ordinal);
        Assert.Contains("not an SQLite database. Move it away", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DamagedFile_SaysWhichAndWhatToDo()
    {
        await using (var before = Stores.At(folder.File()))
        {
            for (var i = 0; i < 50; i++) await AddAsync(before);
        }
        var bytes = File.ReadAllBytes(folder.File());
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
        File.WriteAllBytes(folder.File(), bytes);
        await using var store = Stores.At(folder.File());

        var failure = await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store));

        Assert.Contains(folder.File(), failure.Message, StringComparison.Ordinal);
        Assert.Contains(".recover", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FolderThatCannotBeMade_SaysSo()
    {
        File.WriteAllText(folder.File("file"), "");
        await using var store = Stores.At(Path.Combine(folder.File("file"), "holds.db"));

        var failure = await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => store.CountOpenAsync(Some.Broadcaster, CancellationToken.None));

        Assert.Contains("write access to the folder", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_PathIsAFolder_SaysSo()
    {
        Directory.CreateDirectory(folder.File());
        await using var store = Stores.At(folder.File());

        var failure = await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store));

        Assert.Contains("cannot be opened for writing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_MissingFolder_IsMade()
    {
        await using var store = Stores.At(Path.Combine(folder.File("a"), "b", "holds.db"));

        Assert.True((await AddAsync(store)).Added);
    }

    [Fact]
    public async Task Open_AfterTheFaultIsRepaired_WorksWithoutRestart()
    {
        File.WriteAllText(folder.File(), "not a database, but long enough to have a header of one");
        await using var store = Stores.At(folder.File());
        await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store));

        File.Delete(folder.File());

        Assert.True((await AddAsync(store)).Added);
    }

    [Fact]
    public async Task Open_SchemaOfANewerModBot_IsRefused()
    {
        await using (var current = Stores.At(folder.File())) await AddAsync(current);
        Run("PRAGMA user_version = 99");
        await using var store = Stores.At(folder.File());

        var failure = await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store));

        Assert.Contains("schema 99, written by a newer ModBot", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherProgram_IsLeftAlone()
    {
        Run("CREATE TABLE song (title TEXT)");
        await using var store = Stores.At(folder.File());

        var failure = await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store));

        Assert.Contains("another program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_FileLockedByAnotherProcess_FailsAfterTheWait()
    {
        await using var store = Stores.At(folder.File(), lockMaxWait: TimeSpan.FromMilliseconds(100));
        await AddAsync(store);
        using (var other = Connect())
        {
            using var transaction = other.BeginTransaction();

            var failure = await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store));

            Assert.Contains("another process keeps it locked", failure.Message, StringComparison.Ordinal);
            Assert.Equal(1, await store.CountOpenAsync(Some.Broadcaster, CancellationToken.None));
        }
        Assert.True((await AddAsync(store)).Added);
    }

    [Fact]
    public async Task Check_BrokenFile_ReportsInsteadOfThrowing()
    {
        File.WriteAllText(folder.File(), "not a database, but long enough to have a header of one");
        await using var store = Stores.At(folder.File());

        var report = await store.CheckAsync(CancellationToken.None);

        Assert.False(report.Reachable);
        Assert.Contains("Move it away", Assert.Single(report.Findings), StringComparison.Ordinal);
    }

    private static Task<AddResult> AddAsync(SqliteHoldStore store)
    {
        var hold = Some.Hold();
        return store.AddAsync(hold, new HistoryEntry(1, Some.Instant, Some.Moderator, HistoryAction.Held), [], CancellationToken.None);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={folder.File()};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Run(string sql)
    {
        using var connection = Connect();
        connection.Execute(sql);
    }
}
