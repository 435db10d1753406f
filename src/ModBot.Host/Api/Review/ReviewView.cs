using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Api.Holds;
using ModBot.Host.Reports;

namespace ModBot.Host.Api.Review;

/// <summary>What the review page shows of a time.</summary>
/// <param name="Messages">How much chat there was; 0 also where none was counted.</param>
/// <param name="Sources">Categories and rules, those that people most often found wrong first, and last what nobody decided on.</param>
/// <param name="Exposure">How long deleted messages stood in chat; null where none was deleted.</param>
/// <param name="Appeals">Appeals and unban requests, which are counted nowhere else.</param>
internal sealed record ReviewView(
    string Channel, ReviewTimeView Time, long Messages, StatsFigures.Row Total, ExposureFigures? Exposure, AppealFigures Appeals, TimelineView Timeline,
    IReadOnlyList<StatsFigures.Row> Sources, LapseView Lapses, ReversalList Reversals, IReadOnlyList<StatsFigures.ModeratorRow> Moderators, DisagreementList Disagreements)
{
    /// <summary>Of each list of holds, how many are shown.</summary>
    private const int MostShown = 100;

    /// <param name="channel">What the channel is called.</param>
    /// <param name="time">The time.</param>
    /// <param name="review">What it was like.</param>
    /// <param name="show">How the caller sees a hold.</param>
    public static ReviewView Of(string channel, ReviewTimeView time, StreamReview review, Func<Hold, HoldReference> show)
    {
        var figures = StatsFigures.Of(channel, time.From, review.Report);
        var lapses = LapsedFigures.Of(channel, time.From, time.To, review.Lapses);
        return new ReviewView(
            channel,
            time,
            review.Messages,
            figures.Total,
            ExposureFigures.Of(review.Report.Exposure),
            AppealFigures.Of(review.Report.Appeals),
            TimelineView.Of(review.Timeline),
            [.. figures.Sources.OrderBy(source => source.Precision?.Value ?? 2)],
            new LapseView(lapses.Total, lapses.Sources, [.. review.Lapses.Latest.Take(MostShown).Select(show)]),
            new ReversalList(review.Reversals.Count(), [.. review.Reversals.Take(MostShown).Select(reversal => ReversalView.Of(reversal, show))]),
            figures.Moderators,
            new DisagreementList(review.Disagreements.Count(), [.. review.Disagreements.Take(MostShown).Select(one => DisagreementView.Of(one, show))]));
    }
}

/// <summary>How long deleted messages stood in chat.</summary>
/// <param name="Hidden">The share that was gone within two seconds, the shortest chat delay: with one, no viewer saw it.</param>
internal sealed record ExposureFigures(double MedianSeconds, double P99Seconds, double Hidden)
{
    public static ExposureFigures? Of(Exposure? exposure) => exposure is { } known ? new(known.P50.TotalSeconds, known.P99.TotalSeconds, known.Hidden) : null;
}

/// <summary>What became of appeals.</summary>
internal sealed record AppealFigures(int Made, int Granted, int Refused, int Open)
{
    public static AppealFigures Of(Tally appeals) => new(appeals.Held, appeals.Approved, appeals.Denied, appeals.Open);
}

/// <summary>The time in equal parts, the earliest first.</summary>
internal sealed record TimelineView(double PartSeconds, IReadOnlyList<TimelinePartView> Parts)
{
    public static TimelineView Of(Timeline timeline) => new(
        timeline.Length.TotalSeconds, [.. timeline.Parts.Select(part => new TimelinePartView(part.From, part.Messages, part.Held, part.Approved, part.Denied, part.Acted, part.Lapsed))]);
}

/// <summary>What happened in a part of the time; decisions count where they were made, and only as they stand.</summary>
internal sealed record TimelinePartView(DateTimeOffset From, long Messages, int Held, int Approved, int Denied, int Acted, int Lapsed);

/// <summary>What nobody decided in time.</summary>
/// <param name="Latest">The latest 100 of them, without those whose sender was forgotten.</param>
internal sealed record LapseView(LapsedFigures.Row Total, IReadOnlyList<LapsedFigures.Row> Sources, IReadOnlyList<HoldReference> Latest);

/// <summary>Decisions that were taken back.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Latest">The latest 100 of them.</param>
internal sealed record ReversalList(int Count, IReadOnlyList<ReversalView> Latest);

/// <summary>A decision that was taken back.</summary>
/// <param name="Hold">As it stands now.</param>
/// <param name="Decision">What was taken back.</param>
/// <param name="TakenBack">By whom, and how: undone, or overturned by an appeal.</param>
internal sealed record ReversalView(HoldReference Hold, DeedView Decision, DeedView TakenBack)
{
    public static ReversalView Of(Reversal reversal, Func<Hold, HoldReference> show) => new(show(reversal.Hold), DeedView.Of(reversal.Decision), DeedView.Of(reversal.Entry));
}

/// <summary>What somebody did to a hold.</summary>
internal sealed record DeedView(string Action, ActorView By, DateTimeOffset At)
{
    public static DeedView Of(HistoryEntry entry) => new(HoldView.Word(entry.Action), ActorView.Of(entry.By), entry.At);
}

/// <summary>Holds that people judged differently.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Latest">The latest 100 of them.</param>
internal sealed record DisagreementList(int Count, IReadOnlyList<DisagreementView> Latest);

/// <summary>A hold that people judged differently.</summary>
/// <param name="Judgements">What each of them last said.</param>
internal sealed record DisagreementView(HoldReference Hold, IReadOnlyList<JudgementView> Judgements)
{
    public static DisagreementView Of(Disagreement one, Func<Hold, HoldReference> show) =>
        new(show(one.Hold), [.. one.Judgements.Select(judgement => new JudgementView(ActorView.Of(judgement.By), HoldView.Word(judgement.Denies ? RulingVerb.Deny : RulingVerb.Approve)))]);
}

/// <summary>What one person thought of a hold.</summary>
/// <param name="Verb">approve or deny.</param>
internal sealed record JudgementView(ActorView By, string Verb);
