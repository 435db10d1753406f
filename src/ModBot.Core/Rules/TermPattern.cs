using System.Text.RegularExpressions;
using ModBot.Normalization;
using ModBot.Rules.Expressions;

namespace ModBot.Rules;

/// <summary>The ways to write a term: a word or phrase, with <c>*</c> at its ends or not; <c>"exactly so"</c>; <c>/regular expression/</c>.</summary>
public static class TermPattern
{
    /// <summary>An expression beyond this would be slow to build, and chat has no use for it.</summary>
    private const int LongestRegex = 500;

    /// <summary>As long as a chat message may be.</summary>
    private const int Longest = 500;

    /// <summary>Tells terms apart: words whatever their case, which folding takes away; what is exact and expressions letter by letter.</summary>
    public static IEqualityComparer<string> Comparer { get; } = new SameTerm();

    /// <summary>What keeps a term from being used, to follow the words "the term, which", or null.</summary>
    public static string? Problem(string term)
    {
        if (!IsRegex(term)) return null;
        if (term.Length > LongestRegex) return $"is longer than {LongestRegex} characters";
        try
        {
            // .NET says best what is wrong with the grammar; it is not asked to match.
            _ = new Regex(Inner(term), RegexOptions.CultureInvariant);
            var budget = TermList.StepsPerTerm;
            return CreateExpression(term).Find("", 0, ref budget) is null ? null : "matches the empty text, and so every message";
        }
        catch (RegexParseException e)
        {
            return $"is no regular expression: {Plain(e)}";
        }
        catch (NotSupportedException)
        {
            return "cannot be matched in linear time: leave out look-ahead, look-behind, back-references, atomic groups, conditions, comments and rare escapes";
        }
        catch (OverflowException)
        {
            return $"grows beyond {ExpressionProgram.LongestProgram} steps when its repeats are written out: give {{...}} smaller numbers, above all one inside another";
        }
    }

    /// <summary>What keeps a term from being added, to follow the words "the term, which", or null. Stricter than <see cref="Problem"/>: somebody waits for the answer, so what could never match is told.</summary>
    public static string? ProblemOfNew(string term)
    {
        if (string.IsNullOrWhiteSpace(term)) return "is empty";
        if (term.Any(char.IsControl)) return "has a line break or another control character";
        if (term.Length > Longest) return $"is longer than {Longest} characters";
        if (IsRegex(term)) return Problem(term);
        var sought = IsExact(term) ? Inner(term) : TextNormalizer.Normalize(term.Trim().Trim('*')).Folded;
        return string.IsNullOrWhiteSpace(sought) ? "leaves nothing to look for" : null;
    }

    /// <summary>The term that is looked for as this text stands, whatever signs are in it.</summary>
    public static string Literal(string text) => IsRegex(text) || IsExact(text) || text.Trim() is ['*', ..] or [.., '*'] ? $"\"{text.Trim()}\"" : text.Trim();

    internal static bool IsRegex(string term) => term.Trim() is ['/', _, .., '/'];

    internal static bool IsExact(string term) => term.Trim() is ['"', _, .., '"'];

    internal static string Inner(string term) => term.Trim()[1..^1];

    internal static TermExpression CreateExpression(string term) => TermExpression.Create(Inner(term));

    /// <summary>The reason and the place without the expression, which a reply in chat must not repeat.</summary>
    private static string Plain(RegexParseException e)
    {
        var place = $"at offset {e.Offset}. ";
        var reason = e.Message[Math.Max(0, e.Message.LastIndexOf(place, StringComparison.Ordinal))..].Replace(place, "", StringComparison.Ordinal).TrimEnd('.');
        return $"{reason}, at character {e.Offset + 1}";
    }

    private sealed class SameTerm : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x is not null && y is not null && string.Equals(x, y, IsPlain(x) && IsPlain(y) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

        public int GetHashCode(string term) => string.GetHashCode(term, StringComparison.OrdinalIgnoreCase);

        private static bool IsPlain(string term) => !IsRegex(term) && !IsExact(term);
    }
}
