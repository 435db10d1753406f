using System.Text.Json.Serialization;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Api.Holds;

/// <summary>A hold as the API shows it.</summary>
/// <param name="Version">What <c>expected_version</c> of an act is compared with.</param>
/// <param name="Kind">How the message is held: twitch (nobody has seen it), deleted, or flagged (still visible).</param>
/// <param name="State">open, approved, denied or expired.</param>
/// <param name="Source">The category or rule that it is counted under.</param>
/// <param name="Content">What was said and by whom; only for keys that may read holds.</param>
/// <param name="ClaimedBy">Who works on it now.</param>
/// <param name="RaidSize">How many messages the card of a raid stands for; null for everything else.</param>
/// <param name="ExposureSeconds">From Twitch's timestamp of the message to the confirmed delete.</param>
/// <param name="History">What happened to it, notes included; only where one hold is read.</param>
/// <param name="Background">What was said around it and what is known of its sender; only where one hold is read.</param>
internal sealed record HoldView(
    string Id, string Code, long Version, string Channel, string Kind, string State, string Source, IReadOnlyList<ReasonView> Reasons, string PolicyVersion, string ScoreStatus,
    IReadOnlyDictionary<string, float>? Scores, DateTimeOffset SentAt, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt, ContentView? Content,
    ClaimView? ClaimedBy, RulingView? Proposal, RulingView? Resolution, int? RaidSize, double? ExposureSeconds, IReadOnlyList<HistoryView>? History, BackgroundView? Background)
{
    /// <param name="hold">The hold.</param>
    /// <param name="now">The time, for claims that have lapsed.</param>
    /// <param name="withContent">Whether the caller may read texts and names of those who sent them.</param>
    /// <param name="full">Everything that explains it, where one hold is shown.</param>
    public static HoldView Of(Hold hold, DateTimeOffset now, bool withContent, Explaining.HoldView? full = null) => new(
        hold.Id.Value,
        hold.Code.Value,
        hold.Version,
        hold.Broadcaster.Value,
        Word(hold.Kind),
        Word(hold.State),
        hold.Source,
        [.. hold.Decision.Reasons.Select(ReasonView.Of)],
        hold.Decision.PolicyVersion,
        Word(hold.Decision.Score),
        hold.Decision.Scores is { } scores ? Categories.All.ToDictionary(category => category.Key(), category => MathF.Round(scores[category], 4)) : null,
        hold.Message.SentAt,
        hold.CreatedAt,
        hold.ExpiresAt,
        hold.EndedAt,
        withContent ? ContentView.Of(hold) : null,
        hold.ClaimedBy(now) is null ? null : new ClaimView(ActorView.Of(hold.Claim!.By), hold.Claim.Until),
        hold.Proposal is { } proposal ? RulingView.Of(proposal.By, proposal.At, proposal.Ruling, isOnTwitch: false) : null,
        hold.Resolution is { } resolution ? RulingView.Of(resolution.By, resolution.At, resolution.Ruling, resolution.IsOnTwitch) : null,
        hold.RaidSize,
        hold.Exposure?.TotalSeconds,
        full is null ? null : [.. full.History.Select(HistoryView.Of)],
        full is null ? null : BackgroundView.Of(full));

    internal static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <summary>Why a message is held.</summary>
internal sealed record ReasonView(string Source, string Verdict, string Text, string? Category, float? Value, float? Threshold, SpanView? Span)
{
    public static ReasonView Of(Reason reason) =>
        new(reason.Source, HoldView.Word(reason.Verdict), reason.Text, reason.Category?.Key(), reason.Value, reason.Threshold, reason.Span is { } span ? new SpanView(span.Start, span.Length) : null);
}

/// <summary>A part of the text, in UTF-16 units.</summary>
internal sealed record SpanView(int Start, int Length);

/// <summary>What was said and by whom.</summary>
/// <param name="Folded">The text as it was judged, where it differs from what a reader sees.</param>
/// <param name="Why">The words that drove the score.</param>
/// <param name="Lines">The messages that are held with it, the oldest first.</param>
internal sealed record ContentView(string Text, string? Folded, SenderView Sender, IReadOnlyList<WordWeight>? Why, IReadOnlyList<LineView> Lines)
{
    public static ContentView Of(Hold hold) => new(
        hold.Message.Text, hold.Decision.Folded, SenderView.Of(hold.Message.Chatter), hold.Decision.Explanation?.Words,
        [.. hold.Lines.Select(LineView.Of)]);
}

/// <summary>A message that is held with another.</summary>
internal sealed record LineView(string Id, SenderView Sender, string Text, DateTimeOffset SentAt)
{
    public static LineView Of(HeldLine line) => new(line.Id.Value, SenderView.Of(line.Chatter), line.Text, line.SentAt);
}

/// <summary>Who sent a message.</summary>
internal sealed record SenderView(string Id, string Login, string DisplayName)
{
    public static SenderView Of(Chatter chatter) => new(chatter.Id.Value, chatter.Login, chatter.DisplayName);
}

/// <summary>Who did something: a person, or a machine (ModBot, Twitch, a program with a key).</summary>
internal sealed record ActorView(string Id, string Login, bool IsMachine)
{
    public static ActorView Of(Actor actor) => new(actor.Id.Value, actor.Login, actor.IsMachine);
}

/// <summary>Who works on a hold, and until when.</summary>
internal sealed record ClaimView(ActorView By, DateTimeOffset Until);

/// <summary>What somebody decided or proposed.</summary>
/// <param name="Verb">approve, deny or expire.</param>
/// <param name="Ladder">The step of the channel's ladder that the sanction is of.</param>
/// <param name="Outcome">What became of the message; differs from the verb where the channel's settings decided at the end of its time.</param>
internal sealed record RulingView(ActorView By, DateTimeOffset At, string Verb, string Outcome, SanctionView? Sanction, string? Reason, LadderStanding? Ladder, bool IsOnTwitch)
{
    public static RulingView Of(Actor by, DateTimeOffset at, Ruling ruling, bool isOnTwitch) => new(
        ActorView.Of(by), at, HoldView.Word(ruling.Verb), HoldView.Word(ruling.Outcome),
        ruling.Sanction is { } sanction ? new SanctionView(HoldView.Word(sanction.Kind), (int?)sanction.Duration?.TotalSeconds) : null, ruling.Reason, ruling.Ladder, isOnTwitch);
}

/// <summary>What happens to the sender.</summary>
/// <param name="Kind">warn, timeout or ban; in a request also none.</param>
/// <param name="Seconds">Of a timeout.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SanctionView(string? Kind, int? Seconds);

/// <summary>A line of a hold's history.</summary>
internal sealed record HistoryView(long Version, DateTimeOffset At, ActorView By, string Action, string? Detail, string? Verb, ActorView? From)
{
    public static HistoryView Of(HistoryEntry entry) => new(
        entry.Version, entry.At, ActorView.Of(entry.By), HoldView.Word(entry.Action), entry.Detail, entry.Verb is { } verb ? HoldView.Word(verb) : null, entry.From is { } from ? ActorView.Of(from) : null);
}
