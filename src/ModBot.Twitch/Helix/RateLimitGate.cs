namespace ModBot.Twitch.Helix;

/// <summary>Keeps one bucket from running dry: it knows what the last reply said and slows down when nothing is left.</summary>
internal sealed class RateLimitGate(TimeProvider clock)
{
    private readonly Lock gate = new();
    private int remaining = int.MaxValue;
    private DateTimeOffset free = DateTimeOffset.MinValue;
    private DateTimeOffset full = DateTimeOffset.MaxValue;
    private TimeSpan perPoint;

    /// <summary>Passes at once while points are left; otherwise one caller per refilled point, in the order they came.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (now >= full) remaining = int.MaxValue;
            if (remaining > 0)
            {
                if (remaining != int.MaxValue) remaining--;
                return Task.CompletedTask;
            }
            free = (free > now ? free : now) + perPoint;
            wait = free - now;
        }
        return Task.Delay(wait, clock, cancellationToken);
    }

    public void Observe(HelixReply reply)
    {
        if (reply is not { Remaining: { } left, Limit: > 0 and { } limit, ResetIn: { } reset }) return;
        lock (gate)
        {
            remaining = left;
            full = clock.GetUtcNow() + reset;
            // The bucket is full after `reset`, so this is how long one point takes.
            perPoint = reset > TimeSpan.Zero ? reset / Math.Max(1, limit - left) : TimeSpan.Zero;
        }
    }
}
