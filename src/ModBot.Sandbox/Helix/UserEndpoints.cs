using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Helix;

/// <summary>Users, and who moderates where.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder helix)
    {
        helix.MapGet("/users", GetUsers);
        helix.MapGet("/moderation/moderators", GetModerators);
        helix.MapGet("/moderation/channels", GetModeratedChannels);
    }

    private static IResult GetUsers(HelixCaller caller, SandboxChat chat, string[] id, string[] login)
    {
        if (id.Length + login.Length > 100)
            return HelixErrors.BadRequest("The sum of id and login may not exceed 100.");
        if (id.Length + login.Length == 0)
        {
            if (caller.UserId is null)
                return HelixErrors.BadRequest("Must provide an ID, Login or OAuth Token.");
            id = [caller.UserId];
        }

        var found = chat.Users.Where(user => id.Contains(user.Id) || login.Contains(user.Login, StringComparer.OrdinalIgnoreCase));
        return Results.Json(new { Data = found.Select(user => Describe(user, chat)) });
    }

    private static IResult GetModerators(
        HelixCaller caller, SandboxChat chat,
        [FromQuery(Name = "broadcaster_id")] string? broadcasterId, [FromQuery(Name = "user_id")] string[] userIds, int first = 20, string after = "")
    {
        if (caller.Refuse(broadcasterId, "moderation:read", "channel:manage:moderators") is { } refusal)
            return refusal;

        var moderators = chat.Users
            .Where(user => user.Id != broadcasterId && (userIds.Length == 0 || userIds.Contains(user.Id)))
            .Where(user => chat.RoleOf(broadcasterId!, user.Id).CanModerate)
            .Select(user => new { UserId = user.Id, UserLogin = user.Login, UserName = user.DisplayName });
        return HelixPage.Of(moderators, first, after);
    }

    private static IResult GetModeratedChannels(
        HelixCaller caller, SandboxChat chat, [FromQuery(Name = "user_id")] string? userId, int first = 20, string after = "")
    {
        if (caller.Refuse(userId, "user:read:moderated_channels") is { } refusal)
            return refusal;

        var channels = chat.Broadcasters
            .Where(broadcaster => broadcaster.Id != userId && chat.RoleOf(broadcaster.Id, userId!).CanModerate)
            .Select(broadcaster => new
            {
                BroadcasterId = broadcaster.Id,
                BroadcasterLogin = broadcaster.Login,
                BroadcasterName = broadcaster.DisplayName,
            });
        return HelixPage.Of(channels, first, after);
    }

    private static object Describe(SandboxUser user, SandboxChat chat) => new
    {
        user.Id,
        user.Login,
        user.DisplayName,
        Type = "",
        BroadcasterType = chat.Broadcasters.Contains(user) ? "affiliate" : "",
        Description = "",
        ProfileImageUrl = "",
        OfflineImageUrl = "",
        ViewCount = 0,
        CreatedAt = "2021-05-14T20:32:28Z",
    };
}
