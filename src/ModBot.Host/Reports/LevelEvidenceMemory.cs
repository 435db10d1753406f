using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Tuning;

namespace ModBot.Host.Reports;

/// <summary>What levels are tried on.</summary>
/// <param name="Holds">The holds of the time, without their texts.</param>
/// <param name="Chat">Its chat.</param>
internal sealed record LevelEvidence(HoldEvidence Holds, ChatCounts Chat);

/// <summary>Reads evidence, and keeps it for a minute: a slider asks many times in a row, and a month of holds is much to read for each. Thread-safe.</summary>
internal sealed class LevelEvidenceMemory(IHoldStore store, IChatCountStore counts, LevelThresholds thresholds, TimeProvider time)
{
    private const int MaxKept = 32;

    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(BroadcasterId Broadcaster, int Days), (DateTimeOffset At, Task<LevelEvidence> Reading)> kept = [];

    /// <exception cref="HoldStoreUnavailableException">Nothing is kept of it: the next call tries again.</exception>
    public Task<LevelEvidence> ReadAsync(BroadcasterId broadcaster, int days, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            foreach (var (key, (at, reading)) in kept.ToArray())
            {
                if (now - at >= KeepFor || reading.IsFaulted) kept.Remove(key);
            }
            if (!kept.TryGetValue((broadcaster, days), out var known))
            {
                if (kept.Count >= MaxKept) kept.Clear();
                // It is for whoever else asks, too: that the first one leaves does not stop it.
                kept[(broadcaster, days)] = known = (now, Task.Run(() => ReadNowAsync(broadcaster, now - TimeSpan.FromDays(days), now), CancellationToken.None));
            }
            return known.Reading.WaitAsync(cancellationToken);
        }
    }

    private async Task<LevelEvidence> ReadNowAsync(BroadcasterId broadcaster, DateTimeOffset from, DateTimeOffset now)
    {
        var holds = await HoldEvidence.ReadAsync(store, broadcaster, from, thresholds, CancellationToken.None);
        var chat = await counts.ReadAsync(broadcaster, DateOnly.FromDateTime(from.UtcDateTime), DateOnly.FromDateTime(now.UtcDateTime), CancellationToken.None);
        return new LevelEvidence(holds, new ChatCounts(chat));
    }
}
