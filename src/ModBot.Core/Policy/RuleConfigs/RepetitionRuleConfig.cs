using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>The same message again and again.</summary>
public sealed record RepetitionRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>From how many equal messages of one chatter on the rule hits, 2 to 100. Default 6.</summary>
    public int Limit { get; init; } = 6;

    /// <summary>Within which time, 1 second to 10 minutes. Default 30 seconds.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);
}
