using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Testing;

/// <summary>Counts of chat in memory. Thread-safe.</summary>
public sealed class InMemoryChatCountStore : IChatCountStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<(BroadcasterId, DateOnly, string), long> counts = [];

    /// <summary>When set, every call throws <see cref="HoldStoreUnavailableException"/>.</summary>
    public bool IsDown { get; set; }

    public Task AddAsync(BroadcasterId broadcaster, DateOnly day, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken)
    {
        if (IsDown) return Task.FromException(new HoldStoreUnavailableException("The in-memory counts were told to be down."));
        lock (gate)
        {
            foreach (var (name, count) in counts) this.counts[(broadcaster, day, name)] = this.counts.GetValueOrDefault((broadcaster, day, name)) + count;
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, long>> ReadAsync(BroadcasterId broadcaster, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyDictionary<string, long>>(counts
                .Where(count => count.Key.Item1 == broadcaster && count.Key.Item2 >= from && count.Key.Item2 <= to)
                .GroupBy(count => count.Key.Item3)
                .ToDictionary(group => group.Key, group => group.Sum(count => count.Value)));
        }
    }
}
