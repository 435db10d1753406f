using System.Collections.Frozen;
using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>What a channel's policy says of every rule. Immutable; part of the policy snapshot.</summary>
public sealed record RuleSettings
{
    /// <summary>Names of emotes that Twitch does not know, as they are written.</summary>
    public required FrozenSet<string> Emotes { get; init; }

    public required LinkSettings Links { get; init; }

    public required TermSettings Terms { get; init; }

    public required RuleScope Adverts { get; init; }

    public required ImpersonationSettings Impersonation { get; init; }

    public required WindowSettings Repetition { get; init; }

    public required WindowSettings Flood { get; init; }

    public required LimitSettings Mentions { get; init; }

    public required ShareSettings Caps { get; init; }

    public required ShareSettings Symbols { get; init; }

    public required LimitSettings Zalgo { get; init; }

    public required LimitSettings EmoteFlood { get; init; }

    public required LengthSettings Length { get; init; }

    public required RuleScope Actions { get; init; }

    public required NewcomerSettings Newcomers { get; init; }
}

/// <summary>What every rule has: whether it runs, what it asks for, and whose messages it skips.</summary>
public sealed record RuleScope(bool Enabled, Verdict Verdict, Badges Exempt)
{
    public bool Covers(Chatter chatter) => Enabled && (chatter.Badges & Exempt) == 0;
}

/// <param name="Limit">From how many on the rule hits.</param>
public sealed record LimitSettings(RuleScope Scope, int Limit);

/// <param name="Limit">From how many messages of one chatter within <paramref name="Window"/> the rule hits; at least 2.</param>
public sealed record WindowSettings(RuleScope Scope, int Limit, TimeSpan Window);

/// <param name="Least">Messages with fewer of what is counted are let be.</param>
/// <param name="MinPercent">From which percentage on the rule hits.</param>
public sealed record ShareSettings(RuleScope Scope, int Least, int MinPercent);

/// <param name="AllowedHosts">Hosts that may be linked, with all their subdomains; lower case, ASCII (punycode).</param>
public sealed record LinkSettings(RuleScope Scope, FrozenSet<string> AllowedHosts);

public sealed record TermSettings(RuleScope Scope, TermMatcher Matcher);

/// <param name="Allowed">Whose names only happen to look like a moderator's.</param>
public sealed record ImpersonationSettings(RuleScope Scope, FrozenSet<ChatterId> Allowed);

/// <param name="MaxHuge">The most characters that are many times as tall or as wide as others.</param>
public sealed record LengthSettings(RuleScope Scope, int MaxCharacters, int MaxHuge);

/// <param name="LearnFor">For how long after the start those whom nobody has seen count as known.</param>
public sealed record NewcomerSettings(RuleScope Scope, TimeSpan LearnFor);
