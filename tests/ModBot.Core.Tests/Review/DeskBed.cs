using Microsoft.Extensions.Logging.Abstractions;
using ModBot.Context;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Review;

/// <summary>A review desk over a store in memory, with a moderator, another, one on trial, and an outbox that works when a test says so.</summary>
internal sealed class DeskBed : IDisposable
{
    public static readonly Chatter Moderator = Some.Chatter("quietlantern", Badges.Moderator, "810000003");
    public static readonly Chatter Other = Some.Chatter("slowcomet", Badges.Moderator, "810000005");
    public static readonly Chatter Trial = Some.Chatter("newhand", Badges.Moderator, "810000009");

    private readonly PolicyBook policies;

    public DeskBed(ModerationConfig? config = null)
    {
        config ??= new ModerationConfig();
        policies = SomePolicy.Book(config with { Members = new Dictionary<string, string> { [Trial.Id.Value] = "trial" } });
        Metrics = new HoldMetrics(Meters);
        Desk = new ReviewDesk(Store, policies, new OutboxSignal(), Metrics, Time);
        Bulk = new BulkReview(Desk, Store);
    }

    public ManualTimeProvider Time { get; } = new(Some.Instant);

    public InMemoryHoldStore Store { get; } = new();

    public RecordingEnforcer Enforcer { get; } = new();

    public MetricRecorder Meters { get; } = new();

    public HoldMetrics Metrics { get; }

    public ReviewDesk Desk { get; }

    public BulkReview Bulk { get; }

    public async Task<Hold> AddAsync(Hold hold) => (await Store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;

    public Task<Hold> AddAsync(HoldKind kind = HoldKind.Flagged) => AddAsync(Some.Hold(kind: kind));

    /// <summary>As the pipeline holds it: with the times of the channel's policy.</summary>
    public Task<Hold> QueueAsync(Decision decision, HoldKind kind = HoldKind.Flagged)
    {
        var queue = new HoldQueue(Store, new OutboxSignal(), Metrics, new ChatContext(), new SenderNotices(), Time, NullLogger<HoldQueue>.Instance);
        var policy = policies.For(Some.Broadcaster);
        return kind == HoldKind.Twitch ? queue.AdoptAsync(Some.Message("rude"), decision, policy, default) : queue.HoldAsync(Some.Message("rude"), decision, policy, default);
    }

    public Task<ReviewResult> ResolveAsync(Chatter who, Hold hold, Ruling ruling) => Desk.ResolveAsync(who, hold.Broadcaster, hold.Id, ruling, expectedVersion: null, default);

    public async Task<Hold> FindAsync(Hold hold) => (await Store.FindAsync(hold.Broadcaster, hold.Id, default))!;

    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(Hold hold) => Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, default);

    public Task RunOutboxAsync() => new EffectRunner(Store, Enforcer, new OwnActs(Time), Metrics, Time, NullLogger<EffectRunner>.Instance).RunAsync(Some.Broadcaster, default);

    /// <summary>What is in the outbox, without taking it.</summary>
    public async Task<IReadOnlyList<EffectKind>> EffectsAsync() =>
        [.. (await Store.LeaseEffectsAsync(Some.Broadcaster, 1000, Time.GetUtcNow(), TimeSpan.Zero, default)).Select(leased => leased.Effect.Kind)];

    public void Dispose() => Meters.Dispose();
}
