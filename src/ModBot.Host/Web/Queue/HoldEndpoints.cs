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
        return DeskPage.Of<HoldPage>(StatusCodes.Status200OK, new { View = view, Details = await queue.ReadDetailsAsync(hold, here, cancellationToken) });
    }

    private static async Task<IResult> DetailsAsync(HttpContext http, DeskChannel here, string code, ReviewDesk desk, DeskQueue queue, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(here.Id, ShortCode.Create(code), cancellationToken) is not { } hold) return NoHold();
        var view = queue.View(hold, here, DeskView.Of(http), showsChannel: false);
        return DeskPage.Of<CardDetails>(StatusCodes.Status200OK, new { View = view, Details = await queue.ReadDetailsAsync(hold, here, cancellationToken) });
    }

    private static async Task<IResult> ActAsync(HttpContext http, DeskChannel here, string code, ReviewDesk desk, BulkReview bulk, DeskQueue queue, TermApproval terms, TimeProvider time, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (HoldAct.TryRead(form, out var act) is { } problem) return DeskPage.Say(StatusCodes.Status400BadRequest, "That is not possible", problem);
        if (await desk.FindAsync(here.Id, ShortCode.Create(code), cancellationToken) is not { } hold) return NoHold();
        if (act is { All: { } listed, Ruling: { } ruling })
        {
            var came = await bulk.ResolveAllAsync(here.Person, here.Id, one => one.Message.Chatter.Id == hold.Message.Chatter.Id && listed.Contains(one.Code), ruling, cancellationToken);
            var sum = Wording.Describe(came, gone: listed.Count - came.Holds.Count);
            return IsOfScript(http) ? await CardAsync(StatusOf(came), sum, isOnCard: false) : DeskPage.Say(StatusOf(came), "What came of it", sum);
        }
        var (result, more) = await DoAsync(act, hold, here, desk, terms, cancellationToken);
        var said = more ?? Describe(result, act, hold, time.GetUtcNow());
        if (IsOfScript(http)) return await CardAsync(StatusOf(result), said, isOnCard: more is null && IsOnCard(result));
        return StatusOf(result) == StatusCodes.Status200OK ? Results.Redirect($"/desk/{here.Login}/holds/{hold.Code}") : DeskPage.Say(StatusOf(result), "That did not happen", said);

        async Task<IResult> CardAsync(int status, string said, bool isOnCard)
        {
            var now = await desk.FindAsync(here.Id, hold.Code, cancellationToken) ?? hold;
            return DeskPage.Of<ActedCard>(status, new { View = queue.View(now, here, DeskView.Of(http), form.ContainsKey("all")), Said = said, IsOnCard = isOnCard });
        }
    }

    private static bool IsOfScript(HttpContext http) => http.Request.Headers.ContainsKey("HX-Request");

    /// <returns>What came of it, and what there is to say beyond the usual words.</returns>
    private static async Task<(ReviewResult Result, string? More)> DoAsync(HoldAct act, Hold hold, DeskChannel here, ReviewDesk desk, TermApproval terms, CancellationToken cancellationToken)
    {
        var source = new SettingSource(Messages.Actor.Of(here.Person), SettingSurface.Web);
        return act switch
        {
            { Ruling: { PermitsTerm: true } } => await PermitAsync(),
            { Ruling: { } ruling } => (await desk.ResolveAsync(here.Person, here.Id, hold.Id, ruling, act.Version, cancellationToken), null),
            { Name: "claim" } => (await desk.ClaimAsync(here.Person, here.Id, hold.Id, cancellationToken), null),
            { Name: "take" } => (await desk.TakeAsync(here.Person, here.Id, hold.Id, cancellationToken), null),
            { Name: "release" } => (await desk.ReleaseAsync(here.Person, here.Id, hold.Id, cancellationToken), null),
            { Name: "note" } => (await desk.NoteAsync(here.Person, here.Id, hold.Id, act.Note, cancellationToken), null),
            _ => (await desk.UndoAsync(here.Person, here.Id, hold.Id, cancellationToken), null),
        };

        async Task<(ReviewResult, string?)> PermitAsync()
        {
            var approved = await terms.ApproveAsync(here.Person, hold, reason: null, act.Version, source, cancellationToken);
            return (approved.Result, approved.Says);
        }
    }

    private static string Describe(ReviewResult result, HoldAct act, Hold before, DateTimeOffset now) => (result, act.Name) switch
    {
        (ReviewResult.Done { Hold.Claim: { } claim }, "claim" or "take") => $"{before.Code} is yours for {Wording.Age(claim.Until - now)}.",
        (ReviewResult.Done, "release") => $"{before.Code} is free for others.",
        (ReviewResult.Done, "note") => $"{before.Code}: noted.",
        (ReviewResult.ClaimedByOther claimed, _) => $"{before.Code}: {claimed.By.Login} is on it.",
        _ => Wording.Describe(result, before.Code.Value, now),
    };

    /// <summary>The card as it is now says it by itself.</summary>
    private static bool IsOnCard(ReviewResult result) => result is ReviewResult.Done { IsOwnDecision: false } or ReviewResult.Proposed or ReviewResult.AlreadyResolved or ReviewResult.ClaimedByOther;

    private static int StatusOf(ReviewResult result) => result switch
    {
        ReviewResult.Done or ReviewResult.Proposed => StatusCodes.Status200OK,
        ReviewResult.AlreadyResolved or ReviewResult.ClaimedByOther or ReviewResult.Stale => StatusCodes.Status409Conflict,
        ReviewResult.NotFound => StatusCodes.Status404NotFound,
        ReviewResult.LimitReached => StatusCodes.Status429TooManyRequests,
        ReviewResult.Forbidden => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static int StatusOf(BulkResult result) => result.Each.Any(each => each is ReviewResult.Done or ReviewResult.Proposed) ? StatusCodes.Status200OK
        : result.Each is [var first, ..] ? StatusOf(first)
        : StatusCodes.Status409Conflict;

    private static IResult NoHold() => DeskPage.Say(StatusCodes.Status404NotFound, "There is no such hold", "Holds are kept for a while after they ended, and their codes are each given once.");
}
