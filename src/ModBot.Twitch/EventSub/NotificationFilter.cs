using ModBot.Messages;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>
/// Lets each event through once. Twitch delivers at least once: a resend carries the same notification id, and now and then the same chat
/// message comes under another one. What is older than ten minutes is not believed (Twitch's replay rule). All sessions share one: what a shard
/// does not take, another gets. Safe from any thread.
/// </summary>
internal sealed class NotificationFilter(TimeProvider clock)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly RecentIds notifications = new(Memory, clock);
    private readonly RecentIds events = new(Memory, clock);

    public static bool IsStale(FrameMetadata metadata, DateTimeOffset now) => now - metadata.MessageTimestamp > Memory;

    public bool IsRepeated(FrameMetadata metadata) => metadata.MessageId is { Length: > 0 } id && !notifications.IsNew(id);

    public bool IsRepeated(ChatEvent e) => KeyOf(e) is { } key && !events.IsNew(key);

    private static string? KeyOf(ChatEvent e) => e switch
    {
        ChatEvent.Posted posted => $"posted {posted.Message.Broadcaster} {posted.Message.Id}",
        ChatEvent.HeldByTwitch held => $"held {held.Message.Broadcaster} {held.Message.Id}",
        ChatEvent.TwitchHoldClosed closed => $"closed {closed.Broadcaster} {closed.Message} {closed.Outcome}",
        ChatEvent.MessageDeleted deleted => $"deleted {deleted.Broadcaster} {deleted.Message}",
        ChatEvent.UnbanRequested asked => $"asked {asked.Broadcaster} {asked.Request.Id}",
        ChatEvent.UnbanRequestResolved answered => $"answered {answered.Broadcaster} {answered.Request}",
        // The rest has no id of its own: the same may rightly happen again within minutes.
        ChatEvent.ChatCleared or ChatEvent.ChatterMessagesCleared or ChatEvent.ModeratorActed or ChatEvent.ChannelNews => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
