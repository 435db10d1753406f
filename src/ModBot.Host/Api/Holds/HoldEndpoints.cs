using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Api.Holds;

/// <summary>Reading the queue: <c>/v1/channels/{channel}/holds</c>.</summary>
internal static class HoldEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;

    /// <param name="holds">The group of <c>/holds</c>.</param>
    public static void MapHolds(this RouteGroupBuilder holds)
    {
        holds.MapGet("/", ListAsync)
            .WithName("ListHolds")
            .WithSummary("Lists holds: what waits for a moderator, or what waited for one.")
            .WithDescription("Open holds come in the channel's order, all others the newest first, unless order says otherwise. next_cursor goes on from where a page ends; there is none in the order priority, which changes with time.")
            .Needs(ApiScope.ReadHolds, Permissions.View)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        holds.MapGet("/{hold}", FindAsync)
            .WithName("GetHold")
            .WithSummary("One hold, by its id or its code, with everything that explains it, its history, what was said around it and its sender's record.")
            .Needs(ApiScope.ReadHolds, Permissions.View);
    }

    private static async Task<Results<Ok<HoldPage>, ApiError>> ListAsync(
        ApiCaller caller, HoldList list, ReviewDesk desk, TimeProvider time,
        [Description("open (the default), approved, denied, expired, or all.")] string? state,
        [Description("1 to 500; 50 where nothing is said.")] string? limit,
        [Description("priority, oldest or newest.")] string? order,
        [Description("The next_cursor of the page before.")] string? cursor,
        [Description("For ended holds: created within this span (12h, 30d) or since this time; 30 days where nothing is said.")] string? since,
        CancellationToken cancellationToken)
    {
        if (!TryRead(state, limit, order, cursor, since, time.GetUtcNow(), out var query, out var problem)) return problem;
        var (holds, next) = await list.ReadAsync(caller.Channel, query, cancellationToken);
        return TypedResults.Ok(new HoldPage([.. holds.Select(hold => HoldView.Of(hold, time.GetUtcNow(), withContent: true))], next, await desk.CountOpenAsync(caller.Channel, cancellationToken)));
    }

    private static async Task<Results<Ok<HoldView>, ApiError>> FindAsync(ApiCaller caller, HoldList list, HoldViewer viewer, TimeProvider time, string hold, CancellationToken cancellationToken)
    {
        if (await list.FindAsync(caller.Channel, hold, cancellationToken) is not { } found) return HoldActs.NoSuchHold(hold);
        return TypedResults.Ok(HoldView.Of(found, time.GetUtcNow(), withContent: true, await viewer.ReadAsync(found, cancellationToken)));
    }

    private static bool TryRead(string? state, string? limit, string? order, string? cursor, string? since, DateTimeOffset now, out HoldQuery query, out ApiError problem)
    {
        (query, problem) = (null!, null!);
        HoldState? wanted = HoldState.Open;
        if (state == "all") wanted = null;
        else if (state is not null && !ApiQuery.TryReadWord(state, out wanted)) problem = ApiError.Invalid($"state is {ApiQuery.Words<HoldState>()} or all.");
        var count = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, out count) || count is < 1 or > MaxLimit)) problem = ApiError.Invalid($"limit is 1 to {MaxLimit}.");
        if (!ApiQuery.TryReadWord<HoldOrder>(order, out var sorted)) problem = ApiError.Invalid($"order is {ApiQuery.Words<HoldOrder>()}.");
        HoldPlace place = default;
        if (cursor is not null && !HoldPlace.TryParse(cursor, out place)) problem = ApiError.Invalid("cursor is no next_cursor of a page.");
        else if (cursor is not null && sorted is not (HoldOrder.Oldest or HoldOrder.Newest)) problem = ApiError.Invalid("A cursor goes with order=oldest or order=newest, that of the page that it comes from.");
        if (!ApiQuery.TryReadSince(since, now, out var from)) problem = ApiQuery.WrongSince;
        query = new HoldQuery(wanted, count, sorted, cursor is null ? null : place, from);
        return problem is null;
    }
}

/// <summary>A page of holds.</summary>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
/// <param name="OpenCount">How many are open in the channel altogether.</param>
internal sealed record HoldPage(IReadOnlyList<HoldView> Holds, string? NextCursor, long OpenCount);
