namespace ModBot.Twitch.Helix;

/// <summary>Keeps the bot within the 20 chats that an account may join in 10 s, by subscription or over IRC. Thread-safe.</summary>
internal sealed class JoinLimit(TimeProvider clock)
{
    private const int Most = 20;

    // A little longer than Twitch says: two joins can come closer to each other on their way.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10.5);

    private readonly Lock gate = new();
    private readonly SlidingWindow joins = new(Most);

    /// <summary>The next chat has to wait.</summary>
    public bool IsUsedUp
    {
        get
        {
            lock (gate) return joins.WaitFor(Most, Window, clock.GetUtcNow()) > TimeSpan.Zero;
        }
    }

    /// <summary>Waits until one more chat may be joined.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait;
            lock (gate)
            {
                var now = clock.GetUtcNow();
                wait = joins.WaitFor(Most, Window, now);
                if (wait == TimeSpan.Zero)
                {
                    joins.Add(now);
                    return;
                }
            }
            await Task.Delay(wait, clock, cancellationToken);
        }
    }
}
