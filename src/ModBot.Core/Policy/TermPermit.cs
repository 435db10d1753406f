using ModBot.Normalization;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>What to permit so that a message is no more held for the blocked term that stands in it. Pure.</summary>
public static class TermPermit
{
    /// <summary>Whether a blocked term is among the reasons.</summary>
    public static bool IsHeldForTerm(Decision decision) => decision.Reasons.Any(reason => reason.Source == BlockedTermRule.RuleName);

    /// <summary>
    /// The matched text as a term that covers it; null where a permitted term cannot: it was spelled over several messages, or the place is not known.
    /// </summary>
    /// <param name="decision">Why the message is held.</param>
    /// <param name="text">The message.</param>
    /// <param name="terms">The terms in force.</param>
    public static string? For(Decision decision, string text, TermRuleConfig terms)
    {
        if (decision.Reasons.FirstOrDefault(reason => reason.Source == BlockedTermRule.RuleName)?.Span is not { } span || span.End > text.Length) return null;
        var term = TermPattern.Literal(text.Substring(span.Start, span.Length));
        if (TermPattern.ProblemOfNew(term) is not null) return null;
        // Folding is not always the same for a part as for the whole, so it is tried.
        var left = TermMatcher.Compile(terms.Blocked, [.. terms.Permitted, term]).Find(TextNormalizer.Normalize(text));
        return left is { } place && place.Start < span.End && span.Start < place.End ? null : term;
    }
}
