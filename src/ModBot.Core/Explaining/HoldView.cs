using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ModBot.Classification;
using ModBot.Context;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Explaining;

/// <summary>
/// Everything there is to say about a hold and why it is one, with the held texts: for surfaces whose readers may read them. What is said in public chat is taken from the same, without texts.
/// </summary>
public sealed record HoldView
{
    private HoldView(Hold hold) => Hold = hold;

    /// <summary>The hold as it is stored.</summary>
    [JsonIgnore]
    public Hold Hold { get; }

    public BroadcasterId Channel => Hold.Broadcaster;

    public ShortCode Code => Hold.Code;

    public long Version => Hold.Version;

    public HoldKind Kind => Hold.Kind;

    public HoldState State => Hold.State;

    /// <summary>The category or rule that it is counted under.</summary>
    public string Source => Hold.Source;

    public Chatter Sender => Hold.Message.Chatter;

    public string Text => Hold.Message.Text;

    /// <summary>The words of the text that drove the score of the leading category, in reading order.</summary>
    public required ImmutableArray<WordView> Words { get; init; }

    /// <summary>The text as rules and the model read it, where that is not what a reader sees.</summary>
    public string? Folded => Hold.Decision.Folded;

    /// <summary>Why it is held, the worst first.</summary>
    public required ImmutableArray<ReasonView> Reasons { get; init; }

    /// <summary>Whether the classifier gave scores.</summary>
    public ScoreStatus Scoring => Hold.Decision.Score;

    /// <summary>The version of the policy that it was judged by.</summary>
    public string PolicyVersion => Hold.Decision.PolicyVersion;

    /// <summary>What is held with it: the other lines of a split message or of a raid, the oldest first.</summary>
    public ImmutableArray<HeldLine> Lines => Hold.Lines;

    /// <summary>How many messages a raid's card stands for; null for what is none.</summary>
    public int? RaidSize => Hold.RaidSize;

    /// <summary>What was said just before it in the channel, the oldest first.</summary>
    public required ImmutableArray<HeldLine> Before { get; init; }

    /// <summary>What was said just after it.</summary>
    public required ImmutableArray<HeldLine> After { get; init; }

    public DateTimeOffset SentAt => Hold.Message.SentAt;

    public DateTimeOffset HeldAt => Hold.CreatedAt;

    /// <summary>When it lapses undecided; null when it is decided.</summary>
    public DateTimeOffset? LapsesAt => Hold.IsOpen ? Hold.ExpiresAt : null;

    /// <summary>How long it stood in chat before ModBot deleted it; null where ModBot did not.</summary>
    public double? ExposureSeconds => Hold.Exposure?.TotalSeconds;

    /// <summary>Who works on it now.</summary>
    public required Actor? ClaimedBy { get; init; }

    public Proposal? Proposal => Hold.Proposal;

    public Resolution? Resolution => Hold.Resolution;

    /// <summary>Everything that was done to it, the oldest first.</summary>
    public required IReadOnlyList<HistoryEntry> History { get; init; }

    /// <summary>What became of what the sender said before; null for the card of a raid, which is no one person's, and where the sender was forgotten.</summary>
    public ChatterRecord? Record { get; init; }

    /// <summary>Where the sender stands on the channel's ladder; null where it is off.</summary>
    public LadderStanding? Ladder { get; init; }

    /// <summary>For an appeal, the decision that it is about; null for everything else, and where that is not kept any more.</summary>
    public HoldView? About { get; init; }

    /// <summary>Puts a hold's view together. Pure.</summary>
    /// <param name="context">What was said around it, as far as it is known now.</param>
    /// <param name="policy">The channel's policy: what levels mean.</param>
    public static HoldView Of(Hold hold, IReadOnlyList<HistoryEntry> history, HoldContext? context, ChannelPolicy policy, DateTimeOffset now) => new(hold)
    {
        History = history,
        Before = context?.Before ?? [],
        After = context?.After ?? [],
        ClaimedBy = hold.ClaimedBy(now),
        Reasons = [.. hold.Decision.Reasons.Select(reason => ReasonView.Of(reason, hold.Message.Text, policy.Thresholds))],
        Words = [.. (hold.Decision.Explanation?.Words ?? []).Select(word => new WordView(word.Start, word.Length, word.Weight, Part(hold.Message.Text, word.Start, word.Length)))],
    };

    /// <summary>A part of a text that may have been erased since.</summary>
    internal static string Part(string text, int start, int length) => start >= 0 && length >= 0 && start + length <= text.Length ? text.Substring(start, length) : "";
}

/// <summary>One reason of a hold.</summary>
/// <param name="Source">A rule's name, <c>model</c>, <c>automod</c>, <c>appeal</c> or <c>unscored</c>.</param>
/// <param name="Category">The category's key; null for rules without one.</param>
/// <param name="Text">The reason as a sentence, without held text.</param>
/// <param name="Value">The score, or what the rule measured.</param>
/// <param name="Threshold">What it was compared with.</param>
/// <param name="Level">The lowest level (1 to 4) at which the model's score is held; null for rules, and where no level holds it.</param>
/// <param name="Match">The part of the text that a rule matched.</param>
public sealed record ReasonView(string Source, string? Category, Verdict Verdict, string Text, float? Value, float? Threshold, int? Level, string? Match)
{
    internal static ReasonView Of(Reason reason, string text, LevelThresholds thresholds) => new(
        reason.Source,
        reason.Category?.Key(),
        reason.Verdict,
        reason.Text,
        reason.Value,
        reason.Threshold,
        reason is { Category: { } category, Value: { } score } ? thresholds.LowestHolding(category, score) : null,
        reason.Span is { } span && HoldView.Part(text, span.Start, span.Length) is { Length: > 0 } match ? match : null);
}

/// <summary>A word that drove a score.</summary>
/// <param name="Start">Its place in the text, in UTF-16 units.</param>
/// <param name="Weight">Its part in the score relative to the strongest word, in (0, 1].</param>
public sealed record WordView(int Start, int Length, float Weight, string Text);
