using ModBot.Messages;

namespace ModBot.Review;

/// <summary>
/// How many decisions each moderator made within the last minute, so that an account in the wrong hands cannot clear a channel's queue. Kept by this process, and empty after a restart.
/// Thread-safe.
/// </summary>
internal sealed class ActLimits
{
    private const int MaxModerators = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(BroadcasterId, ChatterId), List<DateTimeOffset>> acts = [];

    /// <summary>Takes a place in the window for an act that is about to be tried.</summary>
    /// <param name="broadcaster">The channel; each has limits of its own.</param>
    /// <param name="moderator">Who acts.</param>
    /// <param name="perMinute">How many places there are; null for as many as one likes.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null when there was a place; otherwise how long until there is one.</returns>
    public TimeSpan? TryTake(BroadcasterId broadcaster, ChatterId moderator, int? perMinute, DateTimeOffset now)
    {
        if (perMinute is not { } limit) return null;
        lock (gate)
        {
            if (!acts.TryGetValue((broadcaster, moderator), out var times))
            {
                if (acts.Count >= MaxModerators) Sweep(now);
                acts[(broadcaster, moderator)] = times = [];
            }
            times.RemoveAll(at => now - at >= Window);
            if (times.Count >= limit) return times[^limit] + Window - now;
            times.Add(now);
            return null;
        }
    }

    /// <summary>Gives the place back: nothing came of the act.</summary>
    public void GiveBack(BroadcasterId broadcaster, ChatterId moderator)
    {
        lock (gate)
        {
            if (acts.TryGetValue((broadcaster, moderator), out var times) && times.Count > 0) times.RemoveAt(times.Count - 1);
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (who, times) in acts)
        {
            if (times.TrueForAll(at => now - at >= Window)) acts.Remove(who);
        }
    }
}
