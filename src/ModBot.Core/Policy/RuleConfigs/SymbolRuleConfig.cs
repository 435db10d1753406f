using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Messages that are mostly signs: pictures made of characters, walls of punctuation. Emoji are no signs.</summary>
public sealed record SymbolRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>Messages with fewer signs never have too many, 5 to 500. Default 40.</summary>
    public int MinSymbols { get; init; } = 40;

    /// <summary>From which percentage of signs on the rule hits, spaces apart, 30 to 100. Default 60.</summary>
    public int MinPercent { get; init; } = 60;
}
