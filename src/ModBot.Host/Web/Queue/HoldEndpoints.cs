using ModBot.Holds;
using ModBot.Host.Commands;
using ModBot.Host.Web.Access;
using ModBot.Host.Web.Layout;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Web.Queue;

/// <summary>One hold: its page, what its card shows on demand, and everything that is done to it.</summary>
internal static class HoldEndpoints
{
    public static void MapHolds(this RouteGroupBuilder desk)
    {
        desk.MapGet("/{channel}/holds/{code}", ShowAsync);
        desk.MapGet("/{channel}/holds/{code}/details", DetailsAsync);
        desk.MapPost("/{channel}/holds/{code}", ActAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, DeskChannel here, string code, ReviewDesk desk, DeskQueue queue, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(here.Id, ShortCode.Create(code), cancellationToken) is not { } hold) return NoHold();
        var view = queue.View(hold, here, DeskView.Of(http), showsChannel: false);
        return DeskPage.Of<HoldPage>(StatusCodes.Status200OK, new { View = view, Details = await queue.ReadDetailsAsync(hold, cancellationToken) });
    }

    private static async Task<IResult> DetailsAsync(HttpContext http, DeskChannel here, string code, ReviewDesk desk, DeskQueue queue, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(here.Id, ShortCode.Create(code), cancellationToken) is not { } hold) return NoHold();
        var view = queue.View(hold, here, DeskView.Of(http), showsChannel: false);
        return DeskPage.Of<CardDetails>(StatusCodes.Status200OK, new { View = view, Details = await queue.ReadDetailsAsync(hold, cancellationToken) });
    }

    private static async Task<IResult> ActAsync(HttpContext http, DeskChannel here, string code, ReviewDesk desk, DeskQueue queue, TermApproval terms, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (HoldAct.TryRead(form, out var act) is { } problem) return DeskPage.Say(StatusCodes.Status400BadRequest, "That is not possible", problem);
        if (await desk.FindAsync(here.Id, ShortCode.Create(code), cancellationToken) is not { } hold) return NoHold();
        var (result, more) = await DoAsync(act, hold, here, desk, terms, cancellationToken);
        var said = more ?? Describe(result, act, hold, time.GetUtcNow());
        var now = await desk.FindAsync(here.Id, hold.Code, cancellationToken) ?? hold;
        if (http.Request.Headers.ContainsKey("HX-Request"))
        {
            return DeskPage.Of<ActedCard>(StatusOf(result), new { View = queue.View(now, here, DeskView.Of(http), form.ContainsKey("all")), Said = said });
        }
        return StatusOf(result) == StatusCodes.Status200OK ? Results.Redirect($"/desk/{here.Login}/holds/{hold.Code}") : DeskPage.Say(StatusOf(result), "That did not happen", said);
    }

    /// <returns>What came of it, and what there is to say beyond the usual words.</returns>
    private static async Task<(ReviewResult Result, string? More)> DoAsync(HoldAct act, Hold hold, DeskChannel here, ReviewDesk desk, TermApproval terms, CancellationToken cancellationToken)
    {
        var source = new SettingSource(Messages.Actor.Of(here.Person), SettingSurface.Web);
        return act switch
        {
            { Ruling: { PermitsTerm: true } } => await terms.ApproveAsync(here.Person, hold, act.Version, source, cancellationToken),
            { Ruling: { } ruling } => (await desk.ResolveAsync(here.Person, here.Id, hold.Id, ruling, act.Version, cancellationToken), null),
            { Name: "claim" } => (await desk.ClaimAsync(here.Person, here.Id, hold.Id, cancellationToken), null),
            { Name: "take" } => (await desk.TakeAsync(here.Person, here.Id, hold.Id, cancellationToken), null),
            { Name: "release" } => (await desk.ReleaseAsync(here.Person, here.Id, hold.Id, cancellationToken), null),
            { Name: "note" } => (await desk.NoteAsync(here.Person, here.Id, hold.Id, act.Note, cancellationToken), null),
            _ => (await desk.UndoAsync(here.Person, here.Id, hold.Id, cancellationToken), null),
        };
    }

    private static string Describe(ReviewResult result, HoldAct act, Hold before, DateTimeOffset now) => (result, act.Name) switch
    {
        (ReviewResult.Done { Hold.Claim: { } claim }, "claim" or "take") => $"{before.Code} is yours for {Wording.Age(claim.Until - now)}.",
        (ReviewResult.Done, "release") => $"{before.Code} is free for others.",
        (ReviewResult.Done, "note") => $"{before.Code}: noted.",
        (ReviewResult.ClaimedByOther claimed, _) => $"{before.Code}: {claimed.By.Login} is on it.",
        _ => Wording.Describe(result, before.Code.Value, now),
    };

    private static int StatusOf(ReviewResult result) => result switch
    {
        ReviewResult.Done or ReviewResult.Proposed => StatusCodes.Status200OK,
        ReviewResult.AlreadyResolved or ReviewResult.ClaimedByOther or ReviewResult.Stale => StatusCodes.Status409Conflict,
        ReviewResult.NotFound => StatusCodes.Status404NotFound,
        ReviewResult.LimitReached => StatusCodes.Status429TooManyRequests,
        ReviewResult.Forbidden => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static IResult NoHold() => DeskPage.Say(StatusCodes.Status404NotFound, "There is no such hold", "Holds are kept for a while after they ended, and their codes are each given once.");
}
