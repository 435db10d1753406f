using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Very many messages of one chatter in a short time.</summary>
public sealed record FloodRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>From how many messages on the rule hits, 3 to 100. Default 10.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Within which time, 1 second to 10 minutes. Default 10 seconds.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);
}
