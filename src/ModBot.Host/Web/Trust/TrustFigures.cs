using System.Collections.Concurrent;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Host.Web.Trust;

/// <summary>The counts of trust pages, counted once a minute at the most, however many read them. Thread-safe.</summary>
internal sealed class TrustFigures(IHoldStore store, TimeProvider time)
{
    public const int Days = 30;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<BroadcasterId, Counting> countings = new();

    public Task<TrustCounts> OfAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counting = countings.AddOrUpdate(broadcaster, id => Begin(id, now), (id, last) => now - last.At < Fresh && !last.Counts.Value.IsFaulted ? last : Begin(id, now));
        return counting.Counts.Value.WaitAsync(cancellationToken);
    }

    /// <summary>For everybody who waits, so nobody's giving up cancels it.</summary>
    private Counting Begin(BroadcasterId broadcaster, DateTimeOffset now) => new(now, new Lazy<Task<TrustCounts>>(() => CountAsync(broadcaster, now)));

    private async Task<TrustCounts> CountAsync(BroadcasterId broadcaster, DateTimeOffset now)
    {
        var report = await ReviewReport.ReadAsync(store, broadcaster, now - TimeSpan.FromDays(Days), CancellationToken.None);
        return new TrustCounts(report.Total.Held, report.Total.Approved, report.Total.Denied, report.Total.Acted, report.Total.Expired, report.Appeals.Approved);
    }

    private sealed record Counting(DateTimeOffset At, Lazy<Task<TrustCounts>> Counts);
}

/// <summary>What came of a channel's holds.</summary>
/// <param name="Acted">Acted on by ModBot itself.</param>
/// <param name="Lapsed">Decided by nobody.</param>
/// <param name="Overturned">Decisions that an appeal changed.</param>
public sealed record TrustCounts(int Held, int Approved, int Denied, int Acted, int Lapsed, int Overturned);
