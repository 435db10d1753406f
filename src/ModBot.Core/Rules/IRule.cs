using ModBot.Messages;
using ModBot.Normalization;

namespace ModBot.Rules;

/// <summary>
/// One rule of the house. All rules are evaluated on every message, in the order of arrival and by one caller at a time, so a rule may keep memory without
/// locks. An exemption skips that rule only.
/// </summary>
public interface IRule
{
    /// <summary>The rule's name in config, in reasons and in statistics.</summary>
    string Name { get; }

    /// <summary>What the rule finds, or null.</summary>
    RuleHit? Evaluate(in RuleInput input);
}

/// <summary>What a rule may look at. Time comes with the message.</summary>
/// <param name="Text">Without emotes: they are blanked out, place for place.</param>
/// <param name="Heard">How well the chatter is known; left out where nobody said the text in chat.</param>
public readonly record struct RuleInput(ChatMessage Message, NormalizedText Text, RuleSettings Settings, Heard Heard = default)
{
    /// <summary>When it was said; rules that count over time go by it.</summary>
    public DateTimeOffset At => Message.At;
}

/// <summary>A rule's finding.</summary>
/// <param name="Text">One plain sentence for a moderator, without the message's text.</param>
/// <param name="Value">What was measured, and <paramref name="Threshold"/> what it was compared with, for rules that count.</param>
public sealed record RuleHit(string Rule, Verdict Verdict, string Text, TextSpan? Span = null, float? Value = null, float? Threshold = null);
