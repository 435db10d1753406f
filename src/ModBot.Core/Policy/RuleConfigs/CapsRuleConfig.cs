using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Shouting: long messages in capitals. Emotes are no letters.</summary>
public sealed record CapsRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>Messages with fewer letters are never too loud, 5 to 500. Default 60: shorter shouts are a part of chat.</summary>
    public int MinLetters { get; init; } = 60;

    /// <summary>From which percentage of capitals among the letters on the rule hits, 50 to 100. Default 90.</summary>
    public int MinPercent { get; init; } = 90;
}
