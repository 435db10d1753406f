namespace ModBot.Twitch;

/// <summary>When the last acts were, to tell when the next may be: so many within so much time. Not thread-safe.</summary>
internal sealed class SlidingWindow(int capacity)
{
    private readonly Queue<DateTimeOffset> times = new(capacity);

    /// <summary>How long until one more act would be at most the <paramref name="most"/>th within <paramref name="span"/>. <paramref name="most"/> is not over the capacity.</summary>
    public TimeSpan WaitFor(int most, TimeSpan span, DateTimeOffset now)
    {
        if (times.Count < most) return TimeSpan.Zero;
        var wait = times.ElementAt(times.Count - most) + span - now;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    public void Add(DateTimeOffset now)
    {
        if (times.Count == capacity) times.Dequeue();
        times.Enqueue(now);
    }
}
