using ModBot.Classification;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Feedback;

/// <summary>Counts scored chat in memory until it is written away: numbers by channel, time, category and level, never texts or people. Thread-safe.</summary>
public sealed class ChatTally(LevelThresholds thresholds, TimeProvider time)
{
    private readonly Lock gate = new();
    private Dictionary<(BroadcasterId Broadcaster, DateOnly Day), Dictionary<string, long>> counts = [];

    /// <summary>Counts a message: when it came, and where it has scores, what they would mean.</summary>
    public void Count(BroadcasterId broadcaster, Decision decision)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            var counted = Of(broadcaster, now);
            ChatClock.AddMessage(counted, now);
            if (decision.Scores is { } scores) ChatCounts.Add(counted, scores, thresholds);
        }
    }

    /// <summary>Notes when a stream begins or ends; other news is not for counting.</summary>
    public void Note(ChatEvent.ChannelNews news)
    {
        if (news.Kind is not (ChannelNewsKind.StreamOnline or ChannelNewsKind.StreamOffline)) return;
        var now = time.GetUtcNow();
        lock (gate) ChatClock.AddMark(Of(news.Broadcaster, now), now, news.Kind == ChannelNewsKind.StreamOnline);
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

    private Dictionary<string, long> Of(BroadcasterId broadcaster, DateTimeOffset now) => Of(broadcaster, DateOnly.FromDateTime(now.UtcDateTime));

    private Dictionary<string, long> Of(BroadcasterId broadcaster, DateOnly day)
    {
        if (!counts.TryGetValue((broadcaster, day), out var counted)) counts[(broadcaster, day)] = counted = [];
        return counted;
    }
}
