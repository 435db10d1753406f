using ModBot.Normalization;
using ModBot.Testing;

namespace ModBot.ModelKit.Tests;

/// <summary>The suite of this repository: what trains must not be what tests.</summary>
public sealed class ShippedSuiteTests
{
    /// <summary>Share of the words of two sentences that both have (Jaccard), from which on they count as the same sentence.</summary>
    private const double TooClose = 0.5;

    [Fact]
    public void Prose_NoSentence_IsATestCaseOrNearlyOne()
    {
        var suite = FunctionalSuite.Load(new DirectoryInfo(Path.Combine(Repository.Root, "models", "functional")));
        var tests = suite.Cases(Half.Test).Select(item => Words(item.Text)).Where(words => words.Count > 2).ToList();
        var byWord = tests.SelectMany((words, index) => words.Select(word => (Word: word, Index: index))).ToLookup(pair => pair.Word, pair => pair.Index);

        var close = suite.Prose.Where(sentence => IsCloseToOne(Words(sentence.Text))).Select(sentence => sentence.Text).ToList();

        Assert.NotEmpty(suite.Prose);
        Assert.True(close.Count == 0, string.Join('\n', close));

        bool IsCloseToOne(HashSet<string> words) => words.Count > 2 && words.SelectMany(word => byWord[word]).GroupBy(index => index)
            .Any(shared => shared.Count() / (double)(words.Count + tests[shared.Key].Count - shared.Count()) >= TooClose);
    }

    private static HashSet<string> Words(string text) =>
        [.. TextNormalizer.Normalize(text).Folded.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
