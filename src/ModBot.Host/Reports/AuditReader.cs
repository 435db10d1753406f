using System.Runtime.CompilerServices;
using ModBot.Holds;
using ModBot.Policy;

namespace ModBot.Host.Reports;

/// <summary>Reads everything decided and every setting changed: first the settings of all channels, then channel by channel its settings and its holds in the order in which they came.</summary>
internal sealed class AuditReader(IHoldStore store, ISettingLog settings)
{
    /// <param name="channels">Which channels.</param>
    /// <param name="since">Settings changed, and holds created, at or after this.</param>
    /// <param name="texts">Whether held texts and their senders are shown: personal data.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<AuditRow> ReadAsync(IReadOnlyList<ChosenChannel> channels, DateTimeOffset since, bool texts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in settings.ReadAsync(null, since, cancellationToken)) yield return AuditRow.Of(AuditRow.AllChannels, change);
        foreach (var channel in channels)
        {
            await foreach (var row in ReadChannelAsync(channel, since, DateTimeOffset.MaxValue, texts, cancellationToken)) yield return row;
        }
    }

    /// <summary>What concerns one channel alone.</summary>
    /// <param name="channel">Which channel.</param>
    /// <param name="since">As above.</param>
    /// <param name="until">Settings changed, and holds created, before this.</param>
    /// <param name="texts">As above.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<AuditRow> ReadChannelAsync(ChosenChannel channel, DateTimeOffset since, DateTimeOffset until, bool texts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in settings.ReadAsync(channel.Broadcaster, since, cancellationToken))
        {
            if (change.At < until) yield return AuditRow.Of(channel.Name, change);
        }
        await foreach (var hold in store.ReadSinceAsync(channel.Broadcaster, since, cancellationToken))
        {
            if (hold.CreatedAt >= until) yield break;
            foreach (var entry in await store.ReadHistoryAsync(channel.Broadcaster, hold.Id, cancellationToken)) yield return AuditRow.Of(channel.Name, hold, entry, texts);
        }
    }
}
