namespace ModBot.Rules;

/// <summary>When something happened of late: up to 100 times.</summary>
internal sealed class RecentTimes
{
    private const int Most = 100;

    private readonly Queue<DateTimeOffset> times = [];

    /// <summary>How often it happened within the window, now included. What is far ahead of now is forgotten like what is far behind: a replay may start again.</summary>
    public int Add(DateTimeOffset at, TimeSpan window)
    {
        while (times.TryPeek(out var oldest) && (at - oldest).Duration() > window) times.Dequeue();
        if (times.Count == Most) times.Dequeue();
        times.Enqueue(at);
        return times.Count;
    }

    public void Clear() => times.Clear();
}
