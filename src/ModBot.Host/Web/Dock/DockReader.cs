using ModBot.Holds;
using ModBot.Host.Reports;
using ModBot.Host.Web.Access;
using ModBot.Policy;
using ModBot.Shield;

namespace ModBot.Host.Web.Dock;

/// <summary>Reads what a dock shows.</summary>
internal sealed class DockReader(IHoldStore store, PolicyBook policies, Shields shields, TimeProvider time)
{
    public async Task<DockView> ReadAsync(DeskChannel channel, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var waiting = await WaitingHolds.ReadAsync(store, channel.Id, cancellationToken);
        var shield = shields.Of(channel.Id);
        return new DockView(channel, waiting.Open, now - waiting.OldestAt, waiting.LargestRaid, shield.IsUp ? shield.Until - now : null, policies.Current.For(channel.Id).Config.Shield.Enabled);
    }
}
