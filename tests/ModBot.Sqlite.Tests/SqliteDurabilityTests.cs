using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Sqlite.Tests;

/// <summary>What is on disk when, and the settings that decide it.</summary>
public sealed class SqliteDurabilityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Add_ProcessDiesRightAfter_TheHoldIsInTheFiles()
    {
        await using var store = Stores.At(folder.File());
        var hold = await AddAsync(store, "kept");

        // What a killed process leaves behind: the file and its log as the operating system has them, nothing closed.
        File.Copy(folder.File(), folder.File("after.db"));
        File.Copy(folder.File("holds.db-wal"), folder.File("after.db-wal"));

        await using var after = Stores.At(folder.File("after.db"));
        Assert.Equal("kept", (await after.FindAsync(hold.Broadcaster, hold.Code, CancellationToken.None))!.Message.Text);
    }

    [Fact]
    public async Task Purge_EndedHold_LeavesItsTextNowhereOnDisk()
    {
        const string Text = "a-sentence-that-must-vanish";
        await using var store = Stores.At(folder.File());
        var hold = await AddAsync(store, Text);
        var ended = hold with { Version = 2, State = HoldState.Expired };
        await store.ChangeAsync(ended, new HistoryEntry(2, Some.Instant, Some.Moderator, HistoryAction.Expired), [], CancellationToken.None);
        Assert.True(OnDisk(Text));

        await store.PurgeAsync(hold.Broadcaster, Some.Instant.AddDays(1), CancellationToken.None);

        Assert.False(OnDisk(Text));
    }

    [Theory]
    [InlineData(false, "synchronous normal")]
    [InlineData(true, "synchronous full")]
    public async Task Check_HealthyFile_NamesJournalAndSyncMode(bool survivePowerLoss, string expected)
    {
        await using var store = Stores.At(folder.File(), survivePowerLoss);

        var report = await store.CheckAsync(CancellationToken.None);

        Assert.True(report.Reachable);
        Assert.Empty(report.Findings);
        Assert.Contains(folder.File(), report.Name, StringComparison.Ordinal);
        Assert.Contains("journal wal", report.Name, StringComparison.Ordinal);
        Assert.Contains(expected, report.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddModBotSqlite_Defaults_GiveAStore()
    {
        await using var services = Services().BuildServiceProvider();

        Assert.IsType<SqliteHoldStore>(services.GetRequiredService<IHoldStore>());
    }

    [Fact]
    public async Task AddModBotSqlite_Configured_ReadsItsSection()
    {
        await using var services = Services(("Sqlite:Path", "other.db")).BuildServiceProvider();

        Assert.Equal("other.db", services.GetRequiredService<IOptions<SqliteStoreOptions>>().Value.Path);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("x.db", 0)]
    [InlineData("x.db", 61)]
    public void Options_OutOfBounds_AreRefused(string path, int seconds)
    {
        var options = new SqliteStoreOptions { Path = path, LockMaxWait = TimeSpan.FromSeconds(seconds) };

        Assert.True(new SqliteStoreOptionsValidator().Validate(Options.DefaultName, options).Failed);
    }

    private static IServiceCollection Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build())
        .AddModBotSqlite();

    private static async Task<Hold> AddAsync(SqliteHoldStore store, string text)
    {
        var entry = new HistoryEntry(1, Some.Instant, Some.Moderator, HistoryAction.Held);
        return (await store.AddAsync(Some.Hold(Some.Message(text)), entry, [], CancellationToken.None)).Hold;
    }

    private bool OnDisk(string text) => Directory.GetFiles(Path.GetDirectoryName(folder.File())!)
        .Any(file => ReadShared(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
