using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Many people called at once.</summary>
public sealed record MentionRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>From how many different @names in a message on the rule hits, 2 to 100. Default 6.</summary>
    public int Limit { get; init; } = 6;
}
