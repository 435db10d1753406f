using ModBot.Holds;
using ModBot.Host.Web.Access;
using ModBot.Policy;
using ModBot.Shield;

namespace ModBot.Host.Web.Dock;

/// <summary>Reads what a dock shows.</summary>
internal sealed class DockReader(IHoldStore store, PolicyBook policies, Shields shields, TimeProvider time)
{
    /// <summary>As far as a raid is looked for: a dock asks every two seconds.</summary>
    private const int Searched = 1000;

    public async Task<DockView> ReadAsync(DeskChannel channel, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var open = await store.ListOpenAsync(channel.Id, Searched, cancellationToken);
        var shield = shields.Of(channel.Id);
        return new DockView(
            channel,
            await store.CountOpenAsync(channel.Id, cancellationToken),
            open is [var oldest, ..] ? now - oldest.CreatedAt : null,
            open.Max(hold => hold.RaidSize),
            shield.IsUp ? shield.Until - now : null,
            policies.Current.For(channel.Id).Config.Shield.Enabled);
    }
}
