using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.Helix;

/// <summary>Bans and timeouts.</summary>
internal static class BanEndpoints
{
    private const string Scope = "moderator:manage:banned_users";
    private const int MaxSeconds = 1_209_600;
    private const int MaxReason = 500;

    public static void MapBans(this IEndpointRouteBuilder helix)
    {
        helix.MapPost("/moderation/bans", Ban);
        helix.MapDelete("/moderation/bans", Unban);
    }

    private static IResult Ban(
        HelixCaller caller, SandboxChat chat, SandboxModeration moderation,
        [FromQuery(Name = "broadcaster_id")] string? broadcasterId, [FromQuery(Name = "moderator_id")] string? moderatorId, BanBody body)
    {
        if (ModeratorCheck.Refuse(caller, chat, broadcasterId, moderatorId, Scope) is { } refusal)
            return refusal;
        if (body.Data is not { UserId: { Length: > 0 } userId } || chat.FindUser(userId) is null)
            return HelixErrors.BadRequest("The user_id is not valid.");
        if (body.Data.Duration is < 1 or > MaxSeconds)
            return HelixErrors.BadRequest("The duration must be between 1 and 1209600 seconds.");
        if (body.Data.Reason is { Length: > MaxReason })
            return HelixErrors.BadRequest("The reason may have at most 500 characters.");

        TimeSpan? duration = body.Data.Duration is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return moderation.Restrict(broadcasterId!, moderatorId!, userId, duration, body.Data.Reason ?? "") switch
        {
            ModerationResult.Done when chat.RestrictionOf(broadcasterId!, userId) is { } restriction => Results.Json(new
            {
                Data = new[]
                {
                    new
                    {
                        BroadcasterId = broadcasterId,
                        ModeratorId = moderatorId,
                        UserId = userId,
                        CreatedAt = TwitchTime.Seconds(restriction.CreatedAt),
                        EndTime = restriction.EndsAt is { } endsAt ? TwitchTime.Seconds(endsAt) : null,
                    },
                },
            }),
            ModerationResult.AlreadyBanned => HelixErrors.BadRequest("user is already banned"),
            ModerationResult.NotModerator => HelixErrors.Forbidden(ModeratorCheck.NotModerator),
            _ => HelixErrors.BadRequest("The user specified in the user_id field may not be banned."),
        };
    }

    private static IResult Unban(
        HelixCaller caller, SandboxChat chat, SandboxModeration moderation,
        [FromQuery(Name = "broadcaster_id")] string? broadcasterId,
        [FromQuery(Name = "moderator_id")] string? moderatorId,
        [FromQuery(Name = "user_id")] string? userId)
    {
        if (ModeratorCheck.Refuse(caller, chat, broadcasterId, moderatorId, Scope) is { } refusal)
            return refusal;
        if (userId is null || chat.FindUser(userId) is null)
            return HelixErrors.BadRequest("The user_id is not valid.");

        return moderation.Lift(broadcasterId!, moderatorId!, userId) == ModerationResult.Done
            ? Results.NoContent()
            : HelixErrors.BadRequest("user is not banned");
    }

    private sealed record BanBody(BanData? Data);

    private sealed record BanData(string? UserId, int? Duration, string? Reason);
}
