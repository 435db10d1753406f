using ModBot.Messages;

namespace ModBot.Twitch.Helix;

/// <summary>
/// Keeps the bot within what Twitch lets an account say, over all channels: 20 messages in 30 s and one a second in a channel; 100 in 30 s where it is a moderator. Who says more is
/// silenced for an hour, so the limits are kept here and not found out. Thread-safe.
/// </summary>
internal sealed class ChatLimits(TwitchHealth health, TimeProvider clock)
{
    /// <summary>A message that had to wait longer would come when nobody remembers what it is about, and after the lease of the effect that it belongs to.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private const int Most = 20;
    private const int MostAsModerator = 100;

    // A little longer than Twitch says: two messages can come closer to each other on their way.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(31);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1.1);

    private readonly Lock gate = new();
    private readonly SlidingWindow all = new(MostAsModerator);
    private readonly Dictionary<BroadcasterId, DateTimeOffset> last = [];

    /// <summary>Waits until the bot may say something; false when that is too long.</summary>
    public async Task<bool> WaitAsync(BroadcasterId broadcaster, ChatterId bot, CancellationToken cancellationToken)
    {
        var patience = clock.GetUtcNow() + LongestWait;
        while (true)
        {
            TimeSpan wait;
            lock (gate)
            {
                var now = clock.GetUtcNow();
                wait = WaitIn(broadcaster, IsPrivileged(broadcaster, bot), now);
                if (wait == TimeSpan.Zero)
                {
                    all.Add(now);
                    last[broadcaster] = now;
                    return true;
                }
                if (now + wait > patience) return false;
            }
            // Others may speak meanwhile, so it is judged anew.
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private TimeSpan WaitIn(BroadcasterId broadcaster, bool isPrivileged, DateTimeOffset now)
    {
        if (isPrivileged) return all.WaitFor(MostAsModerator, Window, now);
        var wait = all.WaitFor(Most, Window, now);
        var next = last.TryGetValue(broadcaster, out var before) ? before + Between - now : TimeSpan.Zero;
        return next > wait ? next : wait;
    }

    // Only moderators are shown what Twitch's AutoMod holds and what other moderators do, so who sees it is one.
    private bool IsPrivileged(BroadcasterId broadcaster, ChatterId bot) =>
        broadcaster.Value == bot.Value || health.Current.Channels.Any(channel => channel.Id == broadcaster && (channel.SeesTwitchHolds || channel.SeesModerators));
}
