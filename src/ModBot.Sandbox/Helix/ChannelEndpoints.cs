using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.Helix;

/// <summary>Announcements, the shared chat session, and who is VIP or banned.</summary>
internal static class ChannelEndpoints
{
    private const int MaxCharacters = 500;

    public static void MapChannels(this IEndpointRouteBuilder helix)
    {
        helix.MapPost("/chat/announcements", Announce);
        helix.MapGet("/shared_chat/session", SharedChat);
        helix.MapGet("/channels/vips", Vips);
        helix.MapGet("/moderation/banned", Banned);
    }

    private static IResult Announce(
        HelixCaller caller, SandboxChat chat, SandboxChannels channels, [AsParameters] ModeratorQuery who, AnnounceBody body)
    {
        if (ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, "moderator:manage:announcements") is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(body.Message))
            return HelixErrors.BadRequest("The message field is required.");
        // What is too long is cut, not refused.
        channels.Announce(who.BroadcasterId!, who.ModeratorId!, body.Message[..Math.Min(MaxCharacters, body.Message.Length)]);
        return Results.NoContent();
    }

    private static IResult SharedChat(SandboxChat chat, SandboxChannels channels, [FromQuery(Name = "broadcaster_id")] string? broadcasterId)
    {
        if (!chat.Broadcasters.Any(user => user.Id == broadcasterId))
            return HelixErrors.BadRequest("The broadcaster_id is not valid.");
        var session = channels.SharedChatOf(broadcasterId!);
        return session is null
            ? Results.Json(new { Data = Array.Empty<object>() })
            : Results.Json(new
            {
                Data = new[]
                {
                    new
                    {
                        SessionId = session.Id,
                        HostBroadcasterId = session.Host.Id,
                        Participants = session.Participants.Select(one => new { BroadcasterId = one.Id }),
                        CreatedAt = TwitchTime.Seconds(session.CreatedAt),
                        UpdatedAt = TwitchTime.Seconds(session.CreatedAt),
                    },
                },
            });
    }

    private static IResult Vips(
        HelixCaller caller, SandboxChat chat, [FromQuery(Name = "broadcaster_id")] string? broadcasterId,
        [FromQuery(Name = "user_id")] string[] userIds, int first = 20, string after = "")
    {
        if (caller.Refuse(broadcasterId, "channel:read:vips", "channel:manage:vips") is { } refusal)
            return refusal;
        var vips = chat.Users
            .Where(user => (userIds.Length == 0 || userIds.Contains(user.Id)) && chat.RoleOf(broadcasterId!, user.Id) == ChatRole.Vip)
            .Select(user => new { UserId = user.Id, UserLogin = user.Login, UserName = user.DisplayName });
        return HelixPage.Of(vips, first, after);
    }

    private static IResult Banned(
        HelixCaller caller, SandboxChat chat, [FromQuery(Name = "broadcaster_id")] string? broadcasterId,
        [FromQuery(Name = "user_id")] string[] userIds, int first = 20, string after = "")
    {
        if (caller.Refuse(broadcasterId, "moderation:read", "moderator:manage:banned_users") is { } refusal)
            return refusal;
        var restricted = chat.Users
            .Where(user => userIds.Length == 0 || userIds.Contains(user.Id))
            .Select(user => chat.RestrictionOf(broadcasterId!, user.Id))
            .OfType<Restriction>()
            .Select(one => new
            {
                UserId = one.User.Id,
                UserLogin = one.User.Login,
                UserName = one.User.DisplayName,
                // A ban has no end; Twitch says so with empty text.
                ExpiresAt = one.EndsAt is { } endsAt ? TwitchTime.Seconds(endsAt) : "",
                CreatedAt = TwitchTime.Seconds(one.CreatedAt),
                one.Reason,
                ModeratorId = one.Moderator.Id,
                ModeratorLogin = one.Moderator.Login,
                ModeratorName = one.Moderator.DisplayName,
            });
        return HelixPage.Of(restricted, first, after);
    }

    private sealed record AnnounceBody(string? Message);
}
