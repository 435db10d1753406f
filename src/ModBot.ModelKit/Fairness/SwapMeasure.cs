namespace ModBot.ModelKit;

/// <summary>What another group in the same sentence does to the headline score.</summary>
internal sealed class SwapMeasure
{
    private readonly IReadOnlyList<Row> rows;

    public SwapMeasure(FunctionalSuite suite, IReadOnlyList<SwappedText> texts, IReadOnlyList<float> headlines)
    {
        var means = texts.Zip(headlines).GroupBy(pair => pair.First.Template).ToDictionary(group => group.Key, group => group.Average(pair => pair.Second));
        rows = [.. texts.Zip(headlines).Where(pair => suite.Classes[pair.First.Class].MeasuredBy is null)
            .Select(pair => new Row(pair.First, suite.Classes[pair.First.Class].Harmful, pair.Second, pair.Second - means[pair.First.Template]))];
    }

    /// <summary>A row for each word that names a group, worst subgroup AUC first within a language.</summary>
    public IReadOnlyList<GroupBias> Groups() =>
        [.. rows.GroupBy(row => row.Text.Language).OrderBy(language => language.Key, StringComparer.Ordinal)
            .SelectMany(language => Groups([.. language]).OrderBy(group => group.Bias.Subgroup ?? 1).ThenBy(group => group.Group, StringComparer.Ordinal))];

    /// <summary>All languages first, then one by one; harmful and harmless sentences apart.</summary>
    public IReadOnlyList<SwapSpread> Spreads() =>
        [.. new[] { rows.GroupBy(_ => FairnessResult.AllLanguages), rows.GroupBy(row => row.Text.Language).OrderBy(group => group.Key, StringComparer.Ordinal) }
            .SelectMany(scopes => scopes).SelectMany(scope => scope.GroupBy(row => row.Harmful).OrderBy(side => side.Key).Select(side => Spread(scope.Key, side.Key, side)))];

    private static IEnumerable<GroupBias> Groups(IReadOnlyList<Row> language)
    {
        foreach (var words in language.GroupBy(row => (row.Text.Target, row.Text.Group)))
        {
            var bias = BiasMetrics.Measure([.. language.Select(row => new BiasRow(row.Headline, row.Harmful, (row.Text.Target, row.Text.Group) == words.Key))]);
            yield return new GroupBias(language[0].Text.Language, words.Key.Target, words.Key.Group, bias, Shift(words, harmful: true), Shift(words, harmful: false));
        }
    }

    private static double? Shift(IEnumerable<Row> words, bool harmful) =>
        words.Where(row => row.Harmful == harmful).Select(row => (double?)row.Deviation).Average() is { } shift ? Math.Round(shift, 4) : null;

    private static SwapSpread Spread(string scope, bool harmful, IEnumerable<Row> side)
    {
        var all = side.ToList();
        var spreads = all.GroupBy(row => row.Text.Template).Select(template => template.Max(row => row.Headline) - template.Min(row => row.Headline)).ToList();
        return new SwapSpread(scope, harmful, spreads.Count, Math.Round(spreads.Average(), 4), Math.Round(spreads.Max(), 4), Math.Round(all.Average(row => Math.Abs(row.Deviation)), 4));
    }

    /// <param name="Deviation">From the mean of its sentence over all groups.</param>
    private readonly record struct Row(SwappedText Text, bool Harmful, float Headline, float Deviation);
}
