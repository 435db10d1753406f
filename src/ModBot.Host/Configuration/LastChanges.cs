using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>The last changes of a channel's settings, with those of what all channels share.</summary>
internal sealed class LastChanges(ISettingLog log, TimeProvider time)
{
    /// <summary>As far back as they are looked for.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromDays(365);

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<SettingChange>> ReadAsync(BroadcasterId channel, int most, CancellationToken cancellationToken)
    {
        var all = new List<SettingChange>();
        foreach (var broadcaster in new BroadcasterId?[] { channel, null })
        {
            await foreach (var change in log.ReadAsync(broadcaster, time.GetUtcNow() - Within, cancellationToken)) all.Add(change);
        }
        return [.. all.OrderByDescending(change => change.At).Take(most)];
    }
}
