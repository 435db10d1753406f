using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Host.Configuration;
using ModBot.Policy;

namespace ModBot.Host.Api.Channels;

/// <summary><c>/v1/channels/{channel}/settings/changes</c> and <c>/undo</c>: what was changed, and taking it back.</summary>
internal static class ChangeEndpoints
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 200;

    /// <param name="settings">The group of <c>/settings</c>.</param>
    public static void MapChanges(this RouteGroupBuilder settings)
    {
        settings.MapGet("/changes", ReadAsync)
            .WithName("ListSettingChanges")
            .WithSummary("The last changes of the settings, the latest first: what was, what was set, by whom and where.")
            .WithDescription("Those that an admin made for all channels are among them. No older than a year; the whole record is the audit's.")
            .Needs(ApiScope.ReadSettings, Permissions.View)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        settings.MapPost("/undo", UndoAsync)
            .WithName("UndoSettingChange")
            .WithSummary("Sets what was before a change; answers with the settings in force.")
            .WithDescription("That is a change, too, and recorded as one. What was changed again since, or in a config file, is not undone: 409 or 404.")
            .WithMetadata(RequestSize.Small)
            .Needs(ApiScope.WriteSettings, Permissions.View)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<ChangePage>, ApiError>> ReadAsync(ApiCaller caller, LastChanges changes, [Description("1 to 200; 20 where nothing is said.")] int? limit, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit) return ApiError.Invalid($"limit is 1 to {MaxLimit}.");
        return TypedResults.Ok(new ChangePage([.. (await changes.ReadAsync(caller.Channel, limit ?? DefaultLimit, cancellationToken)).Select(change => ChangeView.Of(change, caller.Role!))]));
    }

    private static async Task<Results<Ok<SettingsView>, ApiError>> UndoAsync(ApiCaller caller, UndoRequest request, SettingDesk desk, SettingsAnswer answer, CancellationToken cancellationToken)
    {
        if (request is not { Setting: { Length: > 0 } setting, At: { } at }) return ApiError.Invalid("setting and at are those of the change, as the list of changes shows them.");
        try
        {
            return await desk.UndoAsync(caller.Person, setting, at, cancellationToken) switch
            {
                SettingResult.Done => answer.AfterChange(caller),
                SettingResult.Forbidden refused => ApiError.Forbidden(refused.Said),
                SettingResult.NotFound missing => ApiError.NotFound(missing.Said),
                SettingResult.Changed changed => ApiError.Conflict("stale", "It has changed since", changed.Said),
                var other => ApiError.Conflict("cannot-undo", "It cannot be undone", other.Said),
            };
        }
        catch (ConfigException)
        {
            return SettingsAnswer.FilesOutOfOrder;
        }
    }
}

/// <summary>Which change to undo.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record UndoRequest(
    [property: Description("The setting of the change.")] string? Setting = null,
    [property: Description("When it was made, to the last digit.")] DateTimeOffset? At = null);

/// <summary>Changes of a channel's settings.</summary>
internal sealed record ChangePage(IReadOnlyList<ChangeView> Changes);

/// <summary>A change of a setting.</summary>
/// <param name="Surface">Where it was made: chat, command_line, web, api, file, twitch or mod_bot.</param>
/// <param name="Before">What was in force; null where nothing was set, and for lists of terms.</param>
/// <param name="After">What was set; null where it was left to the files, and for lists of terms.</param>
/// <param name="Removed">Terms that were taken off the list; null for every other setting.</param>
/// <param name="Added">Terms that were put on it.</param>
/// <param name="IsForAllChannels">An admin made it for all channels.</param>
/// <param name="MayUndo">It is one that can be undone here, and the key's role may.</param>
internal sealed record ChangeView(
    DateTimeOffset At, ActorView By, string Surface, string Setting, string? Before, string? After, IReadOnlyList<string>? Removed, IReadOnlyList<string>? Added, bool IsForAllChannels, bool MayUndo)
{
    public static ChangeView Of(SettingChange change, Role role)
    {
        var isTerms = SettingDesk.TermsOf(change) is not null;
        return new ChangeView(
            change.At, ActorView.Of(change.By), HoldView.Word(change.Surface), change.Setting, isTerms ? null : change.Before, isTerms ? null : change.After,
            isTerms ? SettingDesk.ListOf(change.Before) : null, isTerms ? SettingDesk.ListOf(change.After) : null,
            change.Broadcaster is null, SettingDesk.NeededToUndo(change) is { } needed && role.Has(needed));
    }
}
