using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Classification;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;
using ModBot.Host.Reports;
using ModBot.Policy;

namespace ModBot.Host.Api.Review;

/// <summary><c>POST /v1/channels/{channel}/simulate</c>: other levels on the channel's own history, as the desk's page tries them.</summary>
internal static class SimulateApi
{
    public static void MapSimulate(this RouteGroupBuilder channel) => channel.MapPost("/simulate", TryAsync)
        .WithTags("Review")
        .WithName("SimulateLevels")
        .WithSummary("What other levels would have held of the chat of the last 7, 30 or 90 days, and what levels the decisions suggest. Changes nothing.")
        .WithDescription("Levels are set by changing the settings. Examples are shown to roles with the permission view, their texts to keys that are for `holds:read`, too.")
        .WithMetadata(RequestSize.Small)
        .Needs(ApiScope.ReadStats, Permissions.Stats)
        .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<Results<Ok<TrialView>, ApiError>> TryAsync(ApiCaller caller, LevelDesk desk, SimulateRequest request, CancellationToken cancellationToken)
    {
        if (request.TryRead(out var days, out var levels) is { } wrong) return ApiError.Invalid(wrong);
        if (desk.ProblemOf(caller.Channel, levels.Keys) is { } problem) return ApiError.Invalid(problem);
        var trial = await desk.TryAsync(caller.Channel, days, levels, caller.Role!.Has(Permissions.View), cancellationToken);
        return TypedResults.Ok(TrialView.Of(trial, HoldReference.For(caller)));
    }
}

/// <summary>Levels to try; a field that is misspelt is refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SimulateRequest(
    [property: Description("Levels by category, 0 (off) to 4 (strictest); categories that are not named stay as they are.")] IReadOnlyDictionary<string, int>? Levels = null,
    [property: Description("On how many days: 7, 30 or 90; 30 where nothing is said.")] int? Days = null)
{
    private const int DefaultDays = 30;

    /// <summary>Says what is wrong, or null.</summary>
    public string? TryRead(out int days, out Dictionary<Category, int> levels)
    {
        (days, levels) = (Days ?? DefaultDays, []);
        if (!LevelDesk.Days.Contains(days)) return $"days is one of {string.Join(", ", LevelDesk.Days)}.";
        return ApiLevels.TryRead(Levels, out levels);
    }
}
