namespace ModBot.Twitch;

/// <summary>Keeps the bot within the 20 chats that an account may join in 10 s, by subscription or over IRC. Thread-safe.</summary>
internal sealed class JoinLimit(TimeProvider clock)
{
    private const int Most = 20;

    // A little longer than Twitch says: two joins can come closer to each other on their way.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10.5);

    private readonly Lock gate = new();
    private readonly SlidingWindow joins = new(Most);

    /// <summary>Whether one more chat may be joined now; when it may, it is counted.</summary>
    public bool TryJoin() => WaitOrJoin() == TimeSpan.Zero;

    /// <summary>Waits until one more chat may be joined.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (WaitOrJoin() is { Ticks: > 0 } wait) await Task.Delay(wait, clock, cancellationToken);
    }

    private TimeSpan WaitOrJoin()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var wait = joins.WaitFor(Most, Window, now);
            if (wait == TimeSpan.Zero) joins.Add(now);
            return wait;
        }
    }
}
