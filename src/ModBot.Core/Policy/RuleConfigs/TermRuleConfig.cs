using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Words and phrases that a channel does not want.</summary>
public sealed record TermRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>Blocked words and phrases; <c>*</c> at the start or end stands for any letters. Spelling tricks are folded away before matching, but for a term in double quotes, which is looked for exactly as it is written. <c>/.../</c> is a regular expression over the folded text (lower case), without look-around and back-references. Default none.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];

    /// <summary>Terms, written in the same ways, that are fine although a blocked one stands in them. Default none.</summary>
    public IReadOnlyList<string> Permitted { get; init; } = [];
}
