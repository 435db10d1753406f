using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Holds;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Api.Holds;

/// <summary>One ruling on everything of one person that is open: <c>POST /v1/channels/{channel}/chatters/{chatter}/holds/approve</c> and <c>deny</c>.</summary>
internal static class ChatterActs
{
    /// <param name="holds">The group of <c>/chatters/{chatter}/holds</c>.</param>
    public static void MapChatterActs(this RouteGroupBuilder holds)
    {
        Map(holds, "approve", "Approves all open holds of a chatter.", request => request.ProblemOfOther(), request => request.ToApproval());
        Map(holds, "deny", "Denies all open holds of a chatter. A sanction, the ladder's too, falls once in all.", request => request.ProblemOfDenial(), request => request.ToDenial());
    }

    private static void Map(RouteGroupBuilder group, string verb, string summary, Func<ActRequest, string?> check, Func<ActRequest, Ruling> ruling) =>
        group.MapPost($"/{verb}", (ApiCaller caller, BulkReview bulk, TimeProvider time, string chatter, ActRequest? request, CancellationToken cancellationToken) =>
                ActAsync(caller, bulk, time, chatter, request ?? new ActRequest(), check, ruling, cancellationToken))
            .WithName($"{char.ToUpperInvariant(verb[0])}{verb[1..]}HoldsOfChatter")
            .WithSummary(summary)
            .WithDescription("The chatter is named by id or login. Appeals are left out, and what several people sent. Answers 200 with what came of each hold, also where none is open; 202 where all that came of it are proposals; 403 where the role may decide none of them; 409 where two people who had this login have something open; 429 where the role's limit left all as it was.")
            .WithMetadata(RequestSize.Small)
            .Needs(ApiScope.ActOnHolds, Permissions.View)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<ChatterRulingView>, Accepted<ChatterRulingView>, ApiError>> ActAsync(
        ApiCaller caller, BulkReview bulk, TimeProvider time, string named, ActRequest request, Func<ActRequest, string?> check, Func<ActRequest, Ruling> ruling, CancellationToken cancellationToken)
    {
        if (request.ExpectedVersion is not null) return ApiError.Invalid("expected_version goes with one hold.");
        if (check(request) is { } wrong) return ApiError.Invalid(wrong);
        var result = await bulk.ResolveAllAsync(caller.Chatter, caller.Channel, hold => IsNamed(hold.Message.Chatter, named), ruling(request), cancellationToken);
        if (result.IsAmbiguous) return ApiError.Conflict("ambiguous", "Two people answer to it", $"Two people have something open who are '{named}'. Name one by id, or decide hold by hold.");
        // Where one thing stood in the way of all, it is the answer.
        if (result.Each is [ReviewResult.LimitReached] || (result.Each is [_, ..] && result.Each.All(each => each is ReviewResult.Forbidden))) return HoldActs.ErrorOf(result.Each[0], result.Holds[0].Code.Value, Show);
        var view = ChatterRulingView.Of(result, Show);
        return view is { Decided: 0, Proposed: > 0 } ? TypedResults.Accepted((string?)null, view) : TypedResults.Ok(view);

        HoldView Show(Hold hold) => HoldView.Of(hold, time.GetUtcNow(), caller.Has(ApiScope.ReadHolds));
    }

    private static bool IsNamed(Chatter chatter, string named) => chatter.Id.Value == named || chatter.Login.Equals(named, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What came of a ruling on everything of one person that was open.</summary>
/// <param name="Left">How many are as they were, or were decided by somebody else meanwhile.</param>
/// <param name="RetryAfterSeconds">Where the role's limit ended it: when to ask again for those that are left.</param>
/// <param name="Holds">Each of them, the oldest first.</param>
internal sealed record ChatterRulingView(int Decided, int Proposed, int Left, double? RetryAfterSeconds, IReadOnlyList<ChatterHoldView> Holds)
{
    public static ChatterRulingView Of(BulkResult result, Func<Hold, HoldView> show)
    {
        var limit = result.Each.OfType<ReviewResult.LimitReached>().FirstOrDefault();
        ChatterHoldView[] each = [.. result.Holds.Select((hold, i) => ChatterHoldView.Of(hold, i < result.Each.Count ? result.Each[i] : limit!, show))];
        var (decided, proposed) = (each.Count(one => one.Outcome == ChatterHoldView.Decided), each.Count(one => one.Outcome == ChatterHoldView.Proposed));
        return new ChatterRulingView(decided, proposed, each.Length - decided - proposed, limit?.RetryAfter.TotalSeconds, each);
    }
}

/// <summary>What came of a ruling for one hold.</summary>
/// <param name="Outcome">decided, proposed, or the kind of problem that it would be by itself: already-resolved, claimed, forbidden, too-many, stale, not-found.</param>
/// <param name="Detail">Why it was not done.</param>
/// <param name="Hold">The hold as far as it is known now.</param>
internal sealed record ChatterHoldView(string Outcome, string? Detail, HoldView Hold)
{
    internal const string Decided = "decided";
    internal const string Proposed = "proposed";

    public static ChatterHoldView Of(Hold before, ReviewResult result, Func<Hold, HoldView> show)
    {
        if (result is ReviewResult.Done { Hold: var decided }) return new(Decided, null, show(decided));
        if (result is ReviewResult.Proposed { Hold: var waiting }) return new(Proposed, null, show(waiting));
        var problem = HoldActs.ErrorOf(result, before.Code.Value, show);
        return new(problem.Kind, problem.Detail, problem.Hold as HoldView ?? show(before));
    }
}
