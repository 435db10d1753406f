using System.Runtime.CompilerServices;
using System.Text.Json;
using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Testing;

/// <summary>Holds in memory, kept as JSON like in the real stores, so that what does not survive writing fails here too. Thread-safe.</summary>
public sealed class InMemoryHoldStore : IHoldStore
{
    private readonly Lock gate = new();
    private readonly List<Row> rows = [];
    private readonly List<Outgoing> outbox = [];
    private readonly Dictionary<BroadcasterId, long> sequences = [];
    private long nextReceipt;

    /// <summary>When set, every call throws <see cref="HoldStoreUnavailableException"/>, as a store that went away does.</summary>
    public bool IsDown { get; set; }

    /// <summary>How often <see cref="ReadOfAsync"/> was called.</summary>
    public int ReadsOfChatters { get; private set; }

    public Task<AddResult> AddAsync(Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken) => Locked(() =>
    {
        if (Known(hold.Broadcaster, hold.Id) is { } known) return new AddResult(known.Hold, Added: false);
        var sequence = sequences[hold.Broadcaster] = sequences.GetValueOrDefault(hold.Broadcaster) + 1;
        var row = new Row(hold with { Code = ShortCode.FromSequence(sequence) });
        rows.Add(row);
        Write(row, entry, effects);
        return new AddResult(row.Hold, Added: true);
    });

    public Task<ChangeResult> ChangeAsync(Hold hold, HistoryEntry entry, IReadOnlyList<Effect> effects, CancellationToken cancellationToken) =>
        Locked<ChangeResult>(() =>
        {
            if (Known(hold.Broadcaster, hold.Id) is not { } row) return new ChangeResult.NotFound();
            if (row.Hold.Version != hold.Version - 1) return new ChangeResult.Stale(row.Hold);
            row.Hold = hold;
            Write(row, entry, effects);
            return new ChangeResult.Changed(row.Hold);
        });

    public Task<ChangeResult> ReplaceAsync(Hold hold, IReadOnlyList<HistoryEntry> history, CancellationToken cancellationToken) =>
        Locked<ChangeResult>(() =>
        {
            if (Known(hold.Broadcaster, hold.Id) is not { } row) return new ChangeResult.NotFound();
            if (row.Hold.Version != hold.Version - 1) return new ChangeResult.Stale(row.Hold);
            row.Hold = hold;
            row.History.Clear();
            foreach (var entry in history) Write(row, entry, []);
            return new ChangeResult.Changed(row.Hold);
        });

    public Task<Hold?> FindAsync(BroadcasterId broadcaster, HoldId id, CancellationToken cancellationToken) =>
        Locked(() => Known(broadcaster, id)?.Hold);

    public Task<Hold?> FindAsync(BroadcasterId broadcaster, ShortCode code, CancellationToken cancellationToken) =>
        Locked(() => Of(broadcaster).FirstOrDefault(hold => string.Equals(hold.Code.Value, code.Value, StringComparison.OrdinalIgnoreCase)));

    public Task<IReadOnlyList<Hold>> ListOpenAsync(BroadcasterId broadcaster, int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<Hold>>(() => [.. Of(broadcaster).Where(hold => hold.IsOpen).OrderBy(hold => hold.CreatedAt).Take(limit)]);

    public Task<long> CountOpenAsync(BroadcasterId broadcaster, CancellationToken cancellationToken) =>
        Locked(() => Of(broadcaster).LongCount(hold => hold.IsOpen));

    public Task<IReadOnlyList<Hold>> ListDueAsync(BroadcasterId broadcaster, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<Hold>>(() =>
            [.. Of(broadcaster).Where(hold => hold.IsOpen && hold.ExpiresAt <= now).OrderBy(hold => hold.ExpiresAt).Take(limit)]);

    public Task<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(BroadcasterId broadcaster, HoldId id, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<HistoryEntry>>(() =>
            [.. (Known(broadcaster, id)?.History ?? []).Select(json => JsonSerializer.Deserialize(json, HoldJson.Default.HistoryEntry)!)]);

    public async IAsyncEnumerable<Hold> ReadSinceAsync(
        BroadcasterId broadcaster, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = await Locked(() => Of(broadcaster).Where(hold => hold.CreatedAt >= since).OrderBy(hold => hold.CreatedAt).ToList());
        foreach (var hold in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return hold;
        }
    }

    public Task<IReadOnlyList<Hold>> ReadOfAsync(BroadcasterId broadcaster, ChatterId chatter, DateTimeOffset since, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<Hold>>(() =>
        {
            ReadsOfChatters++;
            return [.. Of(broadcaster).Where(hold => hold.CreatedAt >= since && hold.SenderIds.Contains(chatter)).OrderBy(hold => hold.CreatedAt).TakeLast(IHoldStore.MaxOfChatter)];
        });

    public Task<IReadOnlyList<BroadcasterId>> ListBroadcastersAsync(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<BroadcasterId>>(() => [.. sequences.Keys]);

    public Task<IReadOnlyList<LeasedEffect>> LeaseEffectsAsync(
        BroadcasterId broadcaster, int max, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<LeasedEffect>>(() =>
        {
            var taken = outbox.Where((effect, i) => effect.Broadcaster == broadcaster && effect.LeasedUntil <= now && !outbox.Take(i).Any(earlier => earlier.LeasedUntil > now && earlier.Lane == effect.Lane)).Take(max).ToList();
            foreach (var effect in taken)
            {
                effect.LeasedUntil = now + lease;
                effect.Attempt++;
            }
            return [.. taken.Select(effect => effect.Leased)];
        });

    public Task CompleteEffectAsync(LeasedEffect effect, CancellationToken cancellationToken) =>
        Locked(() => outbox.RemoveAll(outgoing => outgoing.Receipt == effect.Receipt));

    public Task<int> PurgeAsync(BroadcasterId broadcaster, DateTimeOffset before, CancellationToken cancellationToken) =>
        Locked(() => rows.RemoveAll(row => row.Hold.Broadcaster == broadcaster && row.Hold.EndedAt < before));

    public Task<StoreReport> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new StoreReport("memory", !IsDown, ["Holds in memory do not survive a restart: for tests only."]));

    private Task<T> Locked<T>(Func<T> work)
    {
        if (IsDown) return Task.FromException<T>(new HoldStoreUnavailableException("The in-memory store was told to be down."));
        lock (gate) return Task.FromResult(work());
    }

    private Row? Known(BroadcasterId broadcaster, HoldId id) => rows.Find(row => row.Id == id && row.Hold.Broadcaster == broadcaster);

    private IEnumerable<Hold> Of(BroadcasterId broadcaster) =>
        rows.Select(row => row.Hold).Where(hold => hold.Broadcaster == broadcaster);

    private void Write(Row row, HistoryEntry entry, IReadOnlyList<Effect> effects)
    {
        row.History.Add(JsonSerializer.Serialize(entry, HoldJson.Default.HistoryEntry));
        foreach (var effect in effects) outbox.Add(new Outgoing($"{++nextReceipt}", effect));
    }

    private sealed class Row(Hold hold)
    {
        private string json = JsonSerializer.Serialize(hold, HoldJson.Default.Hold);

        public HoldId Id { get; } = hold.Id;

        public List<string> History { get; } = [];

        public Hold Hold
        {
            get => JsonSerializer.Deserialize(json, HoldJson.Default.Hold)!;
            set => json = JsonSerializer.Serialize(value, HoldJson.Default.Hold);
        }
    }

    private sealed class Outgoing(string receipt, Effect effect)
    {
        private readonly string json = JsonSerializer.Serialize(effect, HoldJson.Default.Effect);

        public string Receipt { get; } = receipt;

        public BroadcasterId Broadcaster { get; } = effect.Broadcaster;

        public string Lane { get; } = effect.Lane;

        public DateTimeOffset LeasedUntil { get; set; } = DateTimeOffset.MinValue;

        public int Attempt { get; set; }

        public LeasedEffect Leased => new(JsonSerializer.Deserialize(json, HoldJson.Default.Effect)!, Receipt, Attempt);
    }
}
