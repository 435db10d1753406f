using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Names that look like the broadcaster's or a moderator's, whoever of these has chatted since ModBot started.</summary>
public sealed record ImpersonationRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Vip, Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Vip, ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>User ids (numbers) of people whose names only happen to look alike. Default none.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];
}
