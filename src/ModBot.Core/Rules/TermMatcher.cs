using System.Collections.Frozen;
using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Normalization;

namespace ModBot.Rules;

/// <summary>
/// Blocked and permitted terms, matched on the folded text so that spelling tricks do not matter. A term is a word or a phrase; <c>*</c> at its start or end
/// matches any letters there. A permitted term beats a blocked one where it covers it: "sex*" blocked and "sextet" permitted lets sextets play.
/// </summary>
public sealed class TermMatcher
{
    private readonly ImmutableArray<Term> blocked;
    private readonly ImmutableArray<Term> permitted;
    private readonly FrozenSet<string> blockedWords;

    private TermMatcher(ImmutableArray<Term> blocked, ImmutableArray<Term> permitted)
    {
        this.blocked = [.. blocked.Where(term => !term.IsPlainWord)];
        blockedWords = blocked.Where(term => term.IsPlainWord).Select(term => term.Folded).ToFrozenSet();
        this.permitted = permitted;
    }

    /// <summary>Compiles terms as people wrote them; each is folded as messages are. Terms that fold to nothing match nothing.</summary>
    public static TermMatcher Compile(IEnumerable<string> blocked, IEnumerable<string> permitted) => new(Parse(blocked), Parse(permitted));

    /// <summary>The first blocked term in <paramref name="folded"/> that no permitted term covers.</summary>
    public TextSpan? Find(string folded)
    {
        if (blockedWords.Count > 0)
        {
            foreach (var (start, length) in Words(folded))
            {
                if (blockedWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded.AsSpan(start, length))
                    && !IsPermitted(folded, new TextSpan(start, length)))
                {
                    return new TextSpan(start, length);
                }
            }
        }
        foreach (var term in blocked)
        {
            foreach (var span in term.Occurrences(folded))
            {
                if (!IsPermitted(folded, span)) return span;
            }
        }
        return null;
    }

    private bool IsPermitted(string folded, TextSpan span)
    {
        foreach (var term in permitted)
        {
            foreach (var cover in term.Occurrences(folded))
            {
                if (cover.Start <= span.Start && cover.End >= span.End) return true;
            }
        }
        return false;
    }

    private static ImmutableArray<Term> Parse(IEnumerable<string> terms) =>
        [.. terms.Select(Term.Parse).Where(term => term.Folded.Length > 0)];

    private static IEnumerable<(int Start, int Length)> Words(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsLetterOrDigit(text[start])) continue;
            var end = start;
            while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
            yield return (start, end - start);
            start = end;
        }
    }

    private sealed record Term(string Folded, bool OpenStart, bool OpenEnd)
    {
        public bool IsPlainWord => !OpenStart && !OpenEnd && Folded.All(char.IsLetterOrDigit);

        public static Term Parse(string written)
        {
            var text = written.Trim();
            return new Term(TextNormalizer.Normalize(text.Trim('*')).Folded.Trim(), text.StartsWith('*'), text.EndsWith('*'));
        }

        /// <summary>Where the term stands, widened to whole words where it is open.</summary>
        public IEnumerable<TextSpan> Occurrences(string text)
        {
            for (var at = text.IndexOf(Folded, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Folded, at + 1, StringComparison.Ordinal))
            {
                var (start, end) = (at, at + Folded.Length);
                while (OpenStart && start > 0 && char.IsLetterOrDigit(text[start - 1])) start--;
                while (OpenEnd && end < text.Length && char.IsLetterOrDigit(text[end])) end++;
                var startsWord = start == 0 || !char.IsLetterOrDigit(text[start - 1]);
                var endsWord = end == text.Length || !char.IsLetterOrDigit(text[end]);
                if (startsWord && endsWord) yield return new TextSpan(start, end - start);
            }
        }
    }
}
