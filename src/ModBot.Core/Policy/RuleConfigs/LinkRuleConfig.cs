using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>Links to hosts that are not allowed.</summary>
public sealed record LinkRuleConfig : IRuleConfig
{
    /// <summary>Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the rule asks for: Observe, Hold, Delete, Warn, Timeout or Ban; anything beyond Hold acts only in the mode Enforce. Default Hold.</summary>
    public Verdict Verdict { get; init; } = Verdict.Hold;

    /// <summary>Whose messages this rule skips. Default Vip, Moderator, Broadcaster.</summary>
    public IReadOnlyList<ExemptRole> Exempt { get; init; } = [ExemptRole.Vip, ExemptRole.Moderator, ExemptRole.Broadcaster];

    /// <summary>Hosts that may be linked, with all their subdomains. Default twitch.tv, youtube.com, youtu.be.</summary>
    public IReadOnlyList<string> Allow { get; init; } = ["twitch.tv", "youtube.com", "youtu.be"];

    /// <summary>How long the command <c>permit</c> lets somebody post one message with links, 1 second to 1 hour. Default 60 seconds.</summary>
    public TimeSpan PermitFor { get; init; } = TimeSpan.FromSeconds(60);
}
