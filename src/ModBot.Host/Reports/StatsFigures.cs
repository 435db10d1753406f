using ModBot.Feedback;

namespace ModBot.Host.Reports;

/// <summary>A channel's figures, as <c>modbot stats --json</c> writes them: one line a channel.</summary>
internal sealed record StatsFigures(string Channel, DateTimeOffset Since, StatsFigures.Row Total, IReadOnlyList<StatsFigures.Row> Sources, IReadOnlyList<StatsFigures.ModeratorRow> Moderators)
{
    public static StatsFigures Of(string channel, DateTimeOffset since, ReviewReport report) => new(
        channel,
        since,
        RowOf("total", report.Total),
        [.. report.BySource.OrderByDescending(source => source.Value.Held).Select(source => RowOf(source.Key, source.Value))],
        [.. report.Moderators.Select(tally => new ModeratorRow(tally.Moderator.Login, tally.Moderator.Id.Value, tally.Approved, tally.Denied, tally.Compared, tally.Agreed, tally.Agreement))]);

    private static Row RowOf(string source, Tally tally) => new(
        source, tally.Held, tally.Open, tally.Approved, tally.Denied, tally.Expired, tally.Acted, tally.Precision, tally.MedianDecisionTime?.TotalSeconds);

    /// <summary>What came of the holds of one category or rule.</summary>
    /// <param name="Precision">The share of people's decisions that were denials, with its 95 % interval.</param>
    internal sealed record Row(string Source, int Held, int Open, int Approved, int Denied, int Lapsed, int Acted, Proportion? Precision, double? MedianSecondsToDecide);

    /// <summary>What one moderator decided.</summary>
    /// <param name="Compared">Others' judgements of the same holds.</param>
    internal sealed record ModeratorRow(string Login, string Id, int Approved, int Denied, int Compared, int Agreed, Proportion? Agreement);
}
