using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>A hold store that tells the <see cref="HoldFeed"/> of each hold that it has added or changed: the one place that every surface and every worker goes through.</summary>
internal sealed class AnnouncingHoldStore(IHoldStore store, HoldFeed feed) : IHoldStore
{
    public async Task<AddResult> AddAsync(Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken)
    {
        var result = await store.AddAsync(hold, entry, effects, cancellationToken);
        if (result.Added) feed.Publish(result.Hold);
        return result;
    }

    public async Task<ChangeResult> ChangeAsync(Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken) =>
        Announced(await store.ChangeAsync(hold, entry, effects, cancellationToken));

    public async Task<ChangeResult> ReplaceAsync(Hold hold, IReadOnlyList<HistoryEntry> history, CancellationToken cancellationToken) =>
        Announced(await store.ReplaceAsync(hold, history, cancellationToken));

    public Task<Hold?> FindAsync(BroadcasterId broadcaster, HoldId id, CancellationToken cancellationToken) => store.FindAsync(broadcaster, id, cancellationToken);

    public Task<Hold?> FindAsync(BroadcasterId broadcaster, ShortCode code, CancellationToken cancellationToken) => store.FindAsync(broadcaster, code, cancellationToken);

    public Task<IReadOnlyList<Hold>> ListOpenAsync(BroadcasterId broadcaster, int limit, CancellationToken cancellationToken) => store.ListOpenAsync(broadcaster, limit, cancellationToken);

    public Task<long> CountOpenAsync(BroadcasterId broadcaster, CancellationToken cancellationToken) => store.CountOpenAsync(broadcaster, cancellationToken);

    public Task<IReadOnlyList<Hold>> ListDueAsync(BroadcasterId broadcaster, DateTimeOffset now, int limit, CancellationToken cancellationToken) => store.ListDueAsync(broadcaster, now, limit, cancellationToken);

    public Task<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(BroadcasterId broadcaster, HoldId id, CancellationToken cancellationToken) => store.ReadHistoryAsync(broadcaster, id, cancellationToken);

    public IAsyncEnumerable<Hold> ReadSinceAsync(BroadcasterId broadcaster, DateTimeOffset since, CancellationToken cancellationToken) => store.ReadSinceAsync(broadcaster, since, cancellationToken);

    public Task<IReadOnlyList<Hold>> ReadOfAsync(BroadcasterId broadcaster, ChatterId chatter, DateTimeOffset since, CancellationToken cancellationToken) => store.ReadOfAsync(broadcaster, chatter, since, cancellationToken);

    public Task<IReadOnlyList<BroadcasterId>> ListBroadcastersAsync(CancellationToken cancellationToken) => store.ListBroadcastersAsync(cancellationToken);

    public Task<IReadOnlyList<LeasedEffect>> LeaseEffectsAsync(BroadcasterId broadcaster, int max, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        store.LeaseEffectsAsync(broadcaster, max, now, lease, cancellationToken);

    public Task CompleteEffectAsync(LeasedEffect effect, CancellationToken cancellationToken) => store.CompleteEffectAsync(effect, cancellationToken);

    public Task<int> PurgeAsync(BroadcasterId broadcaster, DateTimeOffset before, CancellationToken cancellationToken) => store.PurgeAsync(broadcaster, before, cancellationToken);

    public Task<StoreReport> CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    private ChangeResult Announced(ChangeResult result)
    {
        if (result is ChangeResult.Changed { Hold: var changed }) feed.Publish(changed);
        return result;
    }
}
