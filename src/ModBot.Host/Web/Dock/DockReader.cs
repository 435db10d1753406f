using ModBot.Holds;
using ModBot.Host.Web.Access;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Shield;

namespace ModBot.Host.Web.Dock;

/// <summary>Reads what a dock shows, on a page or in a program.</summary>
internal sealed class DockReader(IHoldStore store, PolicyBook policies, Shields shields, TimeProvider time)
{
    /// <summary>As far as a raid is looked for: a dock asks every two seconds.</summary>
    private const int Searched = 1000;

    public async Task<DockView> ReadAsync(DeskChannel channel, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var waiting = await ReadAsync(channel.Id, cancellationToken);
        var shield = shields.Of(channel.Id);
        return new DockView(channel, waiting.Open, now - waiting.OldestAt, waiting.LargestRaid, shield.IsUp ? shield.Until - now : null, policies.Current.For(channel.Id).Config.Shield.Enabled);
    }

    /// <summary>How much waits in a channel: numbers, and nothing that anybody wrote.</summary>
    public async Task<WaitingHolds> ReadAsync(BroadcasterId channel, CancellationToken cancellationToken)
    {
        var open = await store.ListOpenAsync(channel, Searched, cancellationToken);
        return new WaitingHolds(await store.CountOpenAsync(channel, cancellationToken), open is [var oldest, ..] ? oldest.CreatedAt : null, open.Max(hold => hold.RaidSize));
    }
}

/// <summary>What waits in a channel's queue, in numbers.</summary>
/// <param name="Open">How many holds wait.</param>
/// <param name="OldestAt">Since when the first of them waits.</param>
/// <param name="LargestRaid">How many messages the largest raid has that waits; null without one.</param>
internal sealed record WaitingHolds(long Open, DateTimeOffset? OldestAt, int? LargestRaid);
