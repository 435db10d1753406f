using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Letters with so many marks that they spill over other lines.</summary>
public sealed record ZalgoRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>From how many marks on one letter on the rule hits, 3 to 50. Default 5: no script needs so many.</summary>
    public int Limit { get; init; } = 5;
}
