using ModBot.Feedback;
using ModBot.Holds;

namespace ModBot.Host.Api.Holds;

/// <summary>What a moderator knows beside a held message.</summary>
/// <param name="Before">What was said just before it in the channel, the oldest first.</param>
/// <param name="After">What was said just after it.</param>
/// <param name="Record">What became of what the sender said before; null for the card of a raid.</param>
/// <param name="Ladder">Where the sender stands on the channel's ladder; null where it is off.</param>
/// <param name="About">For an appeal, the code of the hold that it is about.</param>
internal sealed record BackgroundView(IReadOnlyList<LineView> Before, IReadOnlyList<LineView> After, RecordView? Record, LadderStanding? Ladder, string? About)
{
    public static BackgroundView Of(Explaining.HoldView full) => new(
        [.. full.Before.Select(LineView.Of)], [.. full.After.Select(LineView.Of)], full.Record is { } record ? RecordView.Of(record) : null, full.Ladder, full.About?.Code.Value);
}

/// <summary>A sender's record, as counts.</summary>
/// <param name="Held">How many of their messages were held.</param>
/// <param name="Warnings">Warnings, timeouts and bans are those that stand.</param>
internal sealed record RecordView(int Held, int Open, int Approved, int Denied, int Lapsed, int Acted, int Appeals, int Warnings, int Timeouts, int Bans, DateTimeOffset? FirstHeldAt, DateTimeOffset? LastDeniedAt)
{
    public static RecordView Of(ChatterRecord record) => new(
        record.Counts.Held, record.Counts.Open, record.Counts.Approved, record.Counts.Denied, record.Counts.Expired, record.Counts.Acted, record.Appeals.Held,
        record.Warnings, record.Timeouts, record.Bans, record.FirstHeldAt, record.LastDeniedAt);
}
