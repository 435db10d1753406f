using Microsoft.Extensions.Logging;
using ModBot.Normalization;

namespace ModBot.Classification;

/// <summary>
/// Explains within a time limit, one text at a time and off the caller's thread, and the same text once: a raid repeats itself. What fails, comes too late or finds too many waiting
/// is simply not explained. Thread-safe; disposing waits for the explanation at work.
/// </summary>
public sealed partial class TimedExplainer(IExplainer explainer, ExplainerMetrics metrics, TimeProvider time, ILogger<TimedExplainer> logger) : IAsyncDisposable
{
    /// <summary>How long a hold waits for its explanation. Most take a few milliseconds; a delete should reach Twitch well within two seconds of the message.</summary>
    public static TimeSpan MaxWait { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Texts that may wait for their turn. More would come too late anyhow.</summary>
    private const int MaxWaiting = 8;

    private const int Remembered = 256;

    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock gate = new();
    private readonly Dictionary<(string Text, Category Category), Task<Explanation?>> memory = [];
    private readonly Queue<(string Text, Category Category)> order = [];
    private int waiting;

    /// <summary>The words that drove the score of this text, or null where they cannot be had in time.</summary>
    public async Task<Explanation?> ExplainAsync(NormalizedText text, Category category, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var explanation = await FindOrStart(text, category).WaitAsync(MaxWait, time, cancellationToken);
            if (explanation is not null) metrics.Explained(time.GetElapsedTime(started));
            return explanation;
        }
        catch (TimeoutException)
        {
            metrics.Missing("late");
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync();
        turn.Dispose();
    }

    /// <summary>Remembered by the text as it was sent: the same folded text may have its words in other places.</summary>
    private Task<Explanation?> FindOrStart(NormalizedText text, Category category)
    {
        var key = (text.Original, category);
        lock (gate)
        {
            if (memory.TryGetValue(key, out var known)) return known;
            if (waiting >= MaxWaiting)
            {
                metrics.Missing("busy");
                return Task.FromResult<Explanation?>(null);
            }
            waiting++;
            if (order.Count >= Remembered) memory.Remove(order.Dequeue());
            order.Enqueue(key);
            return memory[key] = RunAsync(text, category);
        }
    }

    private async Task<Explanation?> RunAsync(NormalizedText text, Category category)
    {
        await turn.WaitAsync();
        try
        {
            return await Task.Run(() => explainer.Explain(text, category));
        }
        catch (Exception e)
        {
            // A hold without its words is still a hold.
            metrics.Missing("failed");
            LogFailed(e);
            return null;
        }
        finally
        {
            lock (gate) waiting--;
            turn.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "A held message could not be explained; it is held without its words")]
    private partial void LogFailed(Exception exception);
}
