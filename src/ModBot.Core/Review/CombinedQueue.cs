using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Review;

/// <summary>The queue of somebody who moderates several channels.</summary>
public sealed class CombinedQueue(ReviewDesk desk, PolicyBook policies, TimeProvider time)
{
    /// <summary>Open holds of all the channels: in the order that they agree in, or else by priority. The caller has checked who may view them.</summary>
    public async Task<IReadOnlyList<Hold>> ListOpenAsync(IReadOnlyCollection<BroadcasterId> broadcasters, int limit, CancellationToken cancellationToken)
    {
        var open = new List<Hold>();
        foreach (var broadcaster in broadcasters) open.AddRange(await desk.ListOpenAsync(broadcaster, limit, cancellationToken));
        var orders = broadcasters.Select(broadcaster => policies.For(broadcaster).Config.Holds.Order).Distinct().ToArray();
        return [.. HoldPriority.Sort(open, orders is [var order] ? order : HoldOrder.Priority, time.GetUtcNow()).Take(limit)];
    }
}
