using ModBot.Classification;

namespace ModBot.ModelKit.Tests;

/// <summary>Scored sentences of a suite, made by hand.</summary>
internal static class SomeCase
{
    /// <summary>Level 3 holds from 0.6 on in every category.</summary>
    public static readonly HoldRule Rule = new(Thresholds(), HoldRule.MeasuredLevel);

    public static FunctionalClass Harmful(string? measuredBy = null) =>
        new("", true, new Dictionary<string, float?> { [measuredBy is null ? "identity_hate" : measuredBy] = 1 }, measuredBy);

    public static FunctionalClass Harmless(string? measuredBy = null) => new("", false, new Dictionary<string, float?>(), measuredBy);

    public static ScoredCase Of(string name, FunctionalClass known, float headline, string language = "en", float own = 0, Category held = Category.Bullying, float category = 0, params string[] targets)
    {
        var labels = new float[ModelLabels.All.Length];
        if (known.MeasuredBy is { } label) labels[ModelLabels.All.IndexOf(label)] = own;
        var categories = default(CategoryScores);
        categories[held] = category;
        return new ScoredCase(new FunctionalCase(language, name, "", "", null, targets, new Dictionary<string, float>(), []), known, labels, headline, categories);
    }

    public static LevelThresholds Thresholds()
    {
        var thresholds = new float[Categories.Count, LevelThresholds.MaxLevel];
        for (var category = 0; category < Categories.Count; category++) (thresholds[category, 0], thresholds[category, 1], thresholds[category, 2], thresholds[category, 3]) = (0.9f, 0.8f, 0.6f, 0.4f);
        return new LevelThresholds(thresholds);
    }
}
