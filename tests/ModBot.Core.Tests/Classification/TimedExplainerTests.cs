using ModBot.Classification;
using ModBot.Normalization;
using ModBot.Testing;

namespace ModBot.Core.Tests.Classification;

public sealed class TimedExplainerTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeExplainer slow = new();
    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly MetricRecorder meters = new();

    public void Dispose() => meters.Dispose();

    [Fact]
    public async Task ExplainAsync_InTime_GivesTheWords()
    {
        await using var explainer = slow.Timed(meters, time);

        var explanation = await ExplainAsync(explainer, "rude words");

        Assert.Equal((Category.Bullying, new WordWeight(0, 4, 1)), (explanation!.Category, explanation.Words[0]));
    }

    [Fact]
    public async Task ExplainAsync_TooSlow_GivesUpAtTheLimitAndHasItTheNextTime()
    {
        slow.Gate.Reset();
        await using var explainer = slow.Timed(meters, time);
        var waiting = ExplainAsync(explainer, "rude words");

        time.Advance(TimedExplainer.MaxWait);

        Assert.Null(await waiting.WaitAsync(Guard));
        Assert.Equal(1, meters.Sum("modbot.explainer.missing", "reason=late"));
        slow.Gate.Set();
        Assert.NotNull(await ExplainAsync(explainer, "rude words"));
        Assert.Single(slow.Explained);
    }

    [Fact]
    public async Task ExplainAsync_Failing_IsNoExplanation()
    {
        slow.Failure = new InvalidOperationException("broken");
        await using var explainer = slow.Timed(meters, time);

        Assert.Null(await ExplainAsync(explainer, "rude words"));
        Assert.Equal(1, meters.Sum("modbot.explainer.missing", "reason=failed"));
        slow.Failure = null;
        Assert.NotNull(await ExplainAsync(explainer, "other words"));
    }

    [Fact]
    public async Task ExplainAsync_SameTextFromMany_IsExplainedOnce()
    {
        slow.Gate.Reset();
        await using var explainer = slow.Timed(meters, time);
        var waiting = Enumerable.Range(0, 100).Select(_ => ExplainAsync(explainer, "rude words")).ToArray();

        slow.Gate.Set();

        Assert.All(await Task.WhenAll(waiting).WaitAsync(Guard), Assert.NotNull);
        Assert.Single(slow.Explained);
    }

    /// <summary>The same folded text may stand elsewhere in what was sent.</summary>
    [Fact]
    public async Task ExplainAsync_OtherSpellingOfTheSameText_IsExplainedForItself()
    {
        await using var explainer = slow.Timed(meters, time);

        await ExplainAsync(explainer, "rude words");
        var other = await ExplainAsync(explainer, "r\u200Bude words");

        Assert.Equal(5, other!.Words[0].Length);
    }

    [Fact]
    public async Task ExplainAsync_TooManyWaiting_GivesUpAtOnce()
    {
        slow.Gate.Reset();
        await using var explainer = slow.Timed(meters, time);
        var waiting = Enumerable.Range(0, 20).Select(i => ExplainAsync(explainer, $"rude words {i}")).ToArray();

        Assert.Equal(12, waiting.Count(task => task.IsCompletedSuccessfully && task.Result is null));
        slow.Gate.Set();
        Assert.Equal(8, (await Task.WhenAll(waiting).WaitAsync(Guard)).Count(explanation => explanation is not null));
    }

    [Fact]
    public async Task DisposeAsync_WhileExplaining_WaitsForIt()
    {
        slow.Gate.Reset();
        var explainer = slow.Timed(meters, time);
        var waiting = ExplainAsync(explainer, "rude words");
        await slow.Started.Task.WaitAsync(Guard);

        var disposing = explainer.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        slow.Gate.Set();

        await disposing.WaitAsync(Guard);
        Assert.NotNull(await waiting.WaitAsync(Guard));
    }

    private static Task<Explanation?> ExplainAsync(TimedExplainer explainer, string text) =>
        explainer.ExplainAsync(TextNormalizer.Normalize(text), Category.Bullying, default);
}
