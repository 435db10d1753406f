using System.Collections.Frozen;
using System.Globalization;
using ModBot.Messages;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>From what people write about rules to what rules read.</summary>
internal static class RuleCompiler
{
    public static RuleSettings Compile(RulesConfig rules) => new()
    {
        Emotes = rules.Emotes.ToFrozenSet(StringComparer.Ordinal),
        Links = new LinkSettings(Scope(rules.Links), rules.Links.Allow.Select(host => new IdnMapping().GetAscii(host).ToLowerInvariant()).ToFrozenSet()),
        Terms = new TermSettings(Scope(rules.Terms), TermMatcher.Compile(rules.Terms.Blocked, rules.Terms.Permitted)),
        Adverts = Scope(rules.Adverts),
        Impersonation = new ImpersonationSettings(Scope(rules.Impersonation), rules.Impersonation.Allow.Select(ChatterId.Create).ToFrozenSet()),
        Repetition = new WindowSettings(Scope(rules.Repetition), rules.Repetition.Limit, rules.Repetition.Window),
        Flood = new WindowSettings(Scope(rules.Flood), rules.Flood.Limit, rules.Flood.Window),
        Mentions = new LimitSettings(Scope(rules.Mentions), rules.Mentions.Limit),
        Caps = new ShareSettings(Scope(rules.Caps), rules.Caps.MinLetters, rules.Caps.MinPercent),
        Symbols = new ShareSettings(Scope(rules.Symbols), rules.Symbols.MinSymbols, rules.Symbols.MinPercent),
        Zalgo = new LimitSettings(Scope(rules.Zalgo), rules.Zalgo.Limit),
        EmoteFlood = new LimitSettings(Scope(rules.EmoteFlood), rules.EmoteFlood.Limit),
        Length = new LengthSettings(Scope(rules.Length), rules.Length.MaxCharacters, rules.Length.MaxHuge),
        Actions = Scope(rules.Actions),
        Newcomers = Compile(rules.Newcomers),
    };

    public static NewcomerSettings Compile(NewcomerRuleConfig rule) => new(Scope(rule), rule.LearnFor);

    public static Badges ToBadges(IEnumerable<ExemptRole> roles) => roles.Aggregate(Badges.None, (all, role) => all | role switch
    {
        ExemptRole.Subscriber => Badges.Subscriber,
        ExemptRole.Vip => Badges.Vip,
        ExemptRole.Moderator => Badges.Moderator | Badges.LeadModerator,
        _ => Badges.Broadcaster,
    });

    private static RuleScope Scope(IRuleConfig rule) => new(rule.Enabled, rule.Verdict, ToBadges(rule.Exempt));
}
