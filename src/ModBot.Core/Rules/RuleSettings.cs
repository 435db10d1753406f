using System.Collections.Frozen;
using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>What a channel's policy says of every rule. Immutable; part of the policy snapshot.</summary>
public sealed record RuleSettings(LinkSettings Links, TermSettings Terms, RepetitionSettings Repetition);

/// <summary>What every rule has: whether it runs, what it asks for, and whose messages it skips.</summary>
public sealed record RuleScope(bool Enabled, Verdict Verdict, Badges Exempt)
{
    public bool Covers(Chatter chatter) => Enabled && (chatter.Badges & Exempt) == 0;
}

/// <param name="AllowedHosts">Hosts that may be linked, with all their subdomains; lower case, ASCII (punycode).</param>
public sealed record LinkSettings(RuleScope Scope, FrozenSet<string> AllowedHosts);

public sealed record TermSettings(RuleScope Scope, TermMatcher Matcher);

/// <param name="Limit">From how many equal messages of one chatter within <paramref name="Window"/> the rule hits; at least 2.</param>
public sealed record RepetitionSettings(RuleScope Scope, int Limit, TimeSpan Window);
