using ModBot.Classification;

namespace ModBot.ModelKit;

/// <summary>Counts how often the package is right, class by class and language by language.</summary>
/// <param name="indexOf">Where a label stands among the network's scores.</param>
/// <param name="categoryOf">The category that is made of one label alone, for classes that are measured by it; null for none.</param>
internal sealed class FunctionalMeasure(HoldRule rule, Func<string, int> indexOf, Func<string, Category?> categoryOf)
{
    private const float Cut = 0.5f;
    private const string OrdinaryChat = "ordinary_chat";

    public FunctionalResult Measure(IReadOnlyList<ScoredCase> cases)
    {
        var ordinary = cases.Where(item => item.Case.Class == OrdinaryChat).ToLookup(item => item.Case.Language);
        var rows = cases.GroupBy(item => (item.Case.Language, item.Case.Class))
            .Select(group => Row(group.Key.Class, group.Key.Language, [.. group], ordinary[group.Key.Language])).ToList();
        var scopes = rows.Select(row => row.Language).Distinct().Order(StringComparer.Ordinal)
            .Select(language => Summary(language, [.. rows.Where(row => row.Language == language)]));
        return new FunctionalResult(rows, [Summary(FunctionalSummary.AllLanguages, rows), .. scopes]);
    }

    private FunctionalRow Row(string name, string language, IReadOnlyList<ScoredCase> cases, IEnumerable<ScoredCase> ordinary)
    {
        var known = cases[0].Class;
        return new FunctionalRow(name, language, known.Harmful, known.Hateful, cases.Count,
            Share(cases, item => ScoreOf(item) >= Cut == known.Harmful), Share(cases, item => IsHeld(item) == known.Harmful),
            known is { Harmful: false, MeasuredBy: { } topic } ? TopicAuc(cases, ordinary, indexOf(topic)) : null);
    }

    /// <summary>A harmless class is to pass as a whole, so its own topic does not count against it.</summary>
    private float ScoreOf(ScoredCase item) => item.Class is { Harmful: true, MeasuredBy: { } label } ? item.Labels[indexOf(label)] : item.Headline;

    private bool IsHeld(ScoredCase item) =>
        item.Class is { Harmful: true, MeasuredBy: { } label } && categoryOf(label) is { } own && !own.IsOnByDefault()
            ? rule.IsHeldBy(item.Categories, own)
            : rule.IsHeld(item.Categories);

    private static double? TopicAuc(IEnumerable<ScoredCase> cases, IEnumerable<ScoredCase> ordinary, int topic) =>
        Metrics.Auc(cases.Select(item => (item.Labels[topic], true)).Concat(ordinary.Select(item => (item.Labels[topic], false)))) is { } auc ? Math.Round(auc, 4) : null;

    private static FunctionalSummary Summary(string scope, IReadOnlyCollection<FunctionalRow> rows) =>
        new(scope, rows.Sum(row => row.Cases), Means(rows, row => row.ByScore), Means(rows, row => row.ByLevel));

    private static FunctionalMeans Means(IEnumerable<FunctionalRow> rows, Func<FunctionalRow, double> share)
    {
        var classes = rows.GroupBy(row => row.Class).Select(group => (Class: group.First(), Share: group.Average(share))).ToList();
        var worst = classes.MinBy(item => item.Share);
        return new FunctionalMeans(Mean(row => row.Hateful), Mean(row => row.Harmful), Mean(row => !row.Harmful), worst.Class.Class, Math.Round(worst.Share, 4), classes.Count(item => item.Share < Cut));

        double? Mean(Func<FunctionalRow, bool> chosen) =>
            classes.Where(item => chosen(item.Class)).Select(item => (double?)item.Share).Average() is { } mean ? Math.Round(mean, 4) : null;
    }

    private static double Share(IReadOnlyCollection<ScoredCase> cases, Func<ScoredCase, bool> isRight) => Math.Round((double)cases.Count(isRight) / cases.Count, 4);
}
