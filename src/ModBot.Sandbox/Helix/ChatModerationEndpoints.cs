using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Helix;

/// <summary>Deleting messages, clearing chat, warnings, and deciding what AutoMod holds.</summary>
internal static class ChatModerationEndpoints
{
    private const int MaxReason = 500;

    public static void MapChatModeration(this IEndpointRouteBuilder helix)
    {
        helix.MapDelete("/moderation/chat", Delete);
        helix.MapPost("/moderation/warnings", Warn);
        helix.MapPost("/moderation/automod/message", ResolveHeld);
    }

    private static IResult Delete(
        HelixCaller caller, SandboxChat chat, SandboxModeration moderation,
        [FromQuery(Name = "broadcaster_id")] string? broadcasterId,
        [FromQuery(Name = "moderator_id")] string? moderatorId,
        [FromQuery(Name = "message_id")] string? messageId)
    {
        if (ModeratorCheck.Refuse(caller, chat, broadcasterId, moderatorId, "moderator:manage:chat_messages") is { } refusal)
            return refusal;

        // Without a message id the call clears the whole chat.
        var result = messageId is null
            ? moderation.Clear(broadcasterId!, moderatorId!)
            : moderation.Delete(broadcasterId!, moderatorId!, messageId);
        return result switch
        {
            ModerationResult.Done => Results.NoContent(),
            ModerationResult.NotFound => HelixErrors.NotFound("The message was not found or is more than 6 hours old."),
            ModerationResult.BroadcastersMessage => HelixErrors.BadRequest("You cannot delete the broadcaster's messages."),
            ModerationResult.ModeratorsMessage => HelixErrors.BadRequest(
                $"You cannot delete messages from another moderator {chat.FindMessage(messageId!)?.Chatter.Login}."),
            _ => HelixErrors.Forbidden(ModeratorCheck.NotModerator),
        };
    }

    private static IResult Warn(
        HelixCaller caller, SandboxChat chat, SandboxModeration moderation,
        [FromQuery(Name = "broadcaster_id")] string? broadcasterId, [FromQuery(Name = "moderator_id")] string? moderatorId, WarnBody body)
    {
        if (ModeratorCheck.Refuse(caller, chat, broadcasterId, moderatorId, "moderator:manage:warnings") is { } refusal)
            return refusal;
        if (body.Data is not { UserId: { Length: > 0 } userId, Reason: { Length: > 0 and <= MaxReason } reason } || chat.FindUser(userId) is null)
            return HelixErrors.BadRequest("The user_id and a reason of at most 500 characters are required.");

        return moderation.Warn(broadcasterId!, moderatorId!, userId, reason) == ModerationResult.Done
            ? Results.Json(new
            {
                Data = new[] { new { BroadcasterId = broadcasterId, UserId = userId, ModeratorId = moderatorId, Reason = reason } },
            })
            : HelixErrors.BadRequest("The user specified in the user_id field may not be warned.");
    }

    private static IResult ResolveHeld(HelixCaller caller, SandboxChat chat, SandboxModeration moderation, ResolveBody body)
    {
        // user_id is the moderator who decides, not the sender.
        if (caller.Refuse(body.UserId, "moderator:manage:automod") is { } refusal)
            return refusal;
        if (body.Action is not ("ALLOW" or "DENY") || string.IsNullOrEmpty(body.MsgId) || body.UserId is null || chat.FindUser(body.UserId) is null)
            return HelixErrors.BadRequest("The user_id, msg_id and action (ALLOW or DENY) fields are required.");

        return moderation.ResolveHeld(body.UserId, body.MsgId, body.Action == "ALLOW") switch
        {
            ModerationResult.Done => Results.NoContent(),
            ModerationResult.AlreadyProcessed => HelixErrors.BadRequest("The message was already processed."),
            ModerationResult.NotModerator => HelixErrors.Forbidden("The user in user_id is not one of the broadcaster's moderators."),
            _ => HelixErrors.NotFound("The message was not found."),
        };
    }

    private sealed record WarnBody(WarnData? Data);

    private sealed record WarnData(string? UserId, string? Reason);

    private sealed record ResolveBody(string? UserId, string? MsgId, string? Action);
}
