using System.Globalization;
using ModBot.Classification;
using ModBot.Explaining;
using ModBot.Host.Configuration;
using ModBot.Host.Web.Access;
using ModBot.Host.Web.Layout;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Web.Settings;

/// <summary>A channel's settings: for all who may view the channel to read, for those who may to change.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapDesk();
        desk.MapGet("/{channel}/settings", ShowAsync);
        desk.MapPost("/{channel}/settings", SetAsync);
        desk.MapPost("/{channel}/settings/terms", ChangeTermAsync);
        desk.MapPost("/{channel}/settings/members", SetRoleAsync);
        desk.MapPost("/{channel}/settings/undo", UndoAsync);
        desk.MapPost("/{channel}/settings/try", TryAsync);
        desk.MapGet("/{channel}/settings/examples/{category}", ExamplesAsync);
    }

    private static async Task<IResult> ShowAsync(DeskChannel here, SettingsReader reader, CancellationToken cancellationToken) =>
        DeskPage.Of<SettingsPage>(StatusCodes.Status200OK, new { View = await reader.ReadAsync(here, cancellationToken) });

    private static async Task<IResult> SetAsync(HttpContext http, DeskChannel here, SettingDesk settings, SettingsReader reader, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var text = form["act"] == "clear" ? null : form["value"].ToString();
        return await AnswerAsync(http, here, () => settings.SetAsync(PersonOf(here), form["setting"].ToString(), text, SeenIn(form), cancellationToken), reader, cancellationToken);
    }

    private static async Task<IResult> ChangeTermAsync(HttpContext http, DeskChannel here, SettingDesk settings, SettingsReader reader, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        TermKind? kind = form["kind"].ToString() switch { "blocked" => TermKind.Blocked, "permitted" => TermKind.Permitted, _ => null };
        bool? isAdded = form["act"].ToString() switch { "add" => true, "remove" => false, _ => null };
        return await AnswerAsync(http, here, () => kind is { } list && isAdded is { } adds
            ? settings.ChangeTermAsync(PersonOf(here), list, form["term"].ToString(), adds, cancellationToken)
            : Task.FromResult<SettingResult>(new SettingResult.NotFound("There is no such list.")), reader, cancellationToken);
    }

    private static async Task<IResult> SetRoleAsync(HttpContext http, DeskChannel here, SettingDesk settings, SettingsReader reader, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var role = form["act"] == "clear" ? null : form["role"].ToString();
        return await AnswerAsync(http, here, () => settings.SetRoleAsync(PersonOf(here), form["whom"].ToString(), role, SeenIn(form), cancellationToken), reader, cancellationToken);
    }

    private static async Task<IResult> UndoAsync(HttpContext http, DeskChannel here, SettingDesk settings, SettingsReader reader, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        return await AnswerAsync(http, here, () => long.TryParse(form["at"], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? settings.UndoAsync(PersonOf(here), form["setting"].ToString(), new DateTimeOffset(ticks, TimeSpan.Zero), cancellationToken)
            : Task.FromResult<SettingResult>(new SettingResult.NotFound("There is no such change.")), reader, cancellationToken);
    }

    /// <summary>By POST, so that the text stands in no address and in no log of addresses; it changes nothing.</summary>
    private static async Task<IResult> TryAsync(HttpContext http, DeskChannel here, TextTrial trial, PolicyBook policies, CancellationToken cancellationToken)
    {
        var text = (await http.Request.ReadFormAsync(cancellationToken))["text"].ToString();
        if (string.IsNullOrWhiteSpace(text) || text.Length > TextTrial.MaxLength) return DeskPage.SayResult(http, StatusCodes.Status422UnprocessableEntity, "That cannot be tried", $"A chat message has 1 to {TextTrial.MaxLength} characters.");
        var policy = policies.For(here.Id);
        var result = await trial.RunAsync(here.Id, text, policy, cancellationToken);
        return IsScript(http)
            ? DeskPage.Of<TrialPart>(StatusCodes.Status200OK, new { Result = result, Policy = policy })
            : DeskPage.Of<TrialPage>(StatusCodes.Status200OK, new { Result = result, Policy = policy, Channel = here });
    }

    private static async Task<IResult> ExamplesAsync(HttpContext http, DeskChannel here, string category, int? level, LevelExamples examples, CancellationToken cancellationToken)
    {
        if (!Categories.TryParse(category, out var known) || level is < 1 or > LevelThresholds.MaxLevel) return DeskPage.SayResult(http, StatusCodes.Status404NotFound, "There is no such page", "There is no such category or level.");
        var view = await examples.ReadAsync(here, known, level, cancellationToken);
        return IsScript(http)
            ? DeskPage.Of<ExamplesPart>(StatusCodes.Status200OK, new { View = view, Channel = here })
            : DeskPage.Of<ExamplesPage>(StatusCodes.Status200OK, new { View = view, Channel = here });
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, DeskChannel here, Func<Task<SettingResult>> act, SettingsReader reader, CancellationToken cancellationToken)
    {
        var result = await DoAsync(act);
        var status = result switch
        {
            SettingResult.Done => StatusCodes.Status200OK,
            SettingResult.Changed => StatusCodes.Status409Conflict,
            SettingResult.Forbidden => StatusCodes.Status403Forbidden,
            SettingResult.NotFound => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        if (IsScript(http)) return DeskPage.Of<SettingsBody>(status, new { View = await reader.ReadAsync(here, cancellationToken), result.Said });
        return status == StatusCodes.Status200OK ? Results.Redirect($"/desk/{here.Login}/settings") : DeskPage.Say(status, "Nothing was changed", result.Said);
    }

    private static async Task<SettingResult> DoAsync(Func<Task<SettingResult>> act)
    {
        try
        {
            return await act();
        }
        catch (ConfigException)
        {
            return new SettingResult.Wrong("The config files are out of order, so nothing can be changed here; the log says what is wrong.");
        }
        catch (Exception e) when (e is HttpRequestException or TwitchLoginException)
        {
            return new SettingResult.Wrong("Twitch could not be asked who that is; try again in a moment.");
        }
    }

    private static SettingPerson PersonOf(DeskChannel here) => new(here.Id, here.Role, new SettingSource(Actor.Of(here.Person), SettingSurface.Web));

    /// <summary>What the page showed; a form without it is of somebody who looked at nothing.</summary>
    private static string? SeenIn(IFormCollection form) => form.TryGetValue("before", out var before) ? before.ToString() : null;

    private static bool IsScript(HttpContext http) => http.Request.Headers.ContainsKey("HX-Request");
}
