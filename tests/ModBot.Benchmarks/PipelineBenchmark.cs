using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Classification.Batching;
using ModBot.Context;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Raids;
using ModBot.Shield;
using ModBot.Splits;
using ModBot.Testing;

namespace ModBot.Benchmarks;

/// <summary>What does the pipeline itself cost a harmless message, the model apart? A text seen before skips the model, a new one goes through the batcher.</summary>
[MemoryDiagnoser]
public class PipelineBenchmark
{
    private readonly TestMeters meters = new();
    private Batcher? batcher;
    private Pipeline? pipeline;
    private ChatMessage[] copypasta = [];
    private ChatMessage[] messages = [];
    private int next;

    [GlobalSetup]
    public void Setup()
    {
        var model = new SilentModel();
        var options = Options.Create(new BatcherOptions());
        var metrics = new ClassifierMetrics(meters);
        batcher = new Batcher(model, options, metrics, TimeProvider.System, NullLogger<Batcher>.Instance);
        var store = new InMemoryHoldStore();
        var holdMetrics = new HoldMetrics(meters);
        var context = new ChatContext();
        var holds = new HoldQueue(store, new OutboxSignal(), holdMetrics, context, new SenderNotices(), TimeProvider.System, NullLogger<HoldQueue>.Instance);
        var classifier = new BatchedClassifier(model, batcher, options, metrics);
        var policies = SomePolicy.Book(new ModerationConfig());
        var surges = new SurgeWatch(new Shields(policies, new ShieldMetrics(meters), NullLogger<Shields>.Instance));
        pipeline = new Pipeline(policies, new KnownChatters(), HouseRules.Create(), classifier, new SplitJudge(new LineJoiner(), classifier), new RaidWatch(), new FakeExplainer().Timed(meters), surges, holds, new RaidCards(store, holds, new OutboxSignal(), holdMetrics, TimeProvider.System), context, new PipelineMetrics(meters), TimeProvider.System);
        copypasta = [.. Enumerable.Range(0, 65_536).Select(i => Some.Message("the same words from many people", Some.Chatter(id: $"{i}")))];
        messages = [.. Enumerable.Range(0, 65_536).Select(i => Some.Message($"message number {i} of a lively evening", Some.Chatter(id: $"{i}")))];
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await batcher!.DisposeAsync();
        meters.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task<MessageOutcome> SeenBefore() => pipeline!.HandleAsync(copypasta[next++ & 0xFFFF], CancellationToken.None);

    [Benchmark]
    public Task<MessageOutcome> New() => pipeline!.HandleAsync(messages[next++ & 0xFFFF], CancellationToken.None);

    /// <summary>Scores everything zero, at once.</summary>
    private sealed class SilentModel : IModel, ITokenizer
    {
        private static readonly TokenizedText Empty = new([], 1);

        public TokenizedText Tokenize(Normalization.NormalizedText text) => Empty;

        public void Score(ReadOnlySpan<TokenizedText> batch, Span<CategoryScores> scores) => scores[..batch.Length].Clear();
    }
}
