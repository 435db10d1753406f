using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Messages written with <c>/me</c>.</summary>
public sealed record ActionRuleConfig : IRuleConfig
{
    /// <summary>Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Moderator, ExemptRole.Broadcaster];
}
