using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Holds;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Rules;

namespace ModBot.Host.Api.Holds;

/// <summary>Acting on a hold: <c>POST /v1/channels/{channel}/holds/{hold}/approve</c> and so on, each through the review desk in the role of the key.</summary>
internal static class HoldActs
{
    private const int MaxBodyBytes = 16_384;
    private const int MaxReason = 500;
    private const int DefaultTimeoutSeconds = 600;

    /// <summary>Nothing for the sender, whatever the ladder says.</summary>
    private const string None = "none";

    /// <summary>An act on a hold that was found.</summary>
    private delegate Task<ReviewResult> Act(ReviewDesk desk, Chatter by, Hold hold, ActRequest request, CancellationToken cancellationToken);

    /// <param name="hold">The group of <c>/holds/{hold}</c>.</param>
    public static void MapActs(this RouteGroupBuilder hold)
    {
        // Which of these a role may do is the desk's to say: it knows the hold.
        Map(hold, "approve", "Lets the message stand, or brings it back.", (desk, by, held, request, cancellationToken) =>
            desk.ResolveAsync(by, held.Broadcaster, held.Id, Ruling.Approve with { Reason = request.Reason }, request.ExpectedVersion, cancellationToken));
        Map(hold, "deny", "Keeps the message out; with a sanction, warns, times out or bans its sender. Without one the channel's ladder says what it means for them, if it has one. Twitch shows the reason to the sender.", (desk, by, held, request, cancellationToken) =>
            desk.ResolveAsync(by, held.Broadcaster, held.Id, Ruling.Deny with { Sanction = SanctionOf(request.Sanction), SkipsLadder = request.Sanction is not null, Reason = request.Reason }, request.ExpectedVersion, cancellationToken),
            ProblemOfSanction);
        Map(hold, "claim", "Keeps other moderators away from it for a while.", (desk, by, held, request, cancellationToken) => desk.ClaimAsync(by, held.Broadcaster, new SeenHold(held.Id, request.ExpectedVersion), cancellationToken));
        Map(hold, "take", "Claims it, also from somebody else.", (desk, by, held, request, cancellationToken) => desk.TakeAsync(by, held.Broadcaster, new SeenHold(held.Id, request.ExpectedVersion), cancellationToken));
        Map(hold, "release", "Gives a claim back.", (desk, by, held, request, cancellationToken) => desk.ReleaseAsync(by, held.Broadcaster, new SeenHold(held.Id, request.ExpectedVersion), cancellationToken));
        Map(hold, "undo", "Takes a decision back within the channel's window.", (desk, by, held, request, cancellationToken) => desk.UndoAsync(by, held.Broadcaster, new SeenHold(held.Id, request.ExpectedVersion), cancellationToken));
        Map(hold, "note", "Leaves a note (text) for other moderators.", (desk, by, held, request, cancellationToken) => desk.NoteAsync(by, held.Broadcaster, new SeenHold(held.Id, request.ExpectedVersion), request.Text!, cancellationToken),
            request => WithoutSanction(request) ?? (request.Text is { } text && HoldNote.TryRead(text, out _) ? null : $"text is the note, 1 to {HoldNote.MaxLength} characters."));
    }

    public static ApiError NoSuchHold(string named) => ApiError.NotFound($"There is no hold '{named}' in this channel.");

    /// <param name="check">What is wrong with a request for this act, or null; where none is given, a sanction is.</param>
    private static void Map(RouteGroupBuilder group, string verb, string summary, Act act, Func<ActRequest, string?>? check = null) =>
        group.MapPost($"/{verb}", (ApiCaller caller, HoldList list, ReviewDesk desk, TimeProvider time, string hold, ActRequest? request, CancellationToken cancellationToken) =>
                ActAsync(caller, list, desk, time, hold, request ?? new ActRequest(), act, check ?? WithoutSanction, cancellationToken))
            .WithName($"{char.ToUpperInvariant(verb[0])}{verb[1..]}Hold")
            .WithSummary(summary)
            .WithDescription("Answers 200 with the hold; 202 where the role may only propose and a second moderator confirms; 409 with the hold as it is now where somebody was first, works on it, or changed it since expected_version.")
            .WithMetadata(new RequestSize(MaxBodyBytes))
            .Needs(ApiScope.ActOnHolds, Permissions.View)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<HoldView>, Accepted<HoldView>, ApiError>> ActAsync(
        ApiCaller caller, HoldList list, ReviewDesk desk, TimeProvider time, string named, ActRequest request, Act act, Func<ActRequest, string?> check, CancellationToken cancellationToken)
    {
        if (request.Reason?.Length > MaxReason) return ApiError.Invalid($"reason has {request.Reason.Length} characters; at most {MaxReason} fit.");
        if (check(request) is { } wrong) return ApiError.Invalid(wrong);
        if (await list.FindAsync(caller.Channel, named, cancellationToken) is not { } hold) return NoSuchHold(named);
        var result = await act(desk, caller.Chatter, hold, request, cancellationToken);
        return result switch
        {
            ReviewResult.Done done => TypedResults.Ok(Show(done.Hold)),
            ReviewResult.Proposed proposed => TypedResults.Accepted((string?)null, Show(proposed.Hold)),
            _ => ErrorOf(result, named, Show),
        };

        HoldView Show(Hold changed) => HoldView.Of(changed, time.GetUtcNow(), caller.Has(ApiScope.ReadHolds));
    }

    private static ApiError ErrorOf(ReviewResult result, string named, Func<Hold, HoldView> show) => result switch
    {
        ReviewResult.AlreadyResolved { Hold: var hold } => ApiError.Conflict("already-resolved", "Somebody was first", $"{hold.Code} is {HoldView.Word(hold.State)}{(hold.Resolution is { } resolution ? $" by {resolution.By.Login}" : "")}.", show(hold)),
        ReviewResult.ClaimedByOther { Hold: var hold, By: var other } => ApiError.Conflict("claimed", "Somebody works on it", $"{hold.Code} is claimed by {other.Login}.", show(hold)),
        ReviewResult.Stale { Hold: var hold } => ApiError.Conflict("stale", "It has changed", $"{hold.Code} has version {hold.Version} now.", show(hold)),
        ReviewResult.Refused { Reason: var reason } => ApiError.Conflict("refused", "It makes no sense here", $"{named}: {reason}."),
        ReviewResult.CannotUndo { Reason: var reason } => ApiError.Conflict("cannot-undo", "It cannot be undone", $"{named}: {reason}."),
        ReviewResult.Forbidden { Reason: var reason } => ApiError.Forbidden($"{named}: {reason}."),
        ReviewResult.LimitReached { PerMinute: var most, RetryAfter: var after } => ApiError.TooMany($"The role makes at most {most} decisions a minute.", after),
        ReviewResult.NotFound => NoSuchHold(named),
        _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
    };

    private static string? WithoutSanction(ActRequest request) => request.Sanction is null ? null : "sanction goes with deny.";

    private static string? ProblemOfSanction(ActRequest request)
    {
        if (request.Sanction is not { } sanction) return null;
        var isNone = sanction.Kind == None;
        SanctionKind? kind = null;
        if (!isNone && !ApiQuery.TryReadWord(sanction.Kind ?? "", out kind)) return $"sanction.kind is {ApiQuery.Words<SanctionKind>()} or {None}.";
        if (kind != SanctionKind.Timeout) return sanction.Seconds is null ? null : "sanction.seconds goes with a timeout.";
        return sanction.Seconds is { } seconds && (seconds < TimeoutLimits.Shortest.TotalSeconds || seconds > TimeoutLimits.Longest.TotalSeconds)
            ? $"sanction.seconds is {TimeoutLimits.Shortest.TotalSeconds:0} to {TimeoutLimits.Longest.TotalSeconds:0}."
            : null;
    }

    private static Sanction? SanctionOf(SanctionView? asked)
    {
        if (asked is null || !ApiQuery.TryReadWord<SanctionKind>(asked.Kind, out var kind) || kind is null) return null;
        return kind == SanctionKind.Timeout ? new Sanction(SanctionKind.Timeout, TimeSpan.FromSeconds(asked.Seconds ?? DefaultTimeoutSeconds)) : new Sanction(kind.Value);
    }
}

/// <summary>What an act needs to know; may be left out where it needs nothing. A field that is misspelt is refused: a ban must not become a denial.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ActRequest(
    [property: Description("The version of the hold that was seen. An act that is sent again with it is not done twice.")] long? ExpectedVersion = null,
    [property: Description("With deny: what happens to the sender (warn, timeout, ban, or none) in place of what the channel's ladder says. Seconds goes with a timeout; 600 where nothing is said.")] SanctionView? Sanction = null,
    [property: Description("With approve and deny, at most 500 characters.")] string? Reason = null,
    [property: Description("With note, 1 to 500 characters.")] string? Text = null);
