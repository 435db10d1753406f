using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Classification;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Api.Channels;

/// <summary><c>/v1/channels/{channel}/settings</c>. A change is looked at whole before any of it is made; each part is recorded with its value before and after.</summary>
internal static class SettingEndpoints
{
    private const int MaxBodyBytes = 2_000_000;

    public static void MapSettings(this RouteGroupBuilder channel)
    {
        var settings = channel.MapGroup("/settings").WithTags("Settings");
        settings.MapGet("/", Read)
            .WithName("GetSettings")
            .WithSummary("Mode, levels, terms and members, and every other setting with where it comes from.")
            .WithDescription("As they are set, whether the shield is up or not. What each of settings may be set to, and whether the key's role may set it, stands beside it.")
            .Needs(ApiScope.ReadSettings, Permissions.View)
            .ProducesProblem(StatusCodes.Status409Conflict);
        settings.MapPatch("/", ChangeAsync)
            .WithName("ChangeSettings")
            .WithSummary("Changes mode, levels, terms, members, or any other setting by its path; answers with the settings in force.")
            .WithDescription("What is left out stays. All of it is checked before any of it is done, and a part that the role may not change refuses the whole.")
            .WithMetadata(new RequestSize(MaxBodyBytes))
            .Needs(ApiScope.WriteSettings, Permissions.View)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        settings.MapChanges();
        settings.MapTrial();
    }

    private static Results<Ok<SettingsView>, ApiError> Read(ApiCaller caller, SettingsAnswer answer) => answer.Of(caller);

    private static async Task<Results<Ok<SettingsView>, ApiError>> ChangeAsync(
        ApiCaller caller, SettingsPatch patch, PolicyBook policies, ChannelTerms terms, ChannelSettings settings, SettingDesk desk, PolicyReloadWorker reload, SettingsAnswer answer, CancellationToken cancellationToken)
    {
        var policy = policies.Current.For(caller.Channel);
        if (patch.ExpectedVersion is { } expected && expected != policy.Version) return ApiError.Conflict("stale", "The settings have changed", $"They have version {policy.Version} now.");
        var change = new SettingChanges(caller.Person, policy, settings, terms, desk);
        try
        {
            if (change.Refusal(patch) is { } refusal) return refusal;
        }
        catch (ConfigException)
        {
            return SettingsAnswer.FilesOutOfOrder;
        }
        try
        {
            if (await change.ApplyAsync(patch, cancellationToken) is { } late) return late;
        }
        catch (ConfigException e)
        {
            return ApiError.Invalid(e.Message);
        }
        reload.ReloadNow();
        return answer.AfterChange(caller);
    }
}

/// <summary>One change of a channel's settings by somebody in a role.</summary>
internal sealed class SettingChanges(SettingPerson person, ChannelPolicy policy, ChannelSettings settings, ChannelTerms terms, SettingDesk desk)
{
    private readonly BroadcasterId broadcaster = person.Channel;
    private readonly Role role = person.Role;
    private readonly SettingSource source = person.Source;

    /// <summary>Why not; null when it can be done.</summary>
    public ApiError? Refusal(SettingsPatch patch)
    {
        if ((patch.Mode is not null || patch.Levels is { Count: > 0 }) && Lacks(Permissions.Levels) is { } levels) return levels;
        if (!ApiQuery.TryReadWord<ChannelMode>(patch.Mode, out _)) return ApiError.Invalid($"mode is {ApiQuery.Words<ChannelMode>()}.");
        if (ApiLevels.TryRead(patch.Levels, out _) is { } wrong) return ApiError.Invalid(wrong);
        return RefusalOfTerms(patch.Terms) ?? RefusalOfMembers(patch.Members) ?? RefusalOfValues(patch);
    }

    /// <returns>What has come to stand in the way of <see cref="SettingsPatch.Values"/> since they were checked; null when all is done.</returns>
    /// <exception cref="ConfigException">A list of terms would be too long.</exception>
    public async Task<ApiError?> ApplyAsync(SettingsPatch patch, CancellationToken cancellationToken)
    {
        // Terms first: they alone can still be refused, for the length of their list.
        foreach (var (kind, list) in Lists(patch.Terms))
        {
            if (list.Remove is { Count: > 0 } removed) await terms.RemoveAsync(broadcaster, kind, removed, source, cancellationToken);
            if (list.Add is { Count: > 0 } added) await terms.AddAsync(broadcaster, kind, added, source, cancellationToken);
        }
        if (patch.Values is { Count: > 0 } values && ErrorOf(await desk.SetAsync(person, values, cancellationToken)) is { } late) return late;
        if (ApiQuery.TryReadWord<ChannelMode>(patch.Mode, out var mode) && mode is { } chosen) await settings.SetModeAsync(broadcaster, chosen, policy.Config.Mode.ToString(), source, cancellationToken);
        _ = ApiLevels.TryRead(patch.Levels, out var levels);
        foreach (var (category, level) in levels) await settings.SetLevelAsync(broadcaster, category, level, policy.LevelOf(category), source, cancellationToken);
        foreach (var (id, given) in patch.Members ?? new Dictionary<string, string>())
        {
            await settings.SetRoleAsync(broadcaster, new ChatterId(id), given, policy.Config.Members.GetValueOrDefault(id), source, cancellationToken);
        }
        return null;
    }

    private ApiError? RefusalOfTerms(TermsPatch? patch)
    {
        var lists = Lists(patch).ToArray();
        if (lists.Length > 0 && Lacks(Permissions.Terms) is { } refusal) return refusal;
        var known = terms.Read(broadcaster);
        foreach (var (kind, list) in lists)
        {
            var word = HoldView.Word(kind);
            if ((list.Add ?? []).Concat(list.Remove ?? []).Any(term => term is null)) return ApiError.Invalid($"terms.{word} has a null among its terms.");
            var place = 0;
            foreach (var term in list.Add ?? [])
            {
                if (known.ProblemOf(kind, term) is { } problem) return ApiError.Invalid($"terms.{word}.add[{place}]: the term {problem}.");
                place++;
            }
        }
        return null;
    }

    private ApiError? RefusalOfMembers(IReadOnlyDictionary<string, string>? members)
    {
        if (members is not { Count: > 0 }) return null;
        if (Lacks(Permissions.Roles) is { } refusal) return refusal;
        foreach (var (id, given) in members)
        {
            if (id.Length is 0 or > 20 || !id.All(char.IsAsciiDigit)) return ApiError.Invalid($"members has '{id}', which is no numeric user id.");
            if (given is null) return ApiError.Invalid($"The role of {id} is null; {RoleBook.None} takes every role away.");
            if (RoleGrant.ProblemOf(role, policy.Roles, id, policy.Config.Members.GetValueOrDefault(id), given) is { } beyond) return policy.Roles.Find(given) is null && given != RoleBook.None ? ApiError.Invalid(beyond) : ApiError.Forbidden(beyond);
        }
        return null;
    }

    private ApiError? RefusalOfValues(SettingsPatch patch)
    {
        if (patch.Values is not { Count: > 0 } values) return null;
        if (patch.Mode is not null && values.ContainsKey(KnownSettings.Mode)) return ApiError.Invalid("mode is given twice, the second time in values.");
        foreach (var key in patch.Levels?.Keys ?? [])
        {
            if (Categories.TryParse(key, out var category) && values.ContainsKey(KnownSettings.PathOf(category))) return ApiError.Invalid($"The level of {key} is given twice, the second time in values.");
        }
        return ErrorOf(desk.ProblemOf(person, values));
    }

    private static ApiError? ErrorOf(SettingResult? result) => result switch
    {
        null or SettingResult.Done => null,
        SettingResult.Forbidden => ApiError.Forbidden(result.Said),
        _ => ApiError.Invalid(result.Said),
    };

    private ApiError? Lacks(Permissions permission) => role.Has(permission) ? null : ApiError.Forbidden($"The role {role.Name} needs the permission {permission}.");

    private static IEnumerable<(TermKind Kind, TermListPatch List)> Lists(TermsPatch? patch)
    {
        if (patch?.Blocked is { } blocked) yield return (TermKind.Blocked, blocked);
        if (patch?.Permitted is { } permitted) yield return (TermKind.Permitted, permitted);
    }
}
