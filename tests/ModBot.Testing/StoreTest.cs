using System.Text.Json;
using ModBot.Holds;
using ModBot.Messages;
using Xunit;

namespace ModBot.Testing;

/// <summary>What the store contracts share: a store over data of this test's own, and the few steps that every one of them takes.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    private readonly List<IHoldStore> opened = [];

    protected static CancellationToken None => CancellationToken.None;

    protected static BroadcasterId Other { get; } = new("810000002");

    /// <summary>The store that the test works with.</summary>
    protected IHoldStore Store
    {
        get
        {
            // A test may come here for the first time on many threads at once.
            lock (opened) return opened.Count > 0 ? opened[0] : OpenAnother();
        }
    }

    /// <summary>Another instance over the same data, as a second process has it.</summary>
    protected IHoldStore OpenAnother()
    {
        lock (opened)
        {
            var store = Open();
            opened.Add(store);
            return store;
        }
    }

    /// <summary>Closes everything and opens the same data again, as after a restart.</summary>
    protected async Task<IHoldStore> ReopenAsync()
    {
        await DisposeAsync();
        return OpenAnother();
    }

    /// <summary>Opens a store over this test's own data; called again, one more over the same data.</summary>
    protected abstract IHoldStore Open();

    /// <summary>Closes what the stores themselves do not, such as connections that several of them could share.</summary>
    protected virtual Task CloseAsync() => Task.CompletedTask;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var store in opened)
        {
            if (store is IAsyncDisposable disposable) await disposable.DisposeAsync();
        }
        opened.Clear();
        await CloseAsync();
    }

    protected async Task<Hold> HoldAsync(Hold? hold = null, params EffectKind[] effects)
    {
        var held = hold ?? Some.Hold();
        return (await Store.AddAsync(held, Entry(held, HistoryAction.Held), Effects(held, effects), None)).Hold;
    }

    protected async Task<Hold> ChangeAsync(Hold next, HistoryAction action, params EffectKind[] effects)
    {
        var result = await Store.ChangeAsync(next, Entry(next, action), Effects(next, effects), None);
        return Assert.IsType<ChangeResult.Changed>(result).Hold;
    }

    protected static Hold Denied(Hold hold, DateTimeOffset? at = null) => hold with
    {
        Version = hold.Version + 1,
        State = HoldState.Denied,
        Resolution = new Resolution(Some.Moderator, at ?? Some.Instant, Ruling.Deny, hold.Kind),
    };

    protected static HistoryEntry Entry(Hold hold, HistoryAction action) => new(hold.Version, Some.Instant, Some.Moderator, action);

    protected static IReadOnlyList<Effect> Effects(Hold hold, params EffectKind[] kinds) => [.. kinds.Select(kind => Effect.For(hold, kind))];

    /// <summary>Compares as stored: records that carry immutable arrays are never equal after a round trip.</summary>
    protected static void Same(Hold expected, Hold? actual) => Assert.Equal(Json(expected), actual is null ? null : Json(actual));

    protected static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items) list.Add(item);
        return list;
    }

    private static string Json(Hold hold) => JsonSerializer.Serialize(hold, HoldJson.Default.Hold);
}
