using ModBot.Classification;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Feedback;

/// <summary>Counts scored chat in memory until it is written away: numbers by channel, day, category and level, never texts or people. Thread-safe.</summary>
public sealed class ChatTally(LevelThresholds thresholds, TimeProvider time)
{
    private readonly Lock gate = new();
    private Dictionary<(BroadcasterId Broadcaster, DateOnly Day), Dictionary<string, long>> counts = [];

    /// <summary>Counts a message that has scores.</summary>
    public void Count(BroadcasterId broadcaster, Decision decision)
    {
        if (decision.Scores is not { } scores) return;
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        lock (gate) ChatCounts.Add(Of(broadcaster, day), scores, thresholds);
    }

    /// <summary>Writes everything counted so far; what cannot be written stays and is written the next time.</summary>
    /// <exception cref="Holds.HoldStoreUnavailableException">Nothing is lost.</exception>
    public async Task FlushAsync(IChatCountStore store, CancellationToken cancellationToken)
    {
        Dictionary<(BroadcasterId Broadcaster, DateOnly Day), Dictionary<string, long>> taken;
        lock (gate) (taken, counts) = (counts, []);
        try
        {
            foreach (var (key, counted) in taken.ToArray())
            {
                await store.AddAsync(key.Broadcaster, key.Day, counted, cancellationToken);
                taken.Remove(key);
            }
        }
        finally
        {
            PutBack(taken);
        }
    }

    private void PutBack(Dictionary<(BroadcasterId Broadcaster, DateOnly Day), Dictionary<string, long>> unwritten)
    {
        lock (gate)
        {
            foreach (var (key, counted) in unwritten)
            {
                var now = Of(key.Broadcaster, key.Day);
                foreach (var (name, count) in counted) now[name] = now.GetValueOrDefault(name) + count;
            }
        }
    }

    private Dictionary<string, long> Of(BroadcasterId broadcaster, DateOnly day)
    {
        if (!counts.TryGetValue((broadcaster, day), out var counted)) counts[(broadcaster, day)] = counted = [];
        return counted;
    }
}
