using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Host.Reports;

/// <summary>What waits in a channel's queue, in numbers: nothing that anybody wrote.</summary>
/// <param name="Open">How many holds wait.</param>
/// <param name="OldestAt">Since when the first of them waits.</param>
/// <param name="LargestRaid">How many messages the largest raid has that waits; null without one.</param>
internal sealed record WaitingHolds(long Open, DateTimeOffset? OldestAt, int? LargestRaid)
{
    /// <summary>As far as a raid is looked for: a dock asks every two seconds.</summary>
    private const int Searched = 1000;

    public static async Task<WaitingHolds> ReadAsync(IHoldStore store, BroadcasterId channel, CancellationToken cancellationToken)
    {
        var open = await store.ListOpenAsync(channel, Searched, cancellationToken);
        return new WaitingHolds(await store.CountOpenAsync(channel, cancellationToken), open is [var oldest, ..] ? oldest.CreatedAt : null, open.Max(hold => hold.RaidSize));
    }
}
