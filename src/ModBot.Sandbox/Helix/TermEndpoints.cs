using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.Helix;

/// <summary>Blocked terms and AutoMod's levels, and whether AutoMod would hold a text.</summary>
internal static class TermEndpoints
{
    private const string ReadTerms = "moderator:read:blocked_terms", ManageTerms = "moderator:manage:blocked_terms";
    private const string ReadSettings = "moderator:read:automod_settings", ManageSettings = "moderator:manage:automod_settings";

    public static void MapTerms(this IEndpointRouteBuilder helix)
    {
        helix.MapGet("/moderation/blocked_terms", List);
        helix.MapPost("/moderation/blocked_terms", Add);
        helix.MapDelete("/moderation/blocked_terms", Remove);
        helix.MapGet("/moderation/automod/settings", GetSettings);
        helix.MapPut("/moderation/automod/settings", PutSettings);
        helix.MapPost("/moderation/enforcements/status", Check);
    }

    private static IResult List(
        HelixCaller caller, SandboxChat chat, SandboxAutoMod autoMod, [AsParameters] ModeratorQuery who, int first = 20, string after = "")
        => ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, ReadTerms, ManageTerms)
            ?? HelixPage.Of(autoMod.BlockedTerms(who.BroadcasterId!).Select(term => Describe(term, who)), first, after);

    private static IResult Add(HelixCaller caller, SandboxChat chat, SandboxAutoMod autoMod, [AsParameters] ModeratorQuery who, TermBody body)
    {
        if (ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, ManageTerms) is { } refusal)
            return refusal;
        if (body.Text is not { Length: >= 2 and <= 500 } text || text.Trim('*').Contains('*', StringComparison.Ordinal))
            return HelixErrors.BadRequest("The text must have between 2 and 500 characters, and a wildcard only at its start or end.");
        return Results.Json(new { Data = new[] { Describe(autoMod.Block(who.BroadcasterId!, who.ModeratorId!, text), who) } });
    }

    private static IResult Remove(HelixCaller caller, SandboxChat chat, SandboxAutoMod autoMod, [AsParameters] ModeratorQuery who, string? id)
    {
        if (ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, ManageTerms) is { } refusal)
            return refusal;
        autoMod.Unblock(who.BroadcasterId!, who.ModeratorId!, id ?? "");
        return Results.NoContent();
    }

    private static IResult GetSettings(HelixCaller caller, SandboxChat chat, SandboxAutoMod autoMod, [AsParameters] ModeratorQuery who)
        => ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, ReadSettings, ManageSettings)
            ?? Describe(autoMod.Settings(who.BroadcasterId!), who);

    private static IResult PutSettings(
        HelixCaller caller, SandboxChat chat, SandboxAutoMod autoMod, [AsParameters] ModeratorQuery who, LevelsBody body)
    {
        if (ModeratorCheck.Refuse(caller, chat, who.BroadcasterId, who.ModeratorId, ManageSettings) is { } refusal)
            return refusal;
        if (body.Read() is not { } settings)
            return HelixErrors.BadRequest("Either overall_level or individual levels between 0 and 4 must be given.");
        autoMod.ChangeSettings(who.BroadcasterId!, who.ModeratorId!, settings);
        return Describe(settings, who);
    }

    private static IResult Check(
        HelixCaller caller, SandboxChat chat, SandboxAutoMod autoMod, [FromQuery(Name = "broadcaster_id")] string? broadcasterId, CheckBody body)
    {
        if (caller.Refuse(broadcasterId, "moderation:read") is { } refusal)
            return refusal;
        if (!chat.Broadcasters.Any(user => user.Id == broadcasterId) || body.Data is not { Count: >= 1 and <= 100 } messages)
            return HelixErrors.BadRequest("The broadcaster_id is not valid, or there are not between 1 and 100 messages.");
        return Results.Json(new { Data = messages.Select(one => new { one.MsgId, IsPermitted = !autoMod.Holds(broadcasterId!, one.MsgText ?? "") }) });
    }

    private static object Describe(BlockedTerm term, ModeratorQuery who) => new
    {
        who.BroadcasterId,
        ModeratorId = term.Moderator.Id,
        term.Id,
        term.Text,
        CreatedAt = TwitchTime.Seconds(term.CreatedAt),
        UpdatedAt = TwitchTime.Seconds(term.CreatedAt),
        ExpiresAt = (string?)null,
    };

    private static IResult Describe(AutoModSettings levels, ModeratorQuery who) => Results.Json(new
    {
        Data = new[]
        {
            new
            {
                who.BroadcasterId,
                who.ModeratorId,
                levels.OverallLevel,
                levels.Disability,
                levels.Aggression,
                levels.SexualitySexOrGender,
                levels.Misogyny,
                levels.Bullying,
                levels.Swearing,
                levels.RaceEthnicityOrReligion,
                levels.SexBasedTerms,
            },
        },
    });

    private sealed record TermBody(string? Text);

    private sealed record CheckBody(List<CheckMessage>? Data);

    private sealed record CheckMessage(string? MsgId, string? MsgText);

    private sealed record LevelsBody(
        int? OverallLevel, int? Aggression, int? Bullying, int? Disability, int? Misogyny, int? RaceEthnicityOrReligion, int? SexualitySexOrGender,
        int? SexBasedTerms, int? Swearing)
    {
        // PUT replaces everything: a level that is not named is off.
        public AutoModSettings? Read()
        {
            int?[] levels = [Aggression, Bullying, Disability, Misogyny, RaceEthnicityOrReligion, SexualitySexOrGender, SexBasedTerms, Swearing];
            if (levels.Append(OverallLevel).Any(level => level is < 0 or > 4) || OverallLevel is null == levels.All(level => level is null))
                return null;
            return OverallLevel is { } overall
                ? AutoModSettings.Overall(overall)
                : new AutoModSettings(
                    Aggression ?? 0, Bullying ?? 0, Disability ?? 0, Misogyny ?? 0, RaceEthnicityOrReligion ?? 0, SexualitySexOrGender ?? 0,
                    SexBasedTerms ?? 0, Swearing ?? 0);
        }
    }
}
