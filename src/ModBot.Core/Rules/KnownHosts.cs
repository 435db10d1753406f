using System.Collections.Frozen;

namespace ModBot.Rules;

/// <summary>What is known of hosts and their endings.</summary>
internal static class KnownHosts
{
    /// <summary>
    /// Endings that make a bare <c>word.word</c> a link. Kept short on purpose: people write "ok.so" and "1.5k" all day, and a missed exotic ending costs less than holding them.
    /// </summary>
    private static readonly FrozenSet<string> Sure = Set(
        "com net org tv io ru xyz info biz shop store online site club gift dev cc ly co uk br jp kr cn nl example");

    /// <summary>Endings that are words too: people forget the space after a full stop ("so good.it was"). They make a link only with a path or a <c>www.</c> at the start.</summary>
    private static readonly FrozenSet<string> Words = Set(
        "gg me us it de fr es id ca au pl tr eu se dk ch gl ai sh im pw ws su cz ro gr pt mx cl live top link app stream vip fun pro win bet world space website tech click life games game news media cam icu monster buzz money chat");

    /// <summary>Endings that stay a link with spaces about the dot ("evil . com"). In few languages a word, and never one that follows a full stop for no reason.</summary>
    private static readonly FrozenSet<string> Spaced = Set("com org gg xyz ru tv io ly");

    private static readonly FrozenSet<string> Shorteners = Set(
        "bit.ly tinyurl.com t.co goo.gl is.gd v.gd cutt.ly rb.gy shorturl.at ow.ly buff.ly t.ly tiny.cc rebrand.ly adf.ly bit.do bl.ink lnkd.in shorte.st clck.ru");

    private static readonly FrozenSet<string> Invites = Set(
        "discord.gg dsc.gg discord.me discord.io discord.com/invite discordapp.com/invite t.me telegram.me telegram.dog chat.whatsapp.com");

    /// <summary>Every ending of the above: what ends otherwise is no link unless it says so.</summary>
    private static readonly FrozenSet<string> Endings = Sure.Concat(Words).Concat(Shorteners.Select(host => host[(host.LastIndexOf('.') + 1)..])).ToFrozenSet();

    public static bool IsEnding(ReadOnlySpan<char> ending) => Contains(Endings, ending);

    public static bool IsSureEnding(ReadOnlySpan<char> ending) => Contains(Sure, ending);

    public static bool IsWordEnding(ReadOnlySpan<char> ending) => Contains(Words, ending);

    public static bool IsSpacedEnding(ReadOnlySpan<char> ending) => Contains(Spaced, ending);

    public static bool IsShortener(ReadOnlySpan<char> host) => IsUnder(Shorteners, host);

    /// <param name="path">What stands behind the host: <c>discord.com</c> alone is no invite.</param>
    public static bool IsInvite(ReadOnlySpan<char> host, ReadOnlySpan<char> path) =>
        IsUnder(Invites, host) || path.StartsWith("/invite", StringComparison.OrdinalIgnoreCase) && IsUnder(Invites, $"{host}/invite");

    /// <summary>Whether a host is one of these, or a subdomain of one; hosts are compared whole, never as parts of a text.</summary>
    public static bool IsUnder(FrozenSet<string> hosts, ReadOnlySpan<char> host)
    {
        for (var rest = host; ; rest = rest[(rest.IndexOf('.') + 1)..])
        {
            if (hosts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(rest)) return true;
            if (!rest.Contains('.')) return false;
        }
    }

    private static bool Contains(FrozenSet<string> endings, ReadOnlySpan<char> ending)
    {
        Span<char> lower = stackalloc char[24];
        return ending.ToLowerInvariant(lower) is > 0 and var length && endings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(lower[..length]);
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet();
}
