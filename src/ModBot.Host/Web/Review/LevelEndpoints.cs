using System.Globalization;
using ModBot.Host.Reports;
using ModBot.Host.Web.Access;
using ModBot.Host.Web.Layout;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Web.Review;

/// <summary>The threshold simulator, and setting the levels that it found.</summary>
internal static class LevelEndpoints
{
    private const int DefaultDays = 30;

    public static void MapLevels(this RouteGroupBuilder desk)
    {
        desk.MapGet("/{channel}/review/levels", ShowAsync).Needs(Permissions.Stats);
        desk.MapPost("/{channel}/review/levels", ApplyAsync).Needs(Permissions.Levels);
    }

    /// <summary>The whole page, or for its script what the sliders and the days change.</summary>
    private static async Task<IResult> ShowAsync(HttpContext http, DeskChannel here, LevelDesk levels, string? days, bool? set, CancellationToken cancellationToken)
    {
        if (TryReadDays(days) is not { } window) return Wrong($"Levels can be tried on the last {string.Join(", ", LevelDesk.Days)} days.");
        if (LevelChoice.TryRead(http.Request.Query, out var choice) is { } problem) return Wrong(problem);
        var trial = await levels.TryAsync(here.Id, window, choice.Levels, here.May(Permissions.View), cancellationToken);
        return http.Request.Headers.ContainsKey("HX-Request")
            ? DeskPage.Of<LevelResult>(StatusCodes.Status200OK, new { Here = here, Trial = trial })
            : DeskPage.Of<LevelPage>(StatusCodes.Status200OK, new { Here = here, Trial = trial, Said = set == true ? SaidOf(levels) : null });
    }

    private static async Task<IResult> ApplyAsync(HttpContext http, DeskChannel here, LevelDesk levels, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (LevelChoice.TryRead(form, out var choice) is { } problem) return Wrong(problem);
        if (choice.Levels.Count == 0) return Wrong("No level was named.");
        if (await levels.ApplyAsync(here.Id, choice.Levels, choice.Before, new SettingSource(Actor.Of(here.Person), SettingSurface.Web), cancellationToken) is { } refused) return DeskPage.Say(StatusCodes.Status409Conflict, "Nothing was changed", refused);
        return Results.Redirect(string.Create(CultureInfo.InvariantCulture, $"/desk/{here.Login}/review/levels?days={TryReadDays(form["days"]) ?? DefaultDays}&set=true"));
    }

    private static string SaidOf(LevelDesk levels) =>
        levels.Rejected is null ? "The levels are set and in force." : "The levels are set. They take effect when the config files are in order again; the log says what is wrong.";

    private static int? TryReadDays(string? text) => text is null or "" ? DefaultDays
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && LevelDesk.Days.Contains(days) ? days
        : null;

    private static IResult Wrong(string problem) => DeskPage.Say(StatusCodes.Status400BadRequest, "That is not possible", problem);
}
