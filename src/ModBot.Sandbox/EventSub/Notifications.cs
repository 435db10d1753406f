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

/// <summary>Which subscription types hear of what happened, and what they are told; <c>channel.moderate</c> comes after the others.</summary>
internal static class Notifications
{
    public static IEnumerable<Notification> Of(SandboxEvent happened)
        => Own(happened).Concat(ChannelNotifications.Of(happened)).Concat(ModerateNotifications.Of(happened));

    private static IEnumerable<Notification> Own(SandboxEvent happened) => happened switch
    {
        MessagePosted posted => [new("channel.chat.message", "1", ChatEventJson.Message(posted.Message))],
        NoticePosted posted => [new("channel.chat.notification", "1", NoticeEventJson.Notice(posted.Notice))],
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
        MessageDeleted deleted => [new("channel.chat.message_delete", "1", ChatEventJson.Deleted(deleted.Message))],
        UserRestricted { Restriction: var restriction } restricted =>
        [
            new("channel.chat.clear_user_messages", "1", ChatEventJson.UserCleared(restricted.Broadcaster, restriction.User)),
            new("channel.ban", "1", ModerateEventJson.Banned(restricted.Broadcaster, restriction)),
        ],
        RestrictionLifted lifted => [new("channel.unban", "1", ModerateEventJson.Unbanned(lifted))],
        UserWarned warned => [new("channel.warning.send", "1", ModerateEventJson.WarningSent(warned))],
        ChatCleared cleared => [new("channel.chat.clear", "1", ChatEventJson.Cleared(cleared.Broadcaster))],
        SettingsChanged changed => [new("channel.chat_settings.update", "1", ChatEventJson.Settings(changed.Broadcaster, changed.Settings))],
        RoleChanged changed => Roles(changed),
        _ => [],
    };

    // Version 1 never hears of blocked terms.
    private static IEnumerable<Notification> AutoMod(string type, ChatMessage message, Func<ChatMessage, string, JsonObject> json)
    {
        if (message.HeldFor!.Reason != AutoModMatch.ByBlockedTerm)
            yield return new(type, "1", json(message, "1"));
        yield return new(type, "2", json(message, "2"));
    }

    private static IEnumerable<Notification> Roles(RoleChanged changed)
    {
        var json = ModerateEventJson.RoleChanged(changed);
        if (changed.Before.CanModerate != changed.After.CanModerate)
            yield return new(changed.After.CanModerate ? "channel.moderator.add" : "channel.moderator.remove", "1", json);
        if ((changed.Before == ChatRole.Vip) != (changed.After == ChatRole.Vip))
            yield return new(changed.After == ChatRole.Vip ? "channel.vip.add" : "channel.vip.remove", "1", json);
    }
}
