using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using ModBot.Messages;
using ModBot.Normalization;

namespace ModBot.Rules;

/// <summary>Finds links that are not allowed, as they are typed and as they are spelled around filters. Every link is looked at, so an allowed one hides no other.</summary>
internal static partial class LinkFinder
{
    private static readonly SearchValues<char> LinkSigns = SearchValues.Create($"{Link.Dots}:");

    private static readonly SearchValues<char> BeforeDot = SearchValues.Create(" .([{<*");

    private static readonly SearchValues<char> AfterDot = SearchValues.Create(" .)]}>*");

    private static readonly SearchValues<string> SpellingSigns = SearchValues.Create([" dot ", "dot)", "dot]", "dot}", "dot>", " .", "[.", "(.", "{.", ". com", ". gg", ". xyz"], StringComparison.Ordinal);

    /// <summary>Words before ".com" that speak of the ending itself: "the .com bubble", "a dot com".</summary>
    private static readonly FrozenSet<string> NoNames = new[] { "a", "an", "the", "any", "your", "my", "of", "and", "or", "is", "in", "on", "to", "dot", "not", "with", "for", "com", "era" }.ToFrozenSet();

    /// <summary>The first link whose host is not allowed, and its place in the original text.</summary>
    public static (Link Link, TextSpan Span)? Find(NormalizedText text, FrozenSet<string> allowed) => FindTyped(text.Original, allowed) ?? FindSpelledOut(text, allowed);

    private static (Link, TextSpan)? FindTyped(string text, FrozenSet<string> allowed)
    {
        if (!text.AsSpan().ContainsAny(LinkSigns)) return null;
        foreach (var match in Candidate().EnumerateMatches(text))
        {
            if (match.Index > 0 && text[match.Index - 1] is '@') continue;
            var candidate = text.AsSpan(match.Index, match.Length);
            var isLink = Link.TryRead(candidate, out var link) || Link.TryReadGroups(candidate, out link);
            if (isLink && !KnownHosts.IsUnder(allowed, link.Host)) return (link, new TextSpan(match.Index, match.Length));
        }
        return null;
    }

    /// <summary>On the folded text, where spaces are single and spaced letters joined.</summary>
    private static (Link, TextSpan)? FindSpelledOut(NormalizedText text, FrozenSet<string> allowed)
    {
        if (!text.Folded.AsSpan().ContainsAny(SpellingSigns)) return null;
        foreach (var match in SpelledOut().EnumerateMatches(text.Folded))
        {
            var found = text.Folded.AsSpan(match.Index, match.Length).TrimEnd("/ ");
            var name = found[..found.IndexOfAny(BeforeDot)];
            var ending = found[(found.LastIndexOfAny(AfterDot) + 1)..];
            var isBracketed = found.ContainsAny("([{<");
            if (NoNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name)) continue;
            if (isBracketed ? !KnownHosts.IsSureEnding(ending) && !KnownHosts.IsWordEnding(ending) : !KnownHosts.IsSpacedEnding(ending)) continue;
            var host = $"{name}.{ending}";
            if (!KnownHosts.IsUnder(allowed, host)) return (new Link(host, LinkKind.SpelledOut), text.ToOriginal(match.Index, match.Length));
        }
        return null;
    }

    /// <summary>A link with a scheme, an address in brackets, a host with a dot inside, or an address with colons, up to what cannot belong to it.</summary>
    [GeneratedRegex(@"https?://[^\s,()<>""'|]+|\[[0-9a-f]*:[0-9a-f:.]+\](?::\d+)?|[\p{L}\p{N}\p{So}][\p{L}\p{N}\p{Mn}\p{Cf}\p{So}\-._@:\u3002\uFF0E\uFF61\u2024]*[.\u3002\uFF0E\uFF61\u2024][\p{L}\p{N}\p{Mn}\p{Cf}\p{So}\-]{1,24}[^\s,()<>""'|]*|[0-9a-f]{1,4}(?::{1,2}[0-9a-f]{1,4}){2,8}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Candidate();

    /// <summary>"evil (dot) com", "evil[.]com"; "evil dot com"; "evil .com", "evil . com"; "evil. com" where nothing follows that could be a sentence.</summary>
    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}\-]*(?: ?[(\[{<*]+ ?(?:dot|\.) ?[)\]}>*]+ ?[a-z]{2,12}\b| dot (?:com|org|gg|xyz|ru|tv|io|ly)\b| \. ?(?:com|org|gg|xyz|ru|tv|io|ly)\b|\. (?:com|gg|xyz)(?:/|$))", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SpelledOut();
}
