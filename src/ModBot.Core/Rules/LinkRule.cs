using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>
/// Finds links whose host is not allowed. Hosts are compared whole or as subdomains, never as substrings: <c>evil.example/?youtube.com</c> is not
/// <c>youtube.com</c>. Every link is looked at, so an allowed one hides no other.
/// </summary>
public sealed partial class LinkRule : IRule
{
    /// <summary>
    /// Endings that make a bare <c>word.word</c> a link. A scheme makes any host a link. Kept short on purpose: people write "ok.so" and "1.5k"
    /// all day, and a missed exotic ending costs less than holding them.
    /// </summary>
    private static readonly FrozenSet<string> BareEndings = new[]
    {
        "com", "net", "org", "tv", "gg", "io", "ru", "xyz", "info", "biz", "live", "shop", "store", "online", "site", "club", "top", "link", "app", "dev",
        "gift", "stream", "cc", "ly", "co", "uk", "de", "fr", "es", "it", "pl", "br", "jp", "kr", "cn", "eu", "us", "ca", "au", "nl", "tr", "id", "example",
    }.ToFrozenSet();

    private static readonly SearchValues<char> PathStart = SearchValues.Create("/?#,;\\");

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    public string Name => "links";

    public RuleHit? Evaluate(in RuleInput input)
    {
        var settings = input.Settings.Links;
        if (!settings.Scope.Covers(input.Message.Chatter)) return null;
        var text = input.Message.Text;
        if (!text.Contains('.')) return null;
        foreach (var match in Candidate().EnumerateMatches(text))
        {
            if (!TryReadHost(text, match, out var host) || IsAllowed(host, settings.AllowedHosts)) continue;
            return new RuleHit(Name, settings.Scope.Verdict, "a link to a host that is not on the allow list", new TextSpan(match.Index, match.Length));
        }
        return null;
    }

    private static bool TryReadHost(string text, ValueMatch match, out string host)
    {
        host = "";
        var candidate = text.AsSpan(match.Index, match.Length);
        if (match.Index > 0 && text[match.Index - 1] is '@') return false;
        // A scheme only at the start, then the authority up to the path, then its host after any user info (RFC 3986, 3.2).
        var scheme = candidate.IndexOf("://");
        var hasScheme = scheme is > 0 and <= 5 && candidate[..scheme].IndexOfAnyExceptInRange('A', 'z') < 0;
        if (hasScheme) candidate = candidate[(scheme + 3)..];
        if (candidate.IndexOfAny(PathStart) is var path and >= 0) candidate = candidate[..path];
        candidate = candidate[(candidate.LastIndexOf('@') + 1)..];
        if (candidate.IndexOf(':') is var port and >= 0) candidate = candidate[..port];
        var name = candidate.Trim('.');
        var dot = name.LastIndexOf('.');
        if (dot <= 0 || dot == name.Length - 1) return false;
        if (!hasScheme && !BareEndings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(LowerCase(name[(dot + 1)..], stackalloc char[24]))) return false;
        host = ToAscii(name.ToString());
        return true;
    }

    private static ReadOnlySpan<char> LowerCase(ReadOnlySpan<char> ending, Span<char> buffer)
    {
        var length = ending.ToLowerInvariant(buffer);
        return length < 0 ? ending : buffer[..length];
    }

    /// <summary>Look-alike hosts show their true name in punycode.</summary>
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

    private static bool IsAllowed(string host, FrozenSet<string> allowed)
    {
        for (var rest = host.AsSpan(); ; rest = rest[(rest.IndexOf('.') + 1)..])
        {
            if (allowed.GetAlternateLookup<ReadOnlySpan<char>>().Contains(rest)) return true;
            if (!rest.Contains('.')) return false;
        }
    }

    [GeneratedRegex(@"(?:https?://)?[\p{L}\p{N}][\p{L}\p{N}\-._@:]*\.[\p{L}\-0-9]{2,24}[/?#:]?[^\s,]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Candidate();
}
