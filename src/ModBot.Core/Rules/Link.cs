using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModBot.Rules;

/// <summary>A link as people write it, read as far as a rule needs: which host it leads to, and what kind of host that is.</summary>
/// <param name="Host">Lower case and ASCII; look-alike letters show as punycode.</param>
internal readonly record struct Link(string Host, LinkKind Kind)
{
    /// <summary>A dot, and what browsers take for one.</summary>
    internal const string Dots = ".\u3002\uFF0E\uFF61\u2024";

    /// <summary>The fewest digits of a bare <c>185.12.45.6</c>: version numbers have fewer.</summary>
    private const int DigitsOfAddress = 8;

    private static readonly SearchValues<char> PathStart = SearchValues.Create("/?#;\\");

    private static readonly SearchValues<char> AddressSigns = SearchValues.Create("0123456789.");

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>Reads a link that begins where <paramref name="text"/> does. False where it is none: a number, a time of day, two sentences without a space between them.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Link link)
    {
        // A scheme only at the start, then the authority up to the path, then its host after any user info (RFC 3986, 3.2).
        var hasScheme = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var authority = hasScheme ? text[(text.IndexOf("://") + 3)..] : text;
        ReadOnlySpan<char> path = default;
        if (authority.IndexOfAny(PathStart) is var pathAt and >= 0)
        {
            path = authority[pathAt..];
            authority = authority[..pathAt];
        }
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        if (authority.StartsWith('[')) return TryReadBracketed(authority, out link);
        var name = HostOf(authority);
        var hasPort = authority.Length > name.Length + 1 && authority[name.Length] == ':' && char.IsAsciiDigit(authority[name.Length + 1]);
        name = name.Trim('.');
        return name.ContainsAnyExcept(AddressSigns)
            ? TryReadName(name, path, hasScheme || name.StartsWith("www.", StringComparison.OrdinalIgnoreCase), out link)
            : TryReadNumbers(name, hasScheme, hasScheme || hasPort || path.Length > 1, out link);
    }

    /// <summary>A bare IPv6 address. It needs several groups and zeros left out, or a time of day would be one.</summary>
    public static bool TryReadGroups(ReadOnlySpan<char> text, out Link link)
    {
        link = default;
        var groups = text.Count(':');
        return text.Length >= 8 && groups >= 3 && (groups == 7 || text.Contains("::", StringComparison.Ordinal)) && TryReadAddress(text, out link);
    }

    private static bool TryReadBracketed(ReadOnlySpan<char> authority, out Link link)
    {
        link = default;
        return authority.IndexOf(']') is > 0 and var end && TryReadAddress(authority[1..end], out link);
    }

    private static bool TryReadAddress(ReadOnlySpan<char> text, out Link link)
    {
        var isAddress = IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
        link = isAddress ? new Link(address!.ToString(), LinkKind.Address) : default;
        return isAddress;
    }

    /// <summary>An IPv4 address in four numbers, or with a scheme in one.</summary>
    private static bool TryReadNumbers(ReadOnlySpan<char> name, bool hasScheme, bool isSaid, out Link link)
    {
        link = default;
        var dots = name.Count('.');
        if (dots != 3 && !(hasScheme && dots == 0) || !isSaid && name.Length - dots < DigitsOfAddress || !IPAddress.TryParse(name, out _)) return false;
        link = new Link(name.ToString(), LinkKind.Address);
        return true;
    }

    /// <param name="isSure">It says of itself that it is a link, so that any ending will do.</param>
    private static bool TryReadName(ReadOnlySpan<char> name, ReadOnlySpan<char> path, bool isSure, out Link link)
    {
        link = default;
        var dot = name.LastIndexOfAny(Dots);
        if (dot <= 0 || dot == name.Length - 1) return false;
        // Most candidates are words; only what can be a link is worth a string.
        if (!isSure && Ascii.IsValid(name) && !KnownHosts.IsEnding(name[(dot + 1)..])) return false;
        var host = ToAscii(name.ToString());
        var kind = KnownHosts.IsInvite(host, path) ? LinkKind.Invite : KnownHosts.IsShortener(host) ? LinkKind.Shortener : LinkKind.Plain;
        var ending = host.AsSpan(host.LastIndexOf('.') + 1);
        if (!isSure && kind == LinkKind.Plain && !KnownHosts.IsSureEnding(ending) && !(path.Length > 1 && KnownHosts.IsWordEnding(ending))) return false;
        link = new Link(host, kind);
        return true;
    }

    private static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> authority)
    {
        var length = 0;
        while (length < authority.Length && (char.IsLetterOrDigit(authority[length]) || authority[length] is '-' or '_' || Dots.Contains(authority[length]) || IsMappedAway(authority[length]))) length++;
        return authority[..length];
    }

    /// <summary>Marks, invisible characters and letters in circles, which browsers map away or to plain letters.</summary>
    private static bool IsMappedAway(char c) =>
        !char.IsAscii(c) && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.OtherSymbol;

    private static string ToAscii(string host)
    {
        try
        {
            return Idn.GetAscii(host).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return host.ToLowerInvariant();
        }
    }
}

/// <summary>What kind of place a link leads to.</summary>
internal enum LinkKind
{
    Plain,
    Invite,
    Shortener,
    Address,

    /// <summary>Written around a filter: "dot com", "(dot)", spaces about the dot.</summary>
    SpelledOut,
}
