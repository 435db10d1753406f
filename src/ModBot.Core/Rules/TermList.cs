using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Rules.Expressions;

namespace ModBot.Rules;

/// <summary>Terms compiled for matching. Words and phrases are folded as messages are and found in one walk over the folded text, however many they are.</summary>
internal sealed class TermList
{
    /// <summary>Beyond what one way through the longest message takes; only an expression that matches again and again, each time after looking far ahead, can need more.</summary>
    public const int StepsPerTerm = 1_500_000;

    /// <summary>For all expressions together, so that many costly ones cannot hold a message up either: some tens of milliseconds.</summary>
    private const int StepsPerText = 10_000_000;

    private readonly TermAutomaton folded;

    /// <summary>For each term of <see cref="folded"/>, the forms in which it was written: bit 0 closed, 1 open at the start, 2 open at the end, 3 open at both.</summary>
    private readonly byte[] forms;
    private readonly TermAutomaton exact;
    private readonly ImmutableArray<TermExpression> expressions;

    /// <summary>For each expression, 1 once it has used up its steps.</summary>
    private readonly int[] hasGivenUp;

    /// <param name="terms">As people wrote them. What folds to nothing matches nothing.</param>
    public TermList(IEnumerable<string> terms)
    {
        var (words, exactly, read) = (new SortedDictionary<string, byte>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), ImmutableArray.CreateBuilder<TermExpression>());
        foreach (var term in terms.Select(term => term.Trim()))
        {
            if (TermPattern.IsRegex(term)) read.Add(TermPattern.CreateExpression(term));
            else if (TermPattern.IsExact(term)) exactly.Add(TermPattern.Inner(term));
            else if (TextNormalizer.Normalize(term.Trim('*')).Folded.Trim() is { Length: > 0 } word)
            {
                words[word] = (byte)(words.GetValueOrDefault(word) | 1 << ((term[0] == '*' ? 1 : 0) + (term[^1] == '*' ? 2 : 0)));
            }
        }
        (folded, forms, exact, expressions, hasGivenUp) = (new TermAutomaton([.. words.Keys]), [.. words.Values], new TermAutomaton([.. exactly]), read.ToImmutable(), new int[read.Count]);
    }

    public bool IsEmpty => folded.Count == 0 && exact.Count == 0 && expressions.Length == 0;

    /// <summary>Shows each place of a term, in the original text, until <paramref name="isEnough"/> says so.</summary>
    /// <param name="text">The message.</param>
    /// <param name="state">What <paramref name="isEnough"/> gets.</param>
    /// <param name="isEnough">Takes each place; true ends the search.</param>
    /// <param name="unfinished">Counts the expressions that were too costly for this text; from there on they match nothing.</param>
    public bool Visit<TState>(NormalizedText text, ref TState state, Found<TState> isEnough, ref UnfinishedTerms unfinished)
    {
        foreach (var (term, span) in folded.Find(text.Folded))
        {
            if (TryPlace(text.Folded, span, forms[term], out var place) && isEnough(text.ToOriginal(place.Start, place.Length), ref state)) return true;
        }
        foreach (var (_, span) in exact.Find(text.Original))
        {
            if (TryPlace(text.Original, span, 1, out var place) && isEnough(place, ref state)) return true;
        }
        var left = StepsPerText;
        for (var i = 0; i < expressions.Length; i++)
        {
            var given = Math.Min(StepsPerTerm, left);
            var budget = given;
            for (var from = 0; expressions[i].Find(text.Folded, from, ref budget) is { } match; from = match.End + (match.Length == 0 ? 1 : 0))
            {
                if (match.Length > 0 && isEnough(text.ToOriginal(match.Start, match.Length), ref state)) return true;
            }
            left -= given - Math.Max(budget, 0);
            if (budget < 0) unfinished = new UnfinishedTerms(unfinished.Count + 1, unfinished.New + 1 - Interlocked.Exchange(ref hasGivenUp[i], 1));
        }
        return false;
    }

    /// <summary>Whether a term stands there as one of its forms wants it: as whole words, widened to them where it is open.</summary>
    private static bool TryPlace(string text, TextSpan at, byte forms, out TextSpan place)
    {
        for (var form = 0; form < 4; form++)
        {
            if ((forms & 1 << form) == 0) continue;
            var (start, end) = (at.Start, at.End);
            while ((form & 1) != 0 && start > 0 && char.IsLetterOrDigit(text[start - 1])) start--;
            while ((form & 2) != 0 && end < text.Length && char.IsLetterOrDigit(text[end])) end++;
            place = new TextSpan(start, end - start);
            if (IsBorder(text, start) && IsBorder(text, end)) return true;
        }
        place = default;
        return false;
    }

    /// <summary>Scripts without spaces show no borders, so every place is one.</summary>
    private static bool IsBorder(string text, int at) =>
        at == 0 || at == text.Length || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]) || Scripts.IsUnspaced(text[at - 1]) || Scripts.IsUnspaced(text[at]);

    /// <summary>Takes one place of a term; true ends the search.</summary>
    public delegate bool Found<TState>(TextSpan place, ref TState state);
}

/// <summary>Expressions that a text was too costly for.</summary>
/// <param name="New">Those of them that had never been.</param>
internal readonly record struct UnfinishedTerms(int Count, int New);
