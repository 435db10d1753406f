using ModBot.Host.Reports;
using ModBot.Host.Web.Access;
using ModBot.Host.Web.Layout;
using ModBot.Policy;

namespace ModBot.Host.Web.Review;

/// <summary>Looking back at a stream, and taking its record out.</summary>
internal static class ReviewEndpoints
{
    public static void MapReview(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapDesk();
        desk.MapGet("/{channel}/review", ShowAsync).Needs(Permissions.Stats);
        desk.MapGet("/{channel}/review/export", ExportAsync).Needs(Permissions.Export);
        desk.MapLevels();
    }

    private static async Task<IResult> ShowAsync(DeskChannel here, ReviewReader reader, string? span, CancellationToken cancellationToken)
    {
        var times = await reader.ReadTimesAsync(here.Id, cancellationToken);
        if (times.Find(span) is not { } window) return NoTime();
        var review = await reader.ReadAsync(here.Id, times, window, cancellationToken);
        return DeskPage.Of<ReviewPage>(StatusCodes.Status200OK, new { Here = here, times.Windows, Window = window, Review = review });
    }

    /// <summary>As <c>modbot audit export</c> writes it, of this channel alone, sent while it is read.</summary>
    private static async Task<IResult> ExportAsync(DeskChannel here, AuditReader audit, ReviewReader reader, string? span, string? format, string? texts, CancellationToken cancellationToken)
    {
        if (format is not ("csv" or "jsonl")) return DeskPage.Say(StatusCodes.Status400BadRequest, "That is not possible", "A record is taken out as csv or as jsonl.");
        if ((await reader.ReadTimesAsync(here.Id, cancellationToken)).Find(span) is not { } window) return NoTime();
        var withTexts = texts == "on" && here.May(Permissions.View);
        var isCsv = format == "csv";
        return Results.Stream(
            async body =>
            {
                await using var output = new StreamWriter(body, leaveOpen: true);
                await AuditFile.WriteAsync(output, audit.ReadChannelAsync(new ChosenChannel(here.Id, here.Login), window.From, window.To, withTexts, cancellationToken), isCsv, withTexts);
            },
            isCsv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
            $"modbot-{here.Login}-{window.Key}.{format}");
    }

    private static IResult NoTime() => DeskPage.Say(StatusCodes.Status404NotFound, "There is no such time", ReviewTimes.None);
}
