using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Splits;

/// <summary>Several messages read as one.</summary>
/// <param name="Message">The last of them.</param>
/// <param name="Earlier">Those before it, the oldest first.</param>
/// <param name="IsSpelled">Letters put together into a word, not sentences put one after another.</param>
public sealed record JoinedLines(NormalizedText Text, ChatMessage Message, ImmutableArray<HeldLine> Earlier, bool IsSpelled)
{
    /// <summary>What was decided on the joined text as a decision on its last message. Joining is a guess, so it never asks for more than a hold; places in the joined text are none in the message.</summary>
    public Decision AddTo(Decision decision)
    {
        var how = $"{(IsSpelled ? "spelled" : "split")} over {Earlier.Length + 1} messages";
        return decision with
        {
            Verdict = Verdict.Hold,
            Reasons = [.. decision.Reasons.Select(reason => reason with { Verdict = Verdict.Hold, Text = $"{reason.Text}, {how}", Span = null })],
            Folded = Text.Folded,
            Lines = Earlier,
        };
    }
}
