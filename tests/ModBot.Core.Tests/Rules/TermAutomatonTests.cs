using ModBot.Rules;

namespace ModBot.Core.Tests.Rules;

public sealed class TermAutomatonTests
{
    [Fact]
    public void Find_OverlappingTerms_FindsEveryPlace() =>
        Assert.Equal(["she@1", "he@2", "hers@2", "he@9"], Find("ushers e he", "he", "hers", "his", "she"));

    [Fact]
    public void Find_NoTermsOrNoText_FindsNothing()
    {
        Assert.Empty(Find("anything"));
        Assert.Empty(Find("", "a"));
    }

    [Fact]
    public void Find_RandomTextsAndTerms_FindsWhatASlowSearchFinds()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            string[] terms = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Word(random, 1, 5)).Distinct().Order(StringComparer.Ordinal)];
            var text = Word(random, 0, 60);
            var slow = terms.SelectMany(term => Enumerable.Range(0, text.Length).Where(at => string.CompareOrdinal(text, at, term, 0, term.Length) == 0).Select(at => $"{term}@{at}"));

            Assert.Equal(slow.Order(StringComparer.Ordinal), Find(text, terms).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Find_FiveThousandTerms_AllocatesNothing()
    {
        var random = new Random(7);
        var automaton = new TermAutomaton([.. Enumerable.Range(0, 5_000).Select(_ => Word(random, 3, 12)).Distinct().Order(StringComparer.Ordinal)]);
        var text = Word(random, 500, 500);
        Count(automaton, text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Count(automaton, text);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static int Count(TermAutomaton automaton, string text)
    {
        var count = 0;
        foreach (var _ in automaton.Find(text)) count++;
        return count;
    }

    private static List<string> Find(string text, params string[] terms)
    {
        var found = new List<string>();
        foreach (var (term, span) in new TermAutomaton(terms).Find(text)) found.Add($"{terms[term]}@{span.Start}");
        return found;
    }

    /// <summary>Few different letters, so that much overlaps; one of them beyond ASCII.</summary>
    private static string Word(Random random, int least, int most) => string.Concat(Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => "abcé"[random.Next(4)]));
}
