using System.Text.RegularExpressions;

namespace ModBot.Rules;

/// <summary>The ways to write a term: a word or phrase, with <c>*</c> at its ends or not; <c>"exactly so"</c>; <c>/regular expression/</c>.</summary>
public static class TermPattern
{
    /// <summary>An expression beyond this would be slow to build, and chat has no use for it.</summary>
    private const int LongestRegex = 500;

    /// <summary>What keeps a term from being used, to follow the words "the term, which", or null.</summary>
    public static string? Problem(string term)
    {
        if (!IsRegex(term)) return null;
        if (term.Length > LongestRegex) return $"is longer than {LongestRegex} characters";
        try
        {
            return CreateRegex(term).IsMatch("") ? "matches the empty text, and so every message" : null;
        }
        catch (RegexParseException e)
        {
            return $"is no regular expression: {e.Message.TrimEnd('.')}";
        }
        catch (NotSupportedException)
        {
            return "cannot be matched in linear time: leave out look-ahead, look-behind, back-references, atomic groups, conditions and very large repeats";
        }
    }

    internal static bool IsRegex(string term) => term.Trim() is ['/', _, .., '/'];

    internal static bool IsExact(string term) => term.Trim() is ['"', _, .., '"'];

    internal static string Inner(string term) => term.Trim()[1..^1];

    /// <summary>Folded text is in lower case, so case cannot matter; time is linear in the text whatever the expression.</summary>
    internal static Regex CreateRegex(string term) => new(Inner(term), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
