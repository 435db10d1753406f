using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Adverts as bots post them: bought viewers and followers, growth services.</summary>
public sealed record AdvertRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Vip, Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Vip, ExemptRole.Moderator, ExemptRole.Broadcaster];
}
