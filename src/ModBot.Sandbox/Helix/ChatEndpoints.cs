using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Helix;

/// <summary>Sending chat messages.</summary>
internal static class ChatEndpoints
{
    private const int MaxCharacters = 500;

    public static void MapChat(this IEndpointRouteBuilder helix) => helix.MapPost("/chat/messages", Send);

    private static IResult Send(
        HelixCaller caller, SandboxChat chat, ChatSendLimit limit, SendBody body,
        [FromQuery(Name = "broadcaster_id")] string? broadcasterId, [FromQuery(Name = "sender_id")] string? senderId)
    {
        // The documented place is the body; clients that name the two in the query are served as well.
        body = body with { BroadcasterId = body.BroadcasterId ?? broadcasterId, SenderId = body.SenderId ?? senderId };
        if (string.IsNullOrEmpty(body.BroadcasterId) || string.IsNullOrEmpty(body.SenderId) || string.IsNullOrWhiteSpace(body.Message))
            return HelixErrors.BadRequest("The broadcaster_id, sender_id and message fields are required.");
        if (caller.Refuse(body.SenderId, "user:write:chat") is { } refusal)
            return refusal;
        if (!chat.Broadcasters.Any(user => user.Id == body.BroadcasterId) || chat.FindUser(body.SenderId) is null)
            return HelixErrors.BadRequest("The broadcaster_id or sender_id is not valid.");
        if (body.ForSourceOnly is not null && caller.UserId is not null)
            return HelixErrors.BadRequest("for_source_only may only be used with an app access token.");
        if (CountCharacters(body.Message) > MaxCharacters)
            return HelixErrors.Of(422, "The message is too large.");
        if (body.ReplyParentMessageId is { } parent && chat.FindMessage(parent) is not { Status: MessageStatus.Visible })
            return HelixErrors.BadRequest("The request's input was not valid. Message cannot be replied to.");
        if (chat.RestrictionOf(body.BroadcasterId, body.SenderId) is { IsBan: true })
            return HelixErrors.Forbidden("The sender is not permitted to send chat messages to the broadcaster's chat room.");

        if (!limit.TryTake(body.SenderId, body.BroadcasterId, chat.RoleOf(body.BroadcasterId, body.SenderId).IsPrivileged))
            return Dropped("msg_ratelimit", "You are sending messages too quickly.");
        return chat.Post(body.BroadcasterId, body.SenderId, body.Message, body.ReplyParentMessageId) switch
        {
            PostResult.Posted posted => Results.Json(new
            {
                Data = new[] { new { MessageId = posted.Message.Id, IsSent = true, DropReason = (object?)null } },
            }),
            PostResult.Held => Dropped("automod_held", "Your message has been held for review by Automod."),
            PostResult.Dropped dropped => Dropped(dropped.Code, dropped.Reason),
            var other => throw new System.Diagnostics.UnreachableException($"Unknown post result {other}."),
        };
    }

    // A refused message is no error to Helix: is_sent is the only sign.
    private static IResult Dropped(string code, string message) => Results.Json(new
    {
        Data = new[] { new { MessageId = "", IsSent = false, DropReason = new { Code = code, Message = message } } },
    });

    private static int CountCharacters(string text)
    {
        var count = 0;
        foreach (Rune _ in text.EnumerateRunes())
            count++;
        return count;
    }

    private sealed record SendBody(
        string? BroadcasterId, string? SenderId, string? Message, string? ReplyParentMessageId, bool? ForSourceOnly);
}
