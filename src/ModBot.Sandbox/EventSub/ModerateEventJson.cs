using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.EventSub;

/// <summary>The <c>event</c> objects of <c>channel.moderate</c> and of the types that say part of the same.</summary>
internal static class ModerateEventJson
{
    private static readonly string[] ActionObjects =
    [
        "followers", "slow", "vip", "unvip", "mod", "unmod", "ban", "unban", "timeout", "untimeout", "raid", "unraid", "delete", "automod_terms",
        "unban_request", "warn", "shared_chat_ban", "shared_chat_unban", "shared_chat_timeout", "shared_chat_untimeout", "shared_chat_delete",
    ];

    /// <summary>Every action object is present and null, except the one of this action.</summary>
    public static JsonObject Moderate(ModeratorAct act)
    {
        var json = new JsonObject()
            .With("broadcaster_user", act.In ?? act.Happened.Broadcaster)
            .With("source_broadcaster_user", act.In is null ? null : act.Happened.Broadcaster)
            .With("moderator_user", act.Moderator)
            .And("action", act.Action);
        foreach (var name in ActionObjects)
            json[name] = name == (act.Object ?? act.Action) ? act.Detail?.Invoke() : null;
        return json;
    }

    public static JsonObject Deleted(ChatMessage message) => new JsonObject()
        .With("user", message.Chatter)
        .And("message_id", message.Id)
        .And("message_body", message.Body);

    public static JsonObject Restricted(Restriction restriction)
    {
        var json = new JsonObject().With("user", restriction.User).And("reason", restriction.Reason);
        return restriction.EndsAt is { } endsAt ? json.And("expires_at", TwitchTime.Nanoseconds(endsAt)) : json;
    }

    public static JsonObject User(SandboxUser user) => new JsonObject().With("user", user);

    public static JsonObject Warned(UserWarned warned) => new JsonObject()
        .With("user", warned.User)
        .And("reason", warned.Reason)
        .And("chat_rules_cited", null);

    public static JsonObject Banned(SandboxUser broadcaster, Restriction restriction) => new JsonObject()
        .With("user", restriction.User)
        .With("broadcaster_user", broadcaster)
        .With("moderator_user", restriction.Moderator)
        .And("reason", restriction.Reason)
        .And("banned_at", TwitchTime.Nanoseconds(restriction.CreatedAt))
        .And("ends_at", restriction.EndsAt is { } endsAt ? TwitchTime.Nanoseconds(endsAt) : null)
        .And("is_permanent", restriction.IsBan);

    public static JsonObject Unbanned(RestrictionLifted lifted) => new JsonObject()
        .With("user", lifted.Restriction.User)
        .With("broadcaster_user", lifted.Broadcaster)
        .With("moderator_user", lifted.Moderator);

    public static JsonObject WarningSent(UserWarned warned) => new JsonObject()
        .With("broadcaster_user", warned.Broadcaster)
        .With("moderator_user", warned.Moderator)
        .With("user", warned.User)
        .And("reason", warned.Reason)
        .And("chat_rules_cited", null);

    public static JsonObject RoleChanged(RoleChanged changed) => new JsonObject()
        .With("user", changed.User)
        .With("broadcaster_user", changed.Broadcaster);

    public static JsonObject Terms(TermsChanged changed) => new()
    {
        ["action"] = changed.Action,
        ["list"] = changed.List,
        ["terms"] = new JsonArray(changed.Term),
        ["from_automod"] = false,
    };

    public static JsonObject UnbanRequest(UnbanRequest request) => new JsonObject()
        .And("is_approved", request.Status == "approved")
        .With("user", request.User)
        .And("moderator_message", request.ResolutionText);
}
