using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.EventSub;

/// <summary>One event object for one subscription type.</summary>
internal sealed record Notification(string Type, string Version, JsonObject Event)
{
    /// <summary>The condition key that names the channel.</summary>
    public string ChannelKey { get; init; } = "broadcaster_user_id";

    /// <summary>The channel, where it is not the one of the event.</summary>
    public string? ChannelId { get; init; }

    /// <summary>A second condition that a subscription must name to hear it.</summary>
    public (string Key, string Id)? OnlyFor { get; init; }
}

/// <summary>Which subscription types hear of what happened, and what they are told.</summary>
internal static class Notifications
{
    public static IEnumerable<Notification> Of(SandboxEvent happened) => happened switch
    {
        MessagePosted posted => [new("channel.chat.message", "1", ChatEventJson.Message(posted.Message))],
        MessageHeld held =>
        [
            .. AutoMod("automod.message.hold", held.Message, AutoModEventJson.Hold),
            new("channel.chat.user_message_hold", "1", AutoModEventJson.OwnHold(held.Message)) { OnlyFor = ("user_id", held.Message.Chatter.Id) },
        ],
        HeldMessageResolved resolved =>
        [
            .. AutoMod("automod.message.update", resolved.Message, AutoModEventJson.Update),
            new("channel.chat.user_message_update", "1", AutoModEventJson.OwnUpdate(resolved.Message)) { OnlyFor = ("user_id", resolved.Message.Chatter.Id) },
        ],
        MessageDeleted deleted =>
        [
            new("channel.chat.message_delete", "1", ChatEventJson.Deleted(deleted.Message)),
            .. Moderate(deleted.Broadcaster, deleted.Moderator, "delete", () => ModerateEventJson.Deleted(deleted.Message)),
        ],
        UserRestricted { Restriction: var restriction } restricted =>
        [
            new("channel.chat.clear_user_messages", "1", ChatEventJson.UserCleared(restricted.Broadcaster, restriction.User)),
            .. Moderate(
                restricted.Broadcaster, restriction.Moderator, restriction.IsBan ? "ban" : "timeout", () => ModerateEventJson.Restricted(restriction)),
            new("channel.ban", "1", ModerateEventJson.Banned(restricted.Broadcaster, restriction)),
        ],
        RestrictionLifted lifted =>
        [
            .. Moderate(
                lifted.Broadcaster, lifted.Moderator, lifted.Restriction.IsBan ? "unban" : "untimeout",
                () => ModerateEventJson.User(lifted.Restriction.User)),
            new("channel.unban", "1", ModerateEventJson.Unbanned(lifted)),
        ],
        UserWarned warned =>
        [
            new("channel.moderate", "2", ModerateEventJson.Moderate(warned.Broadcaster, warned.Moderator, "warn", ModerateEventJson.Warned(warned))),
            new("channel.warning.send", "1", ModerateEventJson.WarningSent(warned)),
        ],
        ChatCleared cleared =>
        [
            new("channel.chat.clear", "1", ChatEventJson.Cleared(cleared.Broadcaster)),
            .. Moderate(cleared.Broadcaster, cleared.Moderator, "clear", () => null),
        ],
        SettingsChanged changed => [new("channel.chat_settings.update", "1", ChatEventJson.Settings(changed.Broadcaster, changed.Settings))],
        RoleChanged changed when changed.Before.CanModerate != changed.After.CanModerate =>
        [
            new(changed.After.CanModerate ? "channel.moderator.add" : "channel.moderator.remove", "1", ModerateEventJson.ModeratorChanged(changed)),
            .. Moderate(
                changed.Broadcaster, changed.Broadcaster, changed.After.CanModerate ? "mod" : "unmod", () => ModerateEventJson.User(changed.User)),
        ],
        _ => [],
    };

    // Version 1 never hears of blocked terms.
    private static IEnumerable<Notification> AutoMod(string type, ChatMessage message, Func<ChatMessage, string, JsonObject> json)
    {
        if (message.HeldFor!.Reason != AutoModMatch.ByBlockedTerm)
            yield return new(type, "1", json(message, "1"));
        yield return new(type, "2", json(message, "2"));
    }

    private static IEnumerable<Notification> Moderate(SandboxUser broadcaster, SandboxUser moderator, string action, Func<JsonObject?> detail)
    {
        var second = ModerateEventJson.Moderate(broadcaster, moderator, action, detail());
        var first = second.DeepClone().AsObject();
        first.Remove("warn");
        return [new("channel.moderate", "1", first), new("channel.moderate", "2", second)];
    }
}
