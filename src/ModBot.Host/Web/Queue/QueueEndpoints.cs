using ModBot.Host.Web.Access;
using ModBot.Host.Web.Layout;

namespace ModBot.Host.Web.Queue;

/// <summary>The queue of one channel or of all, live.</summary>
internal static class QueueEndpoints
{
    public static void MapQueue(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapDesk();
        desk.MapGet("/", (HttpContext http, DeskUser user, DeskQueue queue, CancellationToken cancellationToken) => ShowAsync(http, user.Channels, queue, cancellationToken));
        desk.MapGet("/{channel}", (HttpContext http, DeskChannel here, DeskQueue queue, CancellationToken cancellationToken) => ShowAsync(http, [here], queue, cancellationToken));
        desk.MapGet("/cards", ChangedAsync);
        desk.MapGet("/events", DeskEvents.Follow);
        desk.MapGet("/view", () => DeskPage.Of<ViewPage>(StatusCodes.Status200OK, new { }));
        desk.MapPost("/view", KeepViewAsync);
        desk.MapHolds();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, IReadOnlyList<DeskChannel> channels, DeskQueue queue, CancellationToken cancellationToken)
    {
        var showsChannel = http.Features.Get<DeskChannel>() is null;
        return DeskPage.Of<QueuePage>(StatusCodes.Status200OK, new { Queue = await queue.ReadAsync(channels, DeskView.Of(http), showsChannel, cancellationToken) });
    }

    private static async Task<IResult> ChangedAsync(HttpContext http, DeskUser user, DeskQueue queue, string? have, bool? all, CancellationToken cancellationToken) =>
        DeskPage.Of<CardList>(StatusCodes.Status200OK, new { Cards = await queue.ReadChangedAsync(user, have ?? "", DeskView.Of(http), all ?? false, cancellationToken) });

    private static async Task<IResult> KeepViewAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        DeskView.Read(form["theme"], form["covered"], form["keys"] == "on").Keep(http);
        return Results.Redirect("/desk/view");
    }
}
