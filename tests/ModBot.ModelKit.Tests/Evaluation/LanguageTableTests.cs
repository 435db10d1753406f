namespace ModBot.ModelKit.Tests;

public sealed class LanguageTableTests
{
    [Fact]
    public void Measure_SetsOfTwoFolders_AverageByLanguageAndSumUpApart()
    {
        var table = Measure(
            Set("open", "a", "en", "toxic", 1, trainRows: 301),
            Set("eval-only", "b", "en", "toxic", 0),
            Set("eval-only", "c", "it", "toxic", 1),
            Set("open", "d", "ja", "toxic", 0, trainRows: 300));

        Assert.Equal([("en", 0.5, true), ("it", 1.0, false), ("ja", 0.0, false)], table.Languages.Select(language => (language.Language, language.MeanAuc, language.HasOpenData)));
        Assert.Equal((0.5, 0.5), (table.MacroWithOpenData, table.MacroWithout));
    }

    [Fact]
    public void Measure_ToxicOnPositivesOnly_TakesIdentityHate()
    {
        var set = Set("open", "a", "en", "identity_hate", 1);
        foreach (var row in set.Rows.Where(row => row.Labels!["identity_hate"] == 1)) row.Labels!["toxic"] = 1;

        Assert.Equal("identity_hate", Assert.Single(Assert.Single(Measure(set).Languages).Sets).Label);
    }

    [Fact]
    public void Measure_FewOfOneAnswer_IsLeftOut()
    {
        var set = Set("open", "a", "en", "toxic", 1);
        foreach (var row in set.Rows.Take(LanguageTable.LeastOfEach)) row.Labels!["toxic"] = 1;

        Assert.Empty(Measure(set with { Rows = [.. set.Rows.Skip(1)], Scores = set.Scores[1..] }).Languages);
    }

    private static LanguageTable Measure(params ScoredSet[] sets) => LanguageTable.Measure(sets, "open", label => ModelLabels.All.IndexOf(label));

    /// <summary>As many positives as negatives, told apart always (1) or never (0).</summary>
    private static ScoredSet Set(string folder, string name, string language, string label, float right, int trainRows = 0)
    {
        var rows = new List<LabelledText>();
        var scores = new List<float[]>();
        for (var i = 0; i < 2 * LanguageTable.LeastOfEach; i++)
        {
            var positive = i % 2 == 0;
            rows.Add(new LabelledText("", language, "test", new Dictionary<string, float> { [label] = positive ? 1 : 0 }));
            scores.Add([.. Enumerable.Repeat(positive ? right : 1 - right, ModelLabels.All.Length)]);
        }
        return new ScoredSet(folder, name, rows, [.. scores], new Dictionary<string, int> { [language] = trainRows });
    }
}
