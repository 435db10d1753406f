using ModBot.Holds;
using ModBot.Testing;

namespace ModBot.Redis.Tests;

/// <summary>A server that is down, killed, frozen or full, and back again. Each test breaks a server of its own.</summary>
public sealed class RedisOutageTests : IAsyncLifetime, IDisposable
{
    /// <summary>Well above what a loaded machine needs, well below a hang.</summary>
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private readonly RedisServerFixture server = new();
    private readonly RedisStores stores;

    public RedisOutageTests() => stores = new RedisStores(server, MaxWait);

    public Task InitializeAsync() => server.InitializeAsync();

    public async Task DisposeAsync()
    {
        await stores.CloseAsync();
        await server.DisposeAsync();
    }

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Add_ServerDownAtStart_SaysWhereAndWhatToDoAndNotThePassword()
    {
        await server.KillAsync();
        var store = stores.Open($"{server.Configuration},password=hunter2secret");

        var failure = await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store).WaitAsync(Guard));

        Assert.Contains($"Redis at {server.Configuration} cannot be reached. Start it", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_HostThatDoesNotExist_SaysSo()
    {
        var store = stores.Open("redis.invalid:6379");

        var failure = await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store).WaitAsync(Guard));

        Assert.Contains("redis.invalid:6379 cannot be reached", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_ServerStartsLater_WorksWithoutRestart()
    {
        await server.KillAsync();
        var store = stores.Open();
        await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store).WaitAsync(Guard));

        await server.StartAsync();

        Assert.True((await WhenBackAsync(() => AddAsync(store))).Added);
    }

    [Fact]
    public async Task Calls_ServerKilledInTheMiddle_FailFastAndWorkAgainWhenItIsBack()
    {
        var store = stores.Open();
        var held = (await AddAsync(store, EffectKind.DeleteMessage)).Hold;
        await server.KillAsync();

        var denied = held with { Version = 2, State = HoldState.Denied };
        for (var call = 0; call < 20; call++)
        {
            await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => ChangeAsync(store, denied).WaitAsync(Guard));
        }
        await server.StartAsync();

        Assert.IsType<ChangeResult.Changed>(await WhenBackAsync(() => ChangeAsync(store, denied)));
        Assert.Single(await store.LeaseEffectsAsync(held.Broadcaster, 10, Some.Instant, TimeSpan.FromMinutes(1), CancellationToken.None));
    }

    [Fact]
    public async Task Kill_WhileHoldsAreAdded_KeepsEveryOneThatWasAcknowledged()
    {
        var store = stores.Open();
        var acknowledged = new List<Hold>();
        var enough = new TaskCompletionSource();
        var adding = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    acknowledged.Add((await AddAsync(store, EffectKind.DeleteMessage)).Hold);
                    if (acknowledged.Count == 100) enough.SetResult();
                }
            }
            catch (HoldStoreUnavailableException)
            {
            }
        });
        await enough.Task.WaitAsync(Guard);
        await server.KillAsync();
        await adding.WaitAsync(Guard);

        await server.StartAsync();
        var after = stores.Open();

        // One more than acknowledged is possible: written, but its answer was lost with the server.
        var open = await WhenBackAsync(() => after.ListOpenAsync(Some.Broadcaster, int.MaxValue, CancellationToken.None));
        Assert.Equal(acknowledged.Select(hold => (hold.Id, hold.Code)), open.Take(acknowledged.Count).Select(hold => (hold.Id, hold.Code)));
        Assert.InRange(open.Count, acknowledged.Count, acknowledged.Count + 1);
        var effects = await after.LeaseEffectsAsync(Some.Broadcaster, int.MaxValue, Some.Instant, TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Equal(open.Select(hold => hold.Id), effects.Select(effect => effect.Effect.Hold));
    }

    [Fact]
    public async Task Calls_ServerFrozen_FailAfterTheWait()
    {
        var store = stores.Open();
        await AddAsync(store);
        await server.FreezeAsync();
        try
        {
            var failure = await Assert.ThrowsAsync<HoldStoreUnavailableException>(() => AddAsync(store).WaitAsync(Guard));

            Assert.Contains("does not answer", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            await server.ThawAsync();
        }
        await WhenBackAsync(() => AddAsync(store));
    }

    [Fact]
    public async Task Check_ServerDown_ReportsInsteadOfThrowing()
    {
        await server.KillAsync();

        var report = await stores.Open().CheckAsync(CancellationToken.None).WaitAsync(Guard);

        Assert.False(report.Reachable);
        Assert.Contains("cannot be reached", Assert.Single(report.Findings), StringComparison.Ordinal);
    }

    private static Task<AddResult> AddAsync(RedisHoldStore store, params EffectKind[] effects)
    {
        var hold = Some.Hold();
        return store.AddAsync(hold, Entry(hold), [.. effects.Select(kind => Effect.For(hold, kind))], CancellationToken.None);
    }

    private static Task<ChangeResult> ChangeAsync(RedisHoldStore store, Hold hold) => store.ChangeAsync(hold, Entry(hold), [], CancellationToken.None);

    private static HistoryEntry Entry(Hold hold) => new(hold.Version, Some.Instant, Some.Moderator, HistoryAction.Held);

    /// <summary>Asks until the connection is repaired: nothing tells of it but an answer.</summary>
    private static async Task<T> WhenBackAsync<T>(Func<Task<T>> call)
    {
        using var limit = new CancellationTokenSource(Guard);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            try
            {
                return await call().WaitAsync(limit.Token);
            }
            catch (HoldStoreUnavailableException)
            {
                await again.WaitForNextTickAsync(limit.Token);
            }
        }
    }
}
