using System.Net;

namespace ModBot.Twitch.Helix;

/// <summary>
/// Keeps one bucket of points from running dry: it knows what the last reply said, keeps the last points for calls that stop harm, and lets calls that wait go by priority and
/// then in the order in which they came. Thread-safe.
/// </summary>
internal sealed class RateLimitGate(TimeProvider clock) : IDisposable
{
    /// <summary>No reset is further away; a reply that says so is wrong.</summary>
    public static readonly TimeSpan LongestReset = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly PriorityQueue<TaskCompletionSource, (HelixPriority Priority, long Order)> waiting = new();
    private double points = double.PositiveInfinity;
    private double limit;
    private TimeSpan perPoint = TimeSpan.MaxValue;
    private DateTimeOffset counted;
    private DateTimeOffset full = DateTimeOffset.MaxValue;
    private long calls;
    private ITimer? timer;

    /// <summary>Passes at once while there are points for this priority; otherwise when there are.</summary>
    public async Task WaitAsync(HelixPriority priority, CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            Refill();
            if (points >= Needed(priority))
            {
                points--;
                return;
            }
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn, (priority, calls++));
            Release();
        }
        // A call that gives up must not take a point when its turn comes.
        await using var _ = cancellationToken.UnsafeRegister(static (turn, token) => ((TaskCompletionSource)turn!).TrySetCanceled(token), turn);
        await turn.Task;
    }

    public void Observe(HelixReply reply)
    {
        if (reply is not { Remaining: { } left, Limit: > 0 and { } size, ResetIn: { } reset }) return;
        reset = reset < LongestReset ? reset : LongestReset;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            (points, limit, counted, full) = (left, size, now, now + reset);
            // The bucket is full after `reset`, so this is how long one point takes.
            perPoint = reset > TimeSpan.Zero ? reset / Math.Max(1, size - left) : LongestReset / size;
            // After a refusal Twitch wants no call before the reset, though the bucket fills all the while.
            if (reply.Status == HttpStatusCode.TooManyRequests && left == 0) counted = full;
            Release();
        }
    }

    public void Dispose()
    {
        lock (gate) timer?.Dispose();
    }

    /// <summary>What must be there for a call to go. The last twentieth is for what stops harm, the twentieth before it not for what can wait.</summary>
    private double Needed(HelixPriority priority) => 1 + (limit * (int)priority / 20);

    private void Refill()
    {
        var now = clock.GetUtcNow();
        if (now >= full)
        {
            (points, full) = (limit, DateTimeOffset.MaxValue);
        }
        else if (now > counted && limit > 0)
        {
            points = Math.Min(limit, points + ((now - counted) / perPoint));
        }
        if (now > counted) counted = now;
    }

    /// <summary>Lets go whoever may, and comes back when the next one may.</summary>
    private void Release()
    {
        Refill();
        timer?.Dispose();
        timer = null;
        while (waiting.TryPeek(out var turn, out var key))
        {
            if (!turn.Task.IsCompleted && points < Needed(key.Priority))
            {
                var wait = ((Needed(key.Priority) - points) * perPoint) + (counted > clock.GetUtcNow() ? counted - clock.GetUtcNow() : TimeSpan.Zero);
                var untilFull = full - clock.GetUtcNow();
                if (wait > untilFull) wait = untilFull;
                timer = clock.CreateTimer(_ => Wake(), null, wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }
            waiting.Dequeue();
            if (turn.TrySetResult()) points--;
        }
    }

    private void Wake()
    {
        lock (gate) Release();
    }
}
