using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>
/// Where holds live. Every change of a hold, its history entry and its effects are one atomic step. Thread-safe; several processes may share one store.
/// A store that cannot be reached throws <see cref="HoldStoreUnavailableException"/>.
/// </summary>
public interface IHoldStore
{
    /// <summary>How many holds of one chatter are read at most.</summary>
    const int MaxOfChatter = 500;

    /// <summary>Adds a hold once: a second hold of the same message changes nothing and returns the first. Gives the hold its <see cref="Hold.Code"/>.</summary>
    Task<AddResult> AddAsync(Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken);

    /// <summary>Replaces a hold if the stored one has the version before <paramref name="hold"/>'s.</summary>
    Task<ChangeResult> ChangeAsync(Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a hold and its whole history if the stored one has the version before <paramref name="hold"/>'s, so that what was there before is gone. For forgetting people only: every
    /// other change adds to the history.
    /// </summary>
    Task<ChangeResult> ReplaceAsync(Hold hold, IReadOnlyList<HistoryEntry> history, CancellationToken cancellationToken);

    Task<Hold?> FindAsync(BroadcasterId broadcaster, HoldId id, CancellationToken cancellationToken);

    Task<Hold?> FindAsync(BroadcasterId broadcaster, ShortCode code, CancellationToken cancellationToken);

    /// <summary>Open holds of a channel, the oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Hold>> ListOpenAsync(BroadcasterId broadcaster, int limit, CancellationToken cancellationToken);

    Task<long> CountOpenAsync(BroadcasterId broadcaster, CancellationToken cancellationToken);

    /// <summary>Open holds of a channel whose <see cref="Hold.ExpiresAt"/> is not after <paramref name="now"/>, the earliest first.</summary>
    Task<IReadOnlyList<Hold>> ListDueAsync(BroadcasterId broadcaster, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>The history of a hold, the oldest entry first.</summary>
    Task<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(BroadcasterId broadcaster, HoldId id, CancellationToken cancellationToken);

    /// <summary>All holds of a channel created at or after <paramref name="since"/>, newest last: what statistics are counted from.</summary>
    IAsyncEnumerable<Hold> ReadSinceAsync(BroadcasterId broadcaster, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>
    /// What a chatter sent that was held in a channel, their own messages and those that are lines of another hold: created at or after <paramref name="since"/>, the oldest first; where
    /// there is more than <see cref="MaxOfChatter"/>, the newest of it.
    /// </summary>
    Task<IReadOnlyList<Hold>> ReadOfAsync(BroadcasterId broadcaster, ChatterId chatter, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Channels that ever held something.</summary>
    Task<IReadOnlyList<BroadcasterId>> ListBroadcastersAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes up to <paramref name="max"/> effects of a channel, in the order in which they were written, that nobody holds a live lease on.
    /// A lease lasts until <paramref name="now"/> + <paramref name="lease"/>. While one is live, nothing that was written later is handed out from its <see cref="Effect.Lane"/>: what failed and is
    /// to be tried again is not overtaken.
    /// </summary>
    Task<IReadOnlyList<LeasedEffect>> LeaseEffectsAsync(BroadcasterId broadcaster, int max, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Takes an effect out of the outbox, done or given up.</summary>
    Task CompleteEffectAsync(LeasedEffect effect, CancellationToken cancellationToken);

    /// <summary>Deletes holds that ended before <paramref name="before"/>, with their texts and histories. Returns how many.</summary>
    Task<int> PurgeAsync(BroadcasterId broadcaster, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Reaches the store and reads the settings that decide what survives a crash. Does not throw.</summary>
    Task<StoreReport> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>What <see cref="IHoldStore.AddAsync"/> did.</summary>
/// <param name="Hold">The stored hold, with its code.</param>
/// <param name="Added">False when the message was held already.</param>
public readonly record struct AddResult(Hold Hold, bool Added);

/// <summary>What <see cref="IHoldStore.ChangeAsync"/> did: a closed family.</summary>
public abstract record ChangeResult
{
    private ChangeResult()
    {
    }

    public sealed record Changed(Hold Hold) : ChangeResult;

    /// <summary>Somebody else changed it first.</summary>
    public sealed record Stale(Hold Current) : ChangeResult;

    public sealed record NotFound : ChangeResult;
}

/// <summary>What <c>modbot doctor</c> says of the store.</summary>
/// <param name="Name">What and where, without secrets.</param>
/// <param name="Reachable">Whether it answered.</param>
/// <param name="Findings">What to know or to do, one sentence each; empty when all is well.</param>
public sealed record StoreReport(string Name, bool Reachable, IReadOnlyList<string> Findings);

/// <summary>The store cannot be reached or refuses to work; the message says which store and what to do.</summary>
public sealed class HoldStoreUnavailableException : Exception
{
    public HoldStoreUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    public HoldStoreUnavailableException()
    {
    }

    public HoldStoreUnavailableException(string message)
        : base(message)
    {
    }
}
