using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModBot.Classification;
using ModBot.Classification.Batching;
using ModBot.Normalization;
using ModBot.Testing;

namespace ModBot.Core.Tests.Classification;

public sealed class BatchedClassifierTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeModel model = new();
    private readonly MetricRecorder meters = new();
    private Batcher? batcher;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        model.Gate.Set();
        if (batcher is not null) await batcher.DisposeAsync();
        meters.Dispose();
    }

    [Fact]
    public async Task ClassifyAsync_OneMessage_ReturnsItsScores()
    {
        model.Score("hello", Category.Bullying, 0.8f);

        var assessment = await Classifier().ClassifyAsync(Text("hello"), default).WaitAsync(Guard);

        Assert.Equal(ScoreStatus.Scored, assessment.Status);
        Assert.Equal(0.8f, assessment.Scores[Category.Bullying]);
    }

    [Fact]
    public async Task ClassifyAsync_ArrivalsWhileTheModelIsBusy_FormTheNextBatch()
    {
        var classifier = Classifier();
        model.Gate.Reset();
        var first = classifier.ClassifyAsync(Text("first"), default);
        await Until(() => model.Batches.Count == 1);
        var others = Enumerable.Range(0, 20).Select(i => classifier.ClassifyAsync(Text($"other{i}"), default)).ToArray();

        model.Gate.Set();
        await Task.WhenAll([first, .. others]).WaitAsync(Guard);

        Assert.Equal([1, 20], model.Batches);
    }

    [Fact]
    public async Task ClassifyAsync_QueueFull_ShedsAtOnce()
    {
        var classifier = Classifier(options => options.MaxQueuedMessages = 2);
        model.Gate.Reset();
        var running = classifier.ClassifyAsync(Text("running"), default);
        await Until(() => model.Batches.Count == 1);
        var queued = new[] { classifier.ClassifyAsync(Text("a"), default), classifier.ClassifyAsync(Text("b"), default) };

        var shed = classifier.ClassifyAsync(Text("c"), default);

        Assert.True(shed.IsCompleted);
        Assert.Equal(ScoreStatus.Shed, (await shed).Status);
        Assert.Equal(1, meters.Sum("modbot.classifier.shed"));
        model.Gate.Set();
        Assert.All(await Task.WhenAll([running, .. queued]).WaitAsync(Guard), assessment => Assert.Equal(ScoreStatus.Scored, assessment.Status));
    }

    [Fact]
    public async Task ClassifyAsync_SameFoldedTextAgain_IsScoredOnce()
    {
        var classifier = Classifier();

        foreach (var _ in Enumerable.Range(0, 50)) await classifier.ClassifyAsync(Text("raid raid raid"), default).WaitAsync(Guard);

        Assert.Equal([1], model.Batches);
    }

    [Fact]
    public async Task ClassifyAsync_SameFoldedTextWhileItIsScored_IsScoredOnce()
    {
        var classifier = Classifier();
        model.Gate.Reset();
        var first = classifier.ClassifyAsync(Text("raid"), default);
        await Until(() => model.Batches.Count == 1);

        var others = new Task[50];
        Parallel.For(0, others.Length, i => others[i] = classifier.ClassifyAsync(Text("RAID"), default));
        model.Gate.Set();
        await Task.WhenAll([first, .. others]).WaitAsync(Guard);

        Assert.Equal([1], model.Batches);
    }

    [Fact]
    public async Task ClassifyAsync_SameNewTextFromManyThreads_IsScoredOnce()
    {
        var classifier = Classifier();

        for (var round = 0; round < 100; round++)
        {
            var text = Text($"round {round}");
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => classifier.ClassifyAsync(text, default)))).WaitAsync(Guard);
        }

        Assert.Equal(100, model.Batches.Sum());
    }

    [Fact]
    public async Task ClassifyAsync_ShedText_IsScoredWhenItComesAgain()
    {
        var classifier = Classifier(options => options.MaxQueuedMessages = 1);
        model.Gate.Reset();
        var running = classifier.ClassifyAsync(Text("running"), default);
        await Until(() => model.Batches.Count == 1);
        var queued = classifier.ClassifyAsync(Text("queued"), default);
        Assert.Equal(ScoreStatus.Shed, (await classifier.ClassifyAsync(Text("again"), default)).Status);
        model.Gate.Set();
        await Task.WhenAll(running, queued).WaitAsync(Guard);

        var again = await classifier.ClassifyAsync(Text("again"), default).WaitAsync(Guard);

        Assert.Equal(ScoreStatus.Scored, again.Status);
    }

    [Fact]
    public async Task ClassifyAsync_CallerGivesUp_TheOthersGetTheScore()
    {
        var classifier = Classifier();
        model.Gate.Reset();
        using var givingUp = new CancellationTokenSource();
        var first = classifier.ClassifyAsync(Text("hello"), givingUp.Token);
        var second = classifier.ClassifyAsync(Text("hello"), default);

        await givingUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        model.Gate.Set();

        Assert.Equal(ScoreStatus.Scored, (await second.WaitAsync(Guard)).Status);
    }

    [Fact]
    public async Task ClassifyAsync_TwoModelThreads_ScoreBatchesSideBySide()
    {
        var classifier = Classifier(options => options.ModelThreads = 2);
        model.Gate.Reset();
        var first = classifier.ClassifyAsync(Text("first"), default);
        await Until(() => model.Batches.Count == 1);
        var second = classifier.ClassifyAsync(Text("second"), default);

        await Until(() => model.Batches.Count == 2);
        model.Gate.Set();
        await Task.WhenAll(first, second).WaitAsync(Guard);

        Assert.Equal([1, 1], model.Batches);
    }

    [Fact]
    public async Task ClassifyAsync_AnyEnding_GivesTheTextBackToItsTokenizerOnce()
    {
        var classifier = Classifier(options => options.MaxQueuedMessages = 1);
        model.Gate.Reset();
        var running = classifier.ClassifyAsync(Text("running"), default);
        await Until(() => model.Batches.Count == 1);
        var queued = classifier.ClassifyAsync(Text("queued"), default);
        await classifier.ClassifyAsync(Text("shed"), default).WaitAsync(Guard);
        model.Gate.Set();
        await Task.WhenAll(running, queued).WaitAsync(Guard);
        model.Failure = new InvalidOperationException("broken");

        await classifier.ClassifyAsync(Text("failed"), default).WaitAsync(Guard);

        Assert.Equal(4, model.Returned.Count);
        Assert.Distinct(model.Returned.Select(text => text.Features[0]));
    }

    [Fact]
    public async Task ClassifyAsync_BatchFails_OnlyItsMessagesAreUnavailableAndTheNextIsScored()
    {
        var classifier = Classifier();
        model.Failure = new InvalidOperationException("broken");
        var failed = await classifier.ClassifyAsync(Text("x"), default).WaitAsync(Guard);
        Assert.Equal(ScoreStatus.Unavailable, failed.Status);
        Assert.False(batcher!.IsHealthy);

        model.Failure = null;
        var scored = await classifier.ClassifyAsync(Text("x"), default).WaitAsync(Guard);

        Assert.Equal(ScoreStatus.Scored, scored.Status);
        Assert.True(batcher.IsHealthy);
    }

    [Fact]
    public async Task ClassifyAsync_MaxWait_CountsFromTheOldestMessage()
    {
        var time = new ManualTimeProvider();
        var classifier = Classifier(options => options.MaxWait = TimeSpan.FromMilliseconds(50), time);
        var first = classifier.ClassifyAsync(Text("first"), default);
        await Until(() => time.Timers == 1);
        time.Advance(TimeSpan.FromMilliseconds(30));
        var second = classifier.ClassifyAsync(Text("second"), default);
        await Until(() => time.Timers == 1 && !second.IsCompleted);

        await Until(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            return first.IsCompleted && second.IsCompleted;
        });

        Assert.Equal([2], model.Batches);
    }

    [Fact]
    public async Task DisposeAsync_MessagesQueued_FinishesThem()
    {
        var classifier = Classifier();
        model.Gate.Reset();
        var waiting = Enumerable.Range(0, 10).Select(i => classifier.ClassifyAsync(Text($"m{i}"), default)).ToArray();

        var disposing = batcher!.DisposeAsync().AsTask();
        model.Gate.Set();
        await disposing.WaitAsync(Guard);

        Assert.All(await Task.WhenAll(waiting).WaitAsync(Guard), assessment => Assert.Equal(ScoreStatus.Scored, assessment.Status));
    }

    private static NormalizedText Text(string text) => TextNormalizer.Normalize(text);

    private static async Task Until(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(Guard);
        while (!condition())
        {
            await Task.Delay(1, guard.Token);
        }
    }

    private BatchedClassifier Classifier(Action<BatcherOptions>? change = null, TimeProvider? time = null)
    {
        // One thread: with two, which of them takes how many is chance.
        var options = new BatcherOptions { ModelThreads = 1 };
        change?.Invoke(options);
        var metrics = new ClassifierMetrics(meters);
        batcher = new Batcher(model, Options.Create(options), metrics, time ?? TimeProvider.System, NullLogger<Batcher>.Instance);
        return new BatchedClassifier(model, batcher, Options.Create(options), metrics);
    }
}
