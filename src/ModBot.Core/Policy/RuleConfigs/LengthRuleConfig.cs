using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Messages that take too much room.</summary>
public sealed record LengthRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>The most characters that a message may have, 20 to 500, which is the most that Twitch lets through. Default 500: nothing is too long.</summary>
    public int MaxCharacters { get; init; } = 500;

    /// <summary>The most characters that are many times as tall or as wide as others, 0 to 100. Default 2.</summary>
    public int MaxHuge { get; init; } = 2;
}
