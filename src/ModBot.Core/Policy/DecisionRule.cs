using System.Collections.Immutable;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>How rule hits and scores become one decision: all are weighed, and the worst verdict wins. Pure.</summary>
public static class DecisionRule
{
    /// <summary>The <see cref="Reason.Source"/> of what the classifier asks for.</summary>
    public const string ModelSource = "model";

    /// <summary>Whether the classifier has to look at this message at all.</summary>
    public static bool NeedsScore(ChannelPolicy policy, Chatter chatter) => (chatter.Badges & policy.Exempt) == 0;

    /// <param name="assessment">Null when the classifier does not judge this chatter.</param>
    public static Decision Decide(ChannelPolicy policy, NormalizedText text, IReadOnlyList<RuleHit> hits, Assessment? assessment)
    {
        var reasons = ImmutableArray.CreateBuilder<Reason>();
        foreach (var hit in hits)
        {
            reasons.Add(new Reason { Source = hit.Rule, Verdict = Cap(policy, hit.Verdict), Text = hit.Text, Span = hit.Span, Value = hit.Value, Threshold = hit.Threshold });
        }
        if (assessment is { Status: ScoreStatus.Scored } scored) AddScores(policy, scored.Scores, reasons);
        var status = assessment?.Status ?? ScoreStatus.Scored;
        if (status != ScoreStatus.Scored && reasons.All(reason => reason.Verdict < Verdict.Hold) && policy.Config.Unscored == UnscoredAction.Hold)
        {
            reasons.Add(new Reason { Source = "unscored", Verdict = Verdict.Hold, Text = "the classifier could not score it, and this channel holds such messages" });
        }
        // Of equal verdicts the one furthest above its threshold leads.
        reasons.Sort((a, b) => b.Verdict != a.Verdict ? b.Verdict.CompareTo(a.Verdict) : Excess(b).CompareTo(Excess(a)));
        return new Decision
        {
            Verdict = reasons.Count == 0 ? Verdict.Allow : reasons[0].Verdict,
            Reasons = reasons.ToImmutable(),
            Score = status,
            Scores = assessment is { Status: ScoreStatus.Scored } given ? given.Scores : null,
            PolicyVersion = policy.Version,
            Folded = reasons.Count > 0 && !string.Equals(text.Folded, text.Original, StringComparison.OrdinalIgnoreCase) ? text.Folded : null,
        };
    }

    private static void AddScores(ChannelPolicy policy, CategoryScores scores, ImmutableArray<Reason>.Builder reasons)
    {
        foreach (var category in Categories.All)
        {
            var score = scores[category];
            var threshold = policy.HoldFrom[category];
            if (!(score >= threshold)) continue;
            var verdict = score >= policy.EnforceFrom[category] ? Cap(policy, policy.Config.Enforce.Verdict) : Verdict.Hold;
            reasons.Add(new Reason
            {
                Source = ModelSource,
                Category = category,
                Verdict = verdict,
                Value = score,
                Threshold = threshold,
                Text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{category.Key()} {score:0.00} (held from {threshold:0.00})"),
            });
        }
    }

    /// <summary>Only a channel in the mode Enforce acts without a moderator; elsewhere the worst is a hold.</summary>
    private static Verdict Cap(ChannelPolicy policy, Verdict verdict) =>
        policy.Config.Mode == ChannelMode.Enforce || verdict <= Verdict.Hold ? verdict : Verdict.Hold;

    private static float Excess(Reason reason) => reason is { Value: { } value, Threshold: { } threshold and > 0 } ? value / threshold : 0;
}
