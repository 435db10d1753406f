using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.EventSub;

/// <summary>The acts of moderators, as <c>channel.moderate</c> tells them in both versions; the older one knows no warnings.</summary>
internal static class ModerateNotifications
{
    public static IEnumerable<Notification> Of(SandboxEvent happened) => Acts(happened).SelectMany(InBothVersions);

    private static IEnumerable<ModeratorAct> Acts(SandboxEvent happened) => happened switch
    {
        MessageDeleted deleted => Shared(
            new(deleted, deleted.Moderator, "delete", () => ModerateEventJson.Deleted(deleted.Message)), deleted.SharedWith),
        UserRestricted { Restriction: var restriction } restricted => Shared(
            new(restricted, restriction.Moderator, restriction.IsBan ? "ban" : "timeout", () => ModerateEventJson.Restricted(restriction)),
            restricted.SharedWith),
        RestrictionLifted lifted => Shared(
            new(lifted, lifted.Moderator, lifted.Restriction.IsBan ? "unban" : "untimeout", () => ModerateEventJson.User(lifted.Restriction.User)),
            lifted.SharedWith),
        UserWarned warned => [new(warned, warned.Moderator, "warn", () => ModerateEventJson.Warned(warned))],
        ChatCleared cleared => [new(cleared, cleared.Moderator, "clear")],
        RoleChanged changed => Roles(changed),
        SettingsChanged changed => Settings(changed),
        TermsChanged changed => [new(changed, changed.Moderator, $"{changed.Action}_{changed.List}_term", () => ModerateEventJson.Terms(changed)) { Object = "automod_terms" }],
        UnbanRequestResolved { Request: var request } resolved =>
        [
            new(resolved, request.Moderator!, request.Status == "approved" ? "approve_unban_request" : "deny_unban_request",
                () => ModerateEventJson.UnbanRequest(request)) { Object = "unban_request" },
        ],
        RaidStarted raid => [new(raid, raid.Broadcaster, "raid", () => ModerateEventJson.User(raid.Target).And("viewer_count", raid.Viewers))],
        RaidCanceled raid => [new(raid, raid.Broadcaster, "unraid", () => ModerateEventJson.User(raid.Target))],
        _ => [],
    };

    // The partners of a shared chat hear of the act under a name of its own, with the channel where it was done as the source.
    private static IEnumerable<ModeratorAct> Shared(ModeratorAct act, IReadOnlyList<SandboxUser> partners)
        => partners.Select(partner => act with { Action = "shared_chat_" + act.Action, In = partner }).Prepend(act);

    private static IEnumerable<ModeratorAct> Roles(RoleChanged changed)
    {
        if (changed.Before.CanModerate != changed.After.CanModerate)
            yield return Act(changed.After.CanModerate ? "mod" : "unmod");
        if ((changed.Before == ChatRole.Vip) != (changed.After == ChatRole.Vip))
            yield return Act(changed.After == ChatRole.Vip ? "vip" : "unvip");

        ModeratorAct Act(string action) => new(changed, changed.Broadcaster, action, () => ModerateEventJson.User(changed.User));
    }

    private static IEnumerable<ModeratorAct> Settings(SettingsChanged changed)
    {
        var (before, after) = (changed.Before, changed.Settings);
        if (before.EmoteMode != after.EmoteMode)
            yield return Act(after.EmoteMode ? "emoteonly" : "emoteonlyoff");
        if (before.SubscriberMode != after.SubscriberMode)
            yield return Act(after.SubscriberMode ? "subscribers" : "subscribersoff");
        if (before.UniqueChatMode != after.UniqueChatMode)
            yield return Act(after.UniqueChatMode ? "uniquechat" : "uniquechatoff");
        if (Changed(before.SlowMode, before.SlowModeWaitTime, after.SlowMode, after.SlowModeWaitTime))
            yield return after.SlowMode ? Act("slow", "wait_time_seconds", after.SlowModeWaitTime ?? 30) : Act("slowoff");
        if (Changed(before.FollowerMode, before.FollowerModeDuration, after.FollowerMode, after.FollowerModeDuration))
            yield return after.FollowerMode ? Act("followers", "follow_duration_minutes", after.FollowerModeDuration ?? 0) : Act("followersoff");

        ModeratorAct Act(string action, string? name = null, int value = 0)
            => new(changed, changed.Moderator, action, () => name is null ? null : new JsonObject { [name] = value });
    }

    private static bool Changed(bool wasOn, int? was, bool isOn, int? value) => wasOn != isOn || (isOn && was != value);

    private static IEnumerable<Notification> InBothVersions(ModeratorAct act)
    {
        var second = ModerateEventJson.Moderate(act);
        var channelId = act.In?.Id;
        if (act.Action != "warn")
        {
            var first = second.DeepClone().AsObject();
            first.Remove("warn");
            yield return new("channel.moderate", "1", first) { ChannelId = channelId };
        }

        yield return new("channel.moderate", "2", second) { ChannelId = channelId };
    }
}

/// <summary>One act: who did what where, and the object that tells more, if there is one.</summary>
internal sealed record ModeratorAct(SandboxEvent Happened, SandboxUser Moderator, string Action, Func<JsonObject?>? Detail = null)
{
    /// <summary>The field of the detail, where it is not named like the action.</summary>
    public string? Object { get; init; }

    /// <summary>The partner channel that is told; null for the channel where it was done.</summary>
    public SandboxUser? In { get; init; }
}
