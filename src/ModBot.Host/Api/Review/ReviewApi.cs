using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;
using ModBot.Host.Configuration;
using ModBot.Host.Reports;
using ModBot.Policy;

namespace ModBot.Host.Api.Review;

/// <summary>Looking back: <c>/v1/channels/{channel}/streams</c> and <c>/review</c>, with the figures of the desk's review page.</summary>
internal static class ReviewApi
{
    /// <summary>Times as RFC 3339 writes them; one without an offset is UTC.</summary>
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    public static void MapReview(this RouteGroupBuilder channel)
    {
        channel.MapGet("/streams", ListAsync)
            .WithTags("Review")
            .WithName("ListStreams")
            .WithSummary("The times that a review can be of: the streams of the last 30 days, the latest first, and then the last hours and days.")
            .Needs(ApiScope.ReadStats, Permissions.Stats);
        channel.MapGet("/review", ReadAsync)
            .WithTags("Review")
            .WithName("GetReview")
            .WithSummary("A stream, or another time, looked back at: what was held, what became of it, who judged what, and what nobody saw.")
            .WithDescription("Counts are of holds that were created in the time, as they stand now. Held texts are shown to keys that are for `holds:read`, too, and whose role has the permission view.")
            .Needs(ApiScope.ReadStats, Permissions.Stats)
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Results<Ok<ReviewTimePage>, ApiError>> ListAsync(ApiCaller caller, ReviewReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ReviewTimePage([.. (await reader.ReadTimesAsync(caller.Channel, cancellationToken)).Windows.Select(ReviewTimeView.Of)]));

    private static async Task<Results<Ok<ReviewView>, ApiError>> ReadAsync(
        ApiCaller caller, ReviewReader reader, ChannelDirectory directory, TimeProvider time,
        [Description("A key of a time that is offered; where nothing is said, the latest stream, or the last 24 hours where none was lately.")] string? span,
        [Description("In place of span, any other time: from when on, as RFC 3339 writes it.")] string? from,
        [Description("Until when; until now where nothing is said. At most 30 days after from.")] string? to,
        CancellationToken cancellationToken)
    {
        var (channel, show) = (caller.NameIn(directory), HoldReference.For(caller));
        if (from is not null || to is not null)
        {
            if (span is not null) return ApiError.Invalid("Name a span, or from and to, not both.");
            if (!TryReadTime(from, to, time.GetUtcNow(), out var asked)) return ApiError.Invalid("from and to are times such as 2026-09-01T18:00:00Z, from lies in the past, and to after it, by 30 days at most.");
            return TypedResults.Ok(ReviewView.Of(channel, asked, await reader.ReadAsync(caller.Channel, asked.From, asked.To, cancellationToken), show));
        }
        var times = await reader.ReadTimesAsync(caller.Channel, cancellationToken);
        if (times.Find(span) is not { } window) return ApiError.NotFound($"There is no such time. {ReviewTimes.None}");
        return TypedResults.Ok(ReviewView.Of(channel, ReviewTimeView.Of(window), await reader.ReadAsync(caller.Channel, times, window, cancellationToken), show));
    }

    /// <summary>Reads a time that is none of those offered. What lies ahead is cut off: the caller's clock may be a little fast.</summary>
    private static bool TryReadTime(string? from, string? to, DateTimeOffset now, out ReviewTimeView time)
    {
        time = null!;
        var end = now;
        if (!TryRead(from, out var begin) || (to is not null && !TryRead(to, out end))) return false;
        if (end > now) end = now;
        time = new ReviewTimeView(null, begin, end, IsStream: false, IsRunning: end == now);
        return begin < end && end - begin <= ReviewWindow.Longest;
    }

    private static bool TryRead(string? text, out DateTimeOffset at) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}

/// <summary>The times that there are to look back at.</summary>
internal sealed record ReviewTimePage(IReadOnlyList<ReviewTimeView> Times);

/// <summary>A time to look back at.</summary>
/// <param name="Key">What <c>span</c> calls it; null for one that is none of those offered.</param>
/// <param name="To">Its end; now where it goes on.</param>
/// <param name="IsStream">A stream, from its beginning to its end.</param>
/// <param name="IsRunning">It goes on.</param>
internal sealed record ReviewTimeView(string? Key, DateTimeOffset From, DateTimeOffset To, bool IsStream, bool IsRunning)
{
    public static ReviewTimeView Of(ReviewWindow window) => new(window.Key, window.From, window.To, window.IsStream, window.IsRunning);
}
