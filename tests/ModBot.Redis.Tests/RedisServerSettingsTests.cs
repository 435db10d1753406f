using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Redis.Tests;

/// <summary>Servers with settings that lose holds or refuse work. Each test starts one of its own.</summary>
public sealed class RedisServerSettingsTests
{
    [Fact]
    public async Task Check_AppendOnlyAndNoEviction_HasNoFindings()
    {
        var report = await WithServerAsync([], store => store.CheckAsync(CancellationToken.None));

        Assert.True(report.Reachable);
        Assert.Empty(report.Findings);
        Assert.Matches(@"^Redis \d+\.\S+ at 127\.0\.0\.1:\d+ \(appendfsync always\)$", report.Name);
    }

    [Fact]
    public async Task Check_AppendOnlyOffAndEviction_SaysTheCommandsThatFixThem()
    {
        var report = await WithServerAsync(
            ["--appendonly", "no", "--maxmemory-policy", "allkeys-lru"], store => store.CheckAsync(CancellationToken.None));

        Assert.True(report.Reachable);
        Assert.Equal(2, report.Findings.Count);
        Assert.Contains("redis-cli CONFIG SET appendonly yes", report.Findings[0], StringComparison.Ordinal);
        Assert.Contains("redis-cli CONFIG SET maxmemory-policy noeviction", report.Findings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ConfigForbidden_ReportsTheRest()
    {
        var report = await WithServerAsync(["--rename-command", "CONFIG", ""], store => store.CheckAsync(CancellationToken.None));

        Assert.True(report.Reachable);
        Assert.EndsWith("(appendfsync unknown)", report.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_ServerIsFull_SaysWhatToDoAndWritesNothing()
    {
        var failure = await WithServerAsync(
            ["--maxmemory", "1", "--maxmemory-policy", "noeviction"],
            store => Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store)));

        Assert.Contains("has used up its maxmemory", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_RightPassword_Works()
    {
        var result = await WithServerAsync(["--requirepass", "hunter2secret"], AddAsync, ",password=hunter2secret");

        Assert.True(result.Added);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",password=wr0ngsecret")]
    public async Task Add_WrongOrMissingPassword_SaysSoWithoutThePassword(string password)
    {
        var failure = await WithServerAsync(
            ["--requirepass", "hunter2secret"], store => Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store)), password);

        Assert.Contains("MODBOT_REDIS__CONFIGURATION", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    private static Task<AddResult> AddAsync(RedisHoldStore store) =>
        store.AddAsync(Some.Hold(), new HistoryEntry(1, Some.Instant, Some.Moderator, HistoryAction.Held), [], CancellationToken.None);

    private static async Task<T> WithServerAsync<T>(string[] arguments, Func<RedisHoldStore, Task<T>> test, string options = "")
    {
        using var server = new RedisServerFixture { Arguments = arguments };
        await server.InitializeAsync();
        var stores = new RedisStores(server, TimeSpan.FromSeconds(2));
        try
        {
            return await test(stores.Open(server.Configuration + options));
        }
        finally
        {
            await stores.CloseAsync();
            await server.DisposeAsync();
        }
    }
}
