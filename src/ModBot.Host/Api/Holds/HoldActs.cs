using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Holds;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;
using ModBot.Host.Commands;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Api.Holds;

/// <summary>Acting on a hold: <c>POST /v1/channels/{channel}/holds/{hold}/approve</c> and so on, each through the review desk in the role of the key.</summary>
internal static class HoldActs
{
    /// <summary>An act on a hold that was found.</summary>
    private delegate Task<ReviewResult> Act(ReviewDesk desk, Chatter by, Hold hold, ActRequest request, CancellationToken cancellationToken);

    /// <param name="hold">The group of <c>/holds/{hold}</c>.</param>
    public static void MapActs(this RouteGroupBuilder hold)
    {
        // Which of these a role may do is the desk's to say: it knows the hold.
        Map(hold, "approve", "Lets the message stand, or brings it back; with permit_term, the blocked term in it is fine from now on.", (desk, by, held, request, cancellationToken) =>
            desk.ResolveAsync(by, held.Broadcaster, held.Id, request.ToApproval(), request.ExpectedVersion, cancellationToken),
            request => request.ProblemOfApproval());
        Map(hold, "deny", "Keeps the message out; with a sanction, warns, times out or bans its sender. Without one the channel's ladder says what it means for them, if it has one. Twitch shows the reason to the sender.", (desk, by, held, request, cancellationToken) =>
            desk.ResolveAsync(by, held.Broadcaster, held.Id, request.ToDenial(), request.ExpectedVersion, cancellationToken),
            request => request.ProblemOfDenial());
        Map(hold, "claim", "Keeps other moderators away from it for a while.", (desk, by, held, request, cancellationToken) => desk.ClaimAsync(by, held.Broadcaster, new SeenHold(held.Id, request.ExpectedVersion), cancellationToken));
        Map(hold, "take", "Claims it, also from somebody else.", (desk, by, held, request, cancellationToken) => desk.TakeAsync(by, held.Broadcaster, new SeenHold(held.Id, request.ExpectedVersion), cancellationToken));
        Map(hold, "release", "Gives a claim back.", (desk, by, held, request, cancellationToken) => desk.ReleaseAsync(by, held.Broadcaster, new SeenHold(held.Id, request.ExpectedVersion), cancellationToken));
        Map(hold, "undo", "Takes a decision back within the channel's window.", (desk, by, held, request, cancellationToken) => desk.UndoAsync(by, held.Broadcaster, new SeenHold(held.Id, request.ExpectedVersion), cancellationToken));
        Map(hold, "note", "Leaves a note (text) for other moderators.", (desk, by, held, request, cancellationToken) => desk.NoteAsync(by, held.Broadcaster, new SeenHold(held.Id, request.ExpectedVersion), request.Text!, cancellationToken),
            request => request.ProblemOfNote());
    }

    public static ApiError NoSuchHold(string named) => ApiError.NotFound($"There is no hold '{named}' in this channel.");

    /// <summary>What keeps a ruling from being done, as a problem.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="named">What to call the hold.</param>
    /// <param name="show">Shows a hold to the caller.</param>
    public static ApiError ErrorOf(ReviewResult result, string named, Func<Hold, HoldView> show) => result switch
    {
        ReviewResult.AlreadyResolved { Hold: var hold } => ApiError.Conflict("already-resolved", "Somebody was first", $"{hold.Code} is {HoldView.Word(hold.State)}{(hold.Resolution is { } resolution ? $" by {resolution.By.Login}" : "")}.", show(hold)),
        ReviewResult.ClaimedByOther { Hold: var hold, By: var other } => ApiError.Conflict("claimed", "Somebody works on it", $"{hold.Code} is claimed by {other.Login}.", show(hold)),
        ReviewResult.Stale { Hold: var hold } => ApiError.Conflict("stale", "It has changed", $"{hold.Code} has version {hold.Version} now.", show(hold)),
        ReviewResult.Refused { Reason: var reason } => ApiError.Conflict("refused", "It makes no sense here", $"{named}: {reason}."),
        ReviewResult.CannotUndo { Reason: var reason } => ApiError.Conflict("cannot-undo", "It cannot be undone", $"{named}: {reason}."),
        ReviewResult.Forbidden { Reason: var reason } => ApiError.Forbidden($"{named}: {reason}."),
        ReviewResult.LimitReached { PerMinute: var most, RetryAfter: var after } => ApiError.TooMany($"The role makes at most {Counted.Of(most, "decision")} a minute.", after),
        ReviewResult.NotFound => NoSuchHold(named),
        _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
    };

    /// <param name="check">What is wrong with a request for this act, or null; where none is given, what only a decision takes is.</param>
    private static void Map(RouteGroupBuilder group, string verb, string summary, Act act, Func<ActRequest, string?>? check = null) =>
        group.MapPost($"/{verb}", (ApiCaller caller, HoldList list, ReviewDesk desk, TermApproval terms, TimeProvider time, string hold, ActRequest? request, CancellationToken cancellationToken) =>
                ActAsync(caller, list, desk, terms, time, hold, request ?? new ActRequest(), act, check ?? (request => request.ProblemOfOther()), cancellationToken))
            .WithName($"{char.ToUpperInvariant(verb[0])}{verb[1..]}Hold")
            .WithSummary(summary)
            .WithDescription("Answers 200 with the hold; 202 where the role may only propose and a second moderator confirms; 409 with the hold as it is now where somebody was first, works on it, or changed it since expected_version.")
            .WithMetadata(RequestSize.Small)
            .Needs(ApiScope.ActOnHolds, Permissions.View)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<HoldView>, Accepted<HoldView>, ApiError>> ActAsync(
        ApiCaller caller, HoldList list, ReviewDesk desk, TermApproval terms, TimeProvider time, string named, ActRequest request, Act act, Func<ActRequest, string?> check, CancellationToken cancellationToken)
    {
        if (check(request) is { } wrong) return ApiError.Invalid(wrong);
        if (await list.FindAsync(caller.Channel, named, cancellationToken) is not { } hold) return NoSuchHold(named);
        ReviewResult result;
        if (request.PermitTerm == true)
        {
            // It changes the channel's settings, which this key may not be for.
            if (!caller.Has(ApiScope.WriteSettings)) return ApiError.Forbidden($"The key {caller.Key.Name} is not for {ApiScope.WriteSettings}, and permitting a term is a setting.");
            var approved = await terms.ApproveAsync(caller.Chatter, hold, request.Reason, request.ExpectedVersion, caller.Source, cancellationToken);
            if (approved is { Result: ReviewResult.Done { Hold: var after }, IsPermitted: false }) return ApiError.Conflict("term-not-permitted", "It is approved, and its term is not permitted", approved.Says!, Show(after));
            result = approved.Result;
        }
        else
        {
            result = await act(desk, caller.Chatter, hold, request, cancellationToken);
        }
        return result switch
        {
            ReviewResult.Done done => TypedResults.Ok(Show(done.Hold)),
            ReviewResult.Proposed proposed => TypedResults.Accepted((string?)null, Show(proposed.Hold)),
            _ => ErrorOf(result, named, Show),
        };

        HoldView Show(Hold changed) => HoldView.Of(changed, time.GetUtcNow(), caller.Has(ApiScope.ReadHolds));
    }
}
