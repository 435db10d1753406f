using ModBot.Feedback;

namespace ModBot.Host.Reports;

/// <summary>What lapsed in a channel, as <c>modbot lapsed --json</c> writes it: one line a channel.</summary>
/// <param name="OldestOpenSeconds">How long the open hold waits that waits longest; null where none is open.</param>
internal sealed record LapsedFigures(string Channel, DateTimeOffset Since, double? OldestOpenSeconds, LapsedFigures.Row Total, IReadOnlyList<LapsedFigures.Row> Sources)
{
    public static LapsedFigures Of(string channel, DateTimeOffset since, DateTimeOffset now, LapseReport report) => new(
        channel,
        since,
        (now - report.OldestOpen)?.TotalSeconds,
        RowOf("total", report.Total),
        [.. report.BySource.OrderByDescending(source => source.Value.Lapsed).Select(source => RowOf(source.Key, source.Value))]);

    private static Row RowOf(string source, LapseTally tally) => new(
        source, tally.Lapsed, tally.Unseen, tally.Left, tally.LetThrough, tally.KeptOut, tally.OnTwitch, tally.Claimed, tally.Proposed, tally.MedianWait?.TotalSeconds);

    /// <summary>What lapsed of one category or rule.</summary>
    /// <param name="Unseen">Nobody had claimed it or proposed anything.</param>
    /// <param name="Left">Left as it stood, deleted or visible.</param>
    /// <param name="OnTwitch">Lapsed on Twitch itself, or cleared there with the rest of chat.</param>
    internal sealed record Row(string Source, int Lapsed, int Unseen, int Left, int LetThrough, int KeptOut, int OnTwitch, int Claimed, int Proposed, double? MedianSecondsWaited);
}
