using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.Helix;

/// <summary>Shield mode, suspicious users and unban requests.</summary>
internal static class TrustEndpoints
{
    private const string ReadShield = "moderator:read:shield_mode", ManageShield = "moderator:manage:shield_mode";
    private const string ReadRequests = "moderator:read:unban_requests", ManageRequests = "moderator:manage:unban_requests";
    private const string ManageSuspicious = "moderator:manage:suspicious_users";
    private static readonly string[] AddedByHand = ["MANUALLY_ADDED"];

    public static void MapTrust(this IEndpointRouteBuilder helix)
    {
        helix.MapGet("/moderation/shield_mode", GetShield);
        helix.MapPut("/moderation/shield_mode", PutShield);
        helix.MapPost("/moderation/suspicious_users", Suspect);
        helix.MapDelete("/moderation/suspicious_users", Trust);
        helix.MapGet("/moderation/unban_requests", ListRequests);
        helix.MapPatch("/moderation/unban_requests", Resolve);
    }

    private static IResult GetShield(HelixCaller caller, SandboxChat chat, SandboxTrust trust, [AsParameters] ModeratorQuery who)
        => ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, ReadShield, ManageShield)
            ?? Describe(trust.Shield(who.BroadcasterId!));

    private static IResult PutShield(HelixCaller caller, SandboxChat chat, SandboxTrust trust, [AsParameters] ModeratorQuery who, ShieldBody body)
    {
        if (ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, ManageShield) is { } refusal)
            return refusal;
        if (body.IsActive is not { } isActive)
            return HelixErrors.BadRequest("The is_active field is required.");
        trust.SetShield(who.BroadcasterId!, who.ModeratorId!, isActive);
        return Describe(trust.Shield(who.BroadcasterId!));
    }

    private static IResult Suspect(
        HelixCaller caller, SandboxChat chat, SandboxTrust trust, TimeProvider time, [AsParameters] ModeratorQuery who, SuspectBody body)
        => body.Status switch
        {
            "ACTIVE_MONITORING" => Change(caller, chat, trust, time, who, body.UserId, SuspiciousStatus.ActiveMonitoring, body.Status),
            "RESTRICTED" => Change(caller, chat, trust, time, who, body.UserId, SuspiciousStatus.Restricted, body.Status),
            _ => HelixErrors.BadRequest("The status must be ACTIVE_MONITORING or RESTRICTED."),
        };

    private static IResult Trust(
        HelixCaller caller, SandboxChat chat, SandboxTrust trust, TimeProvider time, [AsParameters] ModeratorQuery who,
        [FromQuery(Name = "user_id")] string? userId)
        => Change(caller, chat, trust, time, who, userId, SuspiciousStatus.None, "NO_TREATMENT");

    private static IResult Change(
        HelixCaller caller, SandboxChat chat, SandboxTrust trust, TimeProvider time, ModeratorQuery who, string? userId, SuspiciousStatus status, string name)
    {
        if (ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, ManageSuspicious) is { } refusal)
            return refusal;
        if (userId is null || chat.FindUser(userId) is null)
            return HelixErrors.BadRequest("The user_id is not valid.");
        if (trust.Suspect(who.BroadcasterId!, who.ModeratorId!, userId, status) != ModerationResult.Done)
            return HelixErrors.BadRequest("The user specified in the user_id field may not be treated so.");
        return Results.Json(new
        {
            Data = new[]
            {
                new
                {
                    UserId = userId,
                    who.BroadcasterId,
                    who.ModeratorId,
                    UpdatedAt = TwitchTime.Seconds(time.GetUtcNow()),
                    Status = name,
                    Types = AddedByHand,
                },
            },
        });
    }

    private static IResult ListRequests(
        HelixCaller caller, SandboxChat chat, SandboxTrust trust, [AsParameters] ModeratorQuery who, string? status,
        [FromQuery(Name = "user_id")] string? userId, int first = 20, string after = "")
    {
        if (ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, ReadRequests, ManageRequests) is { } refusal)
            return refusal;
        if (status is not ("pending" or "approved" or "denied" or "acknowledged" or "canceled"))
            return HelixErrors.BadRequest("The status is not valid.");
        var found = trust.UnbanRequests(who.BroadcasterId!).Where(one => one.Status == status && (userId is null || one.User.Id == userId));
        return HelixPage.Of(found.Select(one => Describe(one, chat, who)), first, after);
    }

    private static IResult Resolve(
        HelixCaller caller, SandboxChat chat, SandboxTrust trust, [AsParameters] ModeratorQuery who, string? status,
        [FromQuery(Name = "unban_request_id")] string? requestId, [FromQuery(Name = "resolution_text")] string? text)
    {
        if (ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, ManageRequests) is { } refusal)
            return refusal;
        if (status is not ("approved" or "denied") || text is { Length: > 500 })
            return HelixErrors.BadRequest("The status must be approved or denied, the text at most 500 characters.");
        return trust.ResolveUnban(who.BroadcasterId!, who.ModeratorId!, requestId ?? "", status == "approved", text ?? "") switch
        {
            ModerationResult.Done => Results.Json(new
            {
                Data = trust.UnbanRequests(who.BroadcasterId!).Where(one => one.Id == requestId).Select(one => Describe(one, chat, who)),
            }),
            ModerationResult.AlreadyProcessed => HelixErrors.BadRequest("The unban request was already resolved."),
            _ => HelixErrors.NotFound("The unban request was not found."),
        };
    }

    private static IResult Describe(ShieldMode shield) => Results.Json(new
    {
        Data = new[]
        {
            new
            {
                shield.IsActive,
                ModeratorId = shield.Moderator?.Id ?? "",
                ModeratorName = shield.Moderator?.DisplayName ?? "",
                ModeratorLogin = shield.Moderator?.Login ?? "",
                LastActivatedAt = shield.LastActivatedAt is { } at ? TwitchTime.Seconds(at) : "",
            },
        },
    });

    private static object Describe(UnbanRequest request, SandboxChat chat, ModeratorQuery who)
    {
        var broadcaster = chat.FindUser(who.BroadcasterId!)!;
        return new
        {
            request.Id,
            BroadcasterId = broadcaster.Id,
            BroadcasterLogin = broadcaster.Login,
            BroadcasterName = broadcaster.DisplayName,
            ModeratorId = request.Moderator?.Id,
            ModeratorLogin = request.Moderator?.Login,
            ModeratorName = request.Moderator?.DisplayName,
            UserId = request.User.Id,
            UserLogin = request.User.Login,
            UserName = request.User.DisplayName,
            request.Text,
            request.Status,
            CreatedAt = TwitchTime.Seconds(request.CreatedAt),
            ResolvedAt = request.ResolvedAt is { } at ? TwitchTime.Seconds(at) : null,
            ResolutionText = request.ResolvedAt is null ? null : request.ResolutionText,
        };
    }

    private sealed record ShieldBody(bool? IsActive);

    private sealed record SuspectBody(string? UserId, string? Status);
}
