namespace ModBot.Twitch.Irc;

/// <summary>Twitch's limit on joins, over all connections of an account: 20 in 10 seconds. For one thread.</summary>
internal sealed class JoinPace(TimeProvider clock)
{
    private const int Most = 20;

    // Half a second more than Twitch says, because its clock starts when the join arrives.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10.5);

    private readonly Queue<long> recent = new();

    /// <summary>Whether one more may be sent now; when it may, it is counted.</summary>
    public bool TryJoin()
    {
        var now = clock.GetTimestamp();
        while (recent.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) >= Within) recent.Dequeue();
        if (recent.Count == Most) return false;
        recent.Enqueue(now);
        return true;
    }
}
