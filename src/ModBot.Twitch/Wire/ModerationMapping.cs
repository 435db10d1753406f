using System.Text.Json;
using ModBot.Messages;

namespace ModBot.Twitch.Wire;

/// <summary>From Twitch's events about moderation to ours.</summary>
internal static class ModerationMapping
{
    public static ChatEvent.MessageDeleted Deleted(MessageDeleteEvent e) => new(new BroadcasterId(e.BroadcasterUserId), new MessageId(e.MessageId), null);

    public static ChatEvent.ChatterMessagesCleared Cleared(ClearUserMessagesEvent e) =>
        new(new BroadcasterId(e.BroadcasterUserId), EventMapping.Person(e.TargetUserId, e.TargetUserLogin, e.TargetUserName));

    public static ChatEvent.ChatCleared Cleared(ChannelEvent e) => new(Broadcaster(e.BroadcasterUserId));

    /// <summary>Null for actions that concern neither a message nor a chatter, and for those that Twitch may add. What partners of a shared chat do in their channels concerns their messages.</summary>
    public static ChatEvent? Acted(ModerateEvent e)
    {
        var broadcaster = new BroadcasterId(e.BroadcasterUserId);
        var by = By(e.ModeratorUserId, e.ModeratorUserLogin);
        return e.Action switch
        {
            "delete" => Act(ModeratorAction.Delete, e.Delete),
            "clear" => new ChatEvent.ModeratorActed(broadcaster, by ?? Actor.Twitch, ModeratorAction.Clear, null, null),
            "warn" => Act(ModeratorAction.Warn, e.Warn),
            "timeout" => Act(ModeratorAction.Timeout, e.Timeout),
            "untimeout" => Act(ModeratorAction.Untimeout, e.Untimeout),
            "ban" => Act(ModeratorAction.Ban, e.Ban),
            "unban" => Act(ModeratorAction.Unban, e.Unban),
            "approve_unban_request" => Act(ModeratorAction.Unban, e.UnbanRequest),
            "mod" => new ChatEvent.ChannelNews(broadcaster, ChannelNewsKind.ModeratorAdded, by, Chatter(e.Mod)),
            "unmod" => new ChatEvent.ChannelNews(broadcaster, ChannelNewsKind.ModeratorRemoved, by, Chatter(e.Unmod)),
            _ => null,
        };

        ChatEvent.ModeratorActed Act(ModeratorAction action, ModeratedUser? to) => to is null
            ? throw new JsonException($"A moderation event '{action}' that does not say about whom.")
            : new ChatEvent.ModeratorActed(broadcaster, by ?? Actor.Twitch, action, Chatter(to), string.IsNullOrEmpty(to.MessageId) ? null : new MessageId(to.MessageId));
    }

    public static ChatEvent.UnbanRequested Asked(UnbanRequestEvent e, DateTimeOffset sentAt) =>
        new(new BroadcasterId(e.BroadcasterUserId), new UnbanRequest(new UnbanRequestId(e.Id), EventMapping.Person(e.UserId, e.UserLogin, e.UserName), e.Text, e.CreatedAt ?? sentAt));

    public static ChatEvent.UnbanRequestResolved Answered(UnbanRequestEvent e) => new(
        new BroadcasterId(e.BroadcasterUserId),
        new UnbanRequestId(e.Id),
        e.Status?.ToUpperInvariant() switch { "APPROVED" => UnbanRequestOutcome.Approved, "DENIED" => UnbanRequestOutcome.Denied, _ => UnbanRequestOutcome.Canceled },
        By(e.ModeratorUserId ?? e.ModeratorId, e.ModeratorUserLogin ?? e.ModeratorLogin));

    public static ChannelNewsKind? NewsOf(string type) => type switch
    {
        EventTypes.StreamOnline => ChannelNewsKind.StreamOnline,
        EventTypes.StreamOffline => ChannelNewsKind.StreamOffline,
        EventTypes.Raid => ChannelNewsKind.Raid,
        EventTypes.ShieldModeBegin => ChannelNewsKind.ShieldModeOn,
        EventTypes.ShieldModeEnd => ChannelNewsKind.ShieldModeOff,
        EventTypes.SharedChatBegin => ChannelNewsKind.SharedChatBegun,
        EventTypes.SharedChatUpdate => ChannelNewsKind.SharedChatChanged,
        EventTypes.SharedChatEnd => ChannelNewsKind.SharedChatEnded,
        EventTypes.WarningSend => ChannelNewsKind.WarningSent,
        EventTypes.WarningAcknowledge => ChannelNewsKind.WarningAcknowledged,
        // The text of a restricted chatter is shown to moderators only, and that of a watched one comes as a chat message too.
        EventTypes.SuspiciousMessage or EventTypes.SuspiciousUpdate => ChannelNewsKind.SuspiciousChatter,
        EventTypes.AutomodSettings => ChannelNewsKind.AutomodSettingsChanged,
        EventTypes.AutomodTerms => ChannelNewsKind.AutomodTermsChanged,
        EventTypes.ModeratorAdd => ChannelNewsKind.ModeratorAdded,
        EventTypes.ModeratorRemove => ChannelNewsKind.ModeratorRemoved,
        _ => null,
    };

    public static ChatEvent.ChannelNews News(ChannelEvent e, ChannelNewsKind kind)
    {
        var about = kind == ChannelNewsKind.Raid
            ? new ModeratedUser(e.FromBroadcasterUserId ?? "", e.FromBroadcasterUserLogin, e.FromBroadcasterUserName)
            : new ModeratedUser(e.UserId ?? "", e.UserLogin, e.UserName);
        var by = By(e.ModeratorUserId, e.ModeratorUserLogin);
        return new ChatEvent.ChannelNews(Broadcaster(kind == ChannelNewsKind.Raid ? e.ToBroadcasterUserId : e.BroadcasterUserId), kind, by, Chatter(about));
    }

    private static BroadcasterId Broadcaster(string? id) => string.IsNullOrEmpty(id) ? throw new JsonException("An event that does not say where it happened.") : new BroadcasterId(id);

    private static Actor? By(string? id, string? login) => string.IsNullOrEmpty(id) ? null : new Actor(new ChatterId(id), string.IsNullOrEmpty(login) ? id : login);

    private static Chatter? Chatter(ModeratedUser? user) => string.IsNullOrEmpty(user?.UserId) ? null : EventMapping.Person(user.UserId, user.UserLogin, user.UserName);
}
