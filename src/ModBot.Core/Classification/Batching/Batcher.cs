using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ModBot.Classification.Batching;

/// <summary>
/// Feeds the model with batches from its own threads. It has no timer: while the model is busy, arrivals pile up, and that is the next batch. A full queue sheds
/// at once; a batch that fails, fails only its own messages.
/// </summary>
public sealed partial class Batcher : IAsyncDisposable
{
    private readonly IModel model;
    private readonly BatcherOptions options;
    private readonly ClassifierMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<Batcher> logger;
    private readonly Channel<PendingScore> queue;
    private readonly Lock turn = new();
    private readonly Task threads;
    private volatile bool isHealthy = true;

    public Batcher(IModel model, IOptions<BatcherOptions> options, ClassifierMetrics metrics, TimeProvider time, ILogger<Batcher> logger)
    {
        (this.model, this.options, this.metrics, this.time, this.logger) = (model, options.Value, metrics, time, logger);
        queue = Channel.CreateBounded<PendingScore>(new BoundedChannelOptions(this.options.MaxQueuedMessages) { SingleReader = true });
        threads = Task.WhenAll(Enumerable.Range(0, this.options.ModelThreads).Select(_ => Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    /// <summary>Whether the last batch went through.</summary>
    public bool IsHealthy => isHealthy;

    /// <summary>A message that is not queued yet; its task can be handed out.</summary>
    internal PendingScore Prepare(TokenizedText text, ITokenizer tokenizer) => new(text, tokenizer, time.GetTimestamp());

    /// <summary>Queues a message for the next batch. Thread-safe; never waits for room: without any, the message is shed at once.</summary>
    internal void Queue(PendingScore pending)
    {
        if (queue.Writer.TryWrite(pending)) return;
        metrics.Shed();
        pending.Complete(Assessment.Shed);
    }

    /// <summary>Lets queued messages finish, then ends the threads.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await threads;
    }

    private void Run()
    {
        var batch = new List<PendingScore>(options.MaxBatchRows);
        var rows = new TokenizedText[options.MaxBatchRows];
        var scores = new CategoryScores[options.MaxBatchRows];
        while (TakeBatch(batch))
        {
            for (var i = 0; i < batch.Count; i++) rows[i] = batch[i].Text;
            ScoreBatch(batch, rows.AsSpan(0, batch.Count), scores.AsSpan(0, batch.Count));
            batch.Clear();
        }
    }

    /// <summary>One thread at a time waits and fills, so the queue has one reader; the next takes its turn while this one's batch is scored.</summary>
    private bool TakeBatch(List<PendingScore> batch)
    {
        lock (turn)
        {
            if (!WaitForMessage(CancellationToken.None)) return false;
            Fill(batch);
            return true;
        }
    }

    private void Fill(List<PendingScore> batch)
    {
        var plan = new BatchPlan(options.MaxBatchTokens, options.MaxBatchRows);
        while (TryTakeNext(ref plan, batch) || (batch.Count > 0 && options.MaxWait > TimeSpan.Zero && WaitForMore(batch[0])))
        {
        }
        metrics.Batch(plan, queue.Reader.Count);
    }

    private bool TryTakeNext(ref BatchPlan plan, List<PendingScore> batch)
    {
        if (!queue.Reader.TryPeek(out var next) || !plan.TryAdd(next.Text.Length)) return false;
        queue.Reader.TryRead(out _);
        batch.Add(next);
        return true;
    }

    /// <summary>True when a message that may still fit has come before the oldest one's wait is over.</summary>
    private bool WaitForMore(PendingScore oldest)
    {
        var left = options.MaxWait - time.GetElapsedTime(oldest.QueuedAt);
        if (left <= TimeSpan.Zero || queue.Reader.TryPeek(out _)) return false;
        using var deadline = new CancellationTokenSource(left, time);
        try
        {
            return WaitForMessage(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Blocks on purpose: this thread has nothing else to do.</summary>
    private bool WaitForMessage(CancellationToken cancellationToken)
    {
        var wait = queue.Reader.WaitToReadAsync(cancellationToken);
        return wait.IsCompleted ? wait.Result : wait.AsTask().GetAwaiter().GetResult();
    }

    private void ScoreBatch(List<PendingScore> batch, ReadOnlySpan<TokenizedText> rows, Span<CategoryScores> scores)
    {
        var started = time.GetTimestamp();
        try
        {
            model.Score(rows, scores);
            isHealthy = true;
        }
        catch (Exception e)
        {
            // A failing model fails its batch and marks health; the loop lives.
            isHealthy = false;
            LogBatchFailed(batch.Count, e);
            foreach (var pending in batch) pending.Complete(Assessment.Unavailable);
            return;
        }
        metrics.Inference(time.GetElapsedTime(started));
        for (var i = 0; i < batch.Count; i++) batch[i].Complete(new Assessment(ScoreStatus.Scored, scores[i]));
    }

    [LoggerMessage(LogLevel.Error, "The model failed on a batch of {Rows} messages; rules judge them alone")]
    private partial void LogBatchFailed(int rows, Exception exception);
}
