using ModBot.Messages;

namespace ModBot.Feedback;

/// <summary>
/// Keeps how much chat there was, as named counts by channel and day: no texts, no people. Thread-safe. A store that cannot be reached throws
/// <see cref="Holds.HoldStoreUnavailableException"/>.
/// </summary>
public interface IChatCountStore
{
    /// <summary>How long a day's counts are kept.</summary>
    static TimeSpan KeepFor => TimeSpan.FromDays(400);

    /// <summary>Adds to a day's counts.</summary>
    Task AddAsync(BroadcasterId broadcaster, DateOnly day, IReadOnlyDictionary<string, long> counts, CancellationToken cancellationToken);

    /// <summary>The sums of the days from one to another, both included.</summary>
    Task<IReadOnlyDictionary<string, long>> ReadAsync(BroadcasterId broadcaster, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
