namespace ModBot.Sandbox.Helix;

/// <summary>A bucket of points that refills steadily over a minute. Thread-safe.</summary>
internal sealed class TokenBucket(int capacity, TimeProvider time)
{
    private readonly Lock gate = new();
    private double points = capacity;
    private DateTimeOffset filledAt = time.GetUtcNow();

    public int Capacity => capacity;

    /// <summary>Takes a point if there is one; says what is left, and when the bucket is full again.</summary>
    public bool TryTake(out int left, out DateTimeOffset fullAt)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            points = Math.Min(capacity, points + ((now - filledAt).TotalMinutes * capacity));
            filledAt = now;
            var taken = points >= 1;
            if (taken)
                points--;
            left = (int)points;
            fullAt = now + TimeSpan.FromMinutes((capacity - points) / capacity);
            return taken;
        }
    }

    public void Drain()
    {
        lock (gate)
        {
            points = 0;
            filledAt = time.GetUtcNow();
        }
    }
}
