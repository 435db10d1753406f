using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Classification.Batching;
using ModBot.Context;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Raids;
using ModBot.Review;
using ModBot.Rules;
using ModBot.Shield;
using ModBot.Splits;
using ModBot.Testing;

namespace ModBot.Core.Tests;

/// <summary>A whole pipeline over a store in memory, with an outbox that works when a test says so.</summary>
internal sealed class PipelineBed : IAsyncDisposable
{
    private readonly TestMeters meters = new();
    private readonly Batcher batcher;
    private readonly HoldMetrics metrics;

    public PipelineBed(ModerationConfig config)
    {
        var options = Options.Create(new BatcherOptions());
        var classifierMetrics = new ClassifierMetrics(meters);
        batcher = new Batcher(Model, options, classifierMetrics, TimeProvider.System, NullLogger<Batcher>.Instance);
        var classifier = new BatchedClassifier(Model, batcher, options, classifierMetrics);
        metrics = new HoldMetrics(meters);
        Policies = SomePolicy.Book(config);
        var notices = new SenderNotices();
        Shields = new Shields(Policies, new ShieldMetrics(meters), NullLogger<Shields>.Instance);
        Surges = new SurgeWatch(Shields);
        var queue = new HoldQueue(Store, Outbox, metrics, Context, notices, Time, NullLogger<HoldQueue>.Instance);
        Desk = new ReviewDesk(Store, Policies, Outbox, metrics, Time, Context, notices);
        Pipeline = new Pipeline(
            Policies, new KnownChatters(), [new BlockedTermRule(), new NewcomerRule()], classifier, new SplitJudge(new LineJoiner(), classifier), new RaidWatch(), new FakeExplainer().Timed(meters, Time), Surges, queue,
            new RaidCards(Store, queue, Outbox, metrics, Time), Context, new PipelineMetrics(meters), Time);
    }

    public FakeModel Model { get; } = new();

    public ManualTimeProvider Time { get; } = new(Some.Instant);

    public InMemoryHoldStore Store { get; } = new();

    public ChatContext Context { get; } = new();

    public RecordingEnforcer Enforcer { get; } = new();

    public OutboxSignal Outbox { get; } = new();

    public PolicyBook Policies { get; }

    public Shields Shields { get; }

    public SurgeWatch Surges { get; }

    public ReviewDesk Desk { get; }

    public Pipeline Pipeline { get; }

    /// <summary>Says something now, and waits for its end state.</summary>
    public Task<MessageOutcome> SayAsync(string text, string id = "1", string? message = null, Badges badges = Badges.None) =>
        Pipeline.HandleAsync(Some.Message(text, Some.Chatter($"chatter{id}", badges, id), id: message) with { SentAt = Time.GetUtcNow() }, default);

    /// <summary>An ordinary while in which the channel's regulars, "r0" to "r19", are heard.</summary>
    public async Task ChatAsync()
    {
        for (var i = 0; i < 200; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(2));
            await SayAsync("good evening", $"r{i % 20}");
        }
    }

    public Task RunOutboxAsync() => new EffectRunner(Store, Enforcer, new OwnActs(Time), metrics, Time, NullLogger<EffectRunner>.Instance).RunAsync(Some.Broadcaster, default);

    public async Task<Hold> FindAsync(Hold hold) => (await Store.FindAsync(hold.Broadcaster, hold.Id, default))!;

    public Task<ReviewResult> ResolveAsync(Hold hold, Ruling ruling) =>
        Desk.ResolveAsync(Some.Chatter("quietlantern", Badges.Moderator, "810000003"), hold.Broadcaster, hold.Id, ruling, expectedVersion: null, default);

    public async ValueTask DisposeAsync()
    {
        await batcher.DisposeAsync();
        meters.Dispose();
    }
}
