using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>The first message of somebody new to the channel, as far as Twitch says so or ModBot has not seen them since it started.</summary>
public sealed record NewcomerRuleConfig : IRuleConfig
{
    /// <summary>Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Subscriber, Vip, Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Subscriber, ExemptRole.Vip, ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>After a start, for how long those whom ModBot has not seen count as known unless Twitch says that they are new, 0 to 24 hours. Default 30 minutes.</summary>
    public TimeSpan LearnFor { get; init; } = TimeSpan.FromMinutes(30);
}
