using ModBot.Host.Web.Access;
using ModBot.Host.Web.Layout;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Shield;

namespace ModBot.Host.Web.Dock;

/// <summary>The small page for a dock in the streaming software. It shows no text and no name, because a dock may be seen on stream.</summary>
internal static class DockEndpoints
{
    public static void MapDock(this IEndpointRouteBuilder routes)
    {
        var dock = routes.MapDesk("/dock");
        dock.MapGet("/{channel}", ShowAsync);
        dock.MapGet("/{channel}/state", StateAsync);
        dock.MapPost("/{channel}/shield", ShieldAsync);
    }

    private static async Task<IResult> ShowAsync(DeskChannel here, DockReader reader, CancellationToken cancellationToken) =>
        DeskPage.Of<DockPage>(StatusCodes.Status200OK, new { View = await reader.ReadAsync(here, cancellationToken) });

    private static async Task<IResult> StateAsync(DeskChannel here, DockReader reader, CancellationToken cancellationToken) =>
        DeskPage.Of<DockState>(StatusCodes.Status200OK, new { View = await reader.ReadAsync(here, cancellationToken) });

    /// <summary>Only with the word written out: a click that slipped, or two, does nothing.</summary>
    private static async Task<IResult> ShieldAsync(HttpContext http, DeskChannel here, Shields shields, ShieldKeeper keeper, PolicyBook policies, DockReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!here.May(Permissions.Shield)) return DeskPage.SayResult(http, StatusCodes.Status403Forbidden, "That did not happen", $"The role {here.Role.Name} may not put the shield up or down.");
        if (!policies.Current.For(here.Id).Config.Shield.Enabled) return DeskPage.SayResult(http, StatusCodes.Status422UnprocessableEntity, "That did not happen", "This channel's config has no shield.");
        var source = new SettingSource(Actor.Of(here.Person), SettingSurface.Web);
        switch ((await http.Request.ReadFormAsync(cancellationToken))["word"].ToString().Trim().ToLowerInvariant())
        {
            case "up":
                shields.Raise(here.Id, null, source, time.GetUtcNow());
                break;
            case "down":
                shields.Lower(here.Id, "a moderator wants it", source, time.GetUtcNow());
                break;
            default:
                return DeskPage.SayResult(http, StatusCodes.Status422UnprocessableEntity, "That did not happen", "Write up or down.");
        }
        await keeper.RunAsync(here.Id, cancellationToken);
        return http.Request.Headers.ContainsKey("HX-Request")
            ? DeskPage.Of<DockBody>(StatusCodes.Status200OK, new { View = await reader.ReadAsync(here, cancellationToken) })
            : Results.Redirect($"/dock/{here.Login}");
    }
}
