using System.Collections.Frozen;
using ModBot.Normalization;

namespace ModBot.Rules;

/// <summary>
/// Links whose host is not allowed. Hosts are compared whole or as subdomains, never as substrings: <c>evil.example/?youtube.com</c> is not <c>youtube.com</c>.
/// </summary>
public sealed class LinkRule(LinkPermits permits) : IRule
{
    public string Name => "links";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Links;
        if (!settings.Scope.Covers(input.Message.Chatter)) return null;
        if (LinkFinder.Find(input.Text, settings.AllowedHosts) is not { } found) return null;
        if (permits.TryUse(input.Message.Broadcaster, input.Message.Chatter.Id, input.Message.SentAt)) return null;
        return new RuleHit(Name, settings.Scope.Verdict, Describe(found.Link, settings.AllowedHosts), found.Span);
    }

    private static string Describe(Link link, FrozenSet<string> allowed) => link.Kind switch
    {
        LinkKind.Invite => "an invite to a group on Discord, Telegram or WhatsApp",
        LinkKind.Shortener => "a shortened link, which hides where it leads",
        LinkKind.Address => "a link to a bare network address",
        LinkKind.SpelledOut => "a link spelled out to get past filters",
        _ when LooksAllowed(link.Host, allowed) => "a link to a host that only looks like an allowed one",
        _ => "a link to a host that is not on the allow list",
    };

    /// <summary>The same name once look-alike letters and digits are read as what they pass for.</summary>
    private static bool LooksAllowed(string host, FrozenSet<string> allowed)
    {
        var unicode = host.Contains("xn--", StringComparison.Ordinal) ? LookAlike.ToUnicode(host) : host;
        return KnownHosts.IsUnder(allowed, TextNormalizer.Normalize(unicode).Folded) || allowed.Any(name => LookAlike.Skeleton(name) == LookAlike.Skeleton(unicode));
    }
}
