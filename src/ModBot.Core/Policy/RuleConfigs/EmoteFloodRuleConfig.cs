using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Walls of emotes: Twitch's own, those in the list <c>Emotes</c>, and emoji.</summary>
public sealed record EmoteFloodRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>From how many emotes in a message on the rule hits, 3 to 500. Default 40.</summary>
    public int Limit { get; init; } = 40;
}
