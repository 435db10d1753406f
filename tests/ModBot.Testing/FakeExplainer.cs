using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using ModBot.Classification;
using ModBot.Normalization;

namespace ModBot.Testing;

/// <summary>Explains every text by its first word, as fast as a test wants.</summary>
public sealed class FakeExplainer : IExplainer
{
    private readonly ConcurrentQueue<string> explained = [];

    /// <summary>While unset, explaining waits.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>When set, every explanation fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The texts that were taken up, in order.</summary>
    public IReadOnlyList<string> Explained => [.. explained];

    /// <summary>Completes when the first text is taken up.</summary>
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Explanation Explain(NormalizedText text, Category category)
    {
        explained.Enqueue(text.Original);
        Started.TrySetResult();
        Gate.Wait(TimeSpan.FromSeconds(30));
        if (Failure is not null) throw Failure;
        return new Explanation(category, 0.9f, [new WordWeight(0, text.Original.Split(' ')[0].Length, 1)]);
    }

    /// <summary>This explainer, as the pipeline asks it.</summary>
    public TimedExplainer Timed(IMeterFactory meters, TimeProvider? time = null) =>
        new(this, new ExplainerMetrics(meters), time ?? TimeProvider.System, NullLogger<TimedExplainer>.Instance);
}
