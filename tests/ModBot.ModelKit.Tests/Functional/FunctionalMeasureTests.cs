using ModBot.Classification;

namespace ModBot.ModelKit.Tests;

public sealed class FunctionalMeasureTests
{
    private static readonly FunctionalMeasure Measure = new(SomeCase.Rule, label => ModelLabels.All.IndexOf(label), label => label == "spam" ? Category.Spam : label == "politics" ? Category.Politics : null);

    [Fact]
    public void Measure_HarmfulAndHarmless_CountCaughtAndPassed()
    {
        var result = Measure.Measure(
        [
            SomeCase.Of("derogation", SomeCase.Harmful(), 0.9f, category: 0.7f),
            SomeCase.Of("derogation", SomeCase.Harmful(), 0.5f, category: 0.5f),
            SomeCase.Of("derogation", SomeCase.Harmful(), 0.4f, category: 0.5f),
            SomeCase.Of("derogation", SomeCase.Harmful(), 0.1f),
            SomeCase.Of("negated_hate", SomeCase.Harmless(), 0.9f, category: 0.5f),
            SomeCase.Of("negated_hate", SomeCase.Harmless(), 0.1f),
        ]);

        var hate = result.Rows.Single(row => row.Class == "derogation");
        Assert.Equal((4, 0.5, 0.25), (hate.Cases, hate.ByScore, hate.ByLevel));
        var negated = result.Rows.Single(row => row.Class == "negated_hate");
        Assert.Equal((0.5, 1.0), (negated.ByScore, negated.ByLevel));
    }

    [Fact]
    public void Measure_HarmfulByALabelOfItsOwn_IsMeasuredByItAndItsCategory()
    {
        var result = Measure.Measure(
        [
            SomeCase.Of("advert", SomeCase.Harmful("spam"), 0, own: 0.8f, held: Category.Spam, category: 0.7f),
            SomeCase.Of("advert", SomeCase.Harmful("spam"), 0.9f, own: 0.2f, held: Category.Bullying, category: 0.9f),
        ]);

        var row = Assert.Single(result.Rows);
        Assert.Equal((0.5, 0.5, false), (row.ByScore, row.ByLevel, row.Hateful));
    }

    [Fact]
    public void Measure_HarmlessTopic_PassesByHeadlineAndIsRecognisedAgainstOrdinaryChat()
    {
        var result = Measure.Measure(
        [
            SomeCase.Of("politics", SomeCase.Harmless("politics"), 0.1f, own: 0.9f, held: Category.Politics, category: 0.9f),
            SomeCase.Of("politics", SomeCase.Harmless("politics"), 0.1f, own: 0f),
            SomeCase.Of("ordinary_chat", SomeCase.Harmless(), 0.1f),
        ]);

        var row = result.Rows.Single(row => row.Class == "politics");
        Assert.Equal((1.0, 1.0, 0.75), (row.ByScore, row.ByLevel, row.TopicAuc));
    }

    [Fact]
    public void Measure_Languages_WeighTheSameInEachClassAndClassesInEachMean()
    {
        var result = Measure.Measure(
        [
            SomeCase.Of("derogation", SomeCase.Harmful(), 0.9f),
            SomeCase.Of("derogation", SomeCase.Harmful(), 0.9f),
            SomeCase.Of("derogation", SomeCase.Harmful(), 0.9f),
            SomeCase.Of("derogation", SomeCase.Harmful(), 0.1f, "de"),
            SomeCase.Of("misogyny", SomeCase.Harmful(), 0.9f),
            SomeCase.Of("advert", SomeCase.Harmful("spam"), 0, own: 0f),
            SomeCase.Of("peace", SomeCase.Harmless(), 0.1f),
        ]);

        var all = result.Summaries.Single(scope => scope.Scope == FunctionalSummary.AllLanguages).ByScore;
        Assert.Equal((0.75, 0.5, 1.0), (all.HatefulRecall, all.HarmfulRecall, all.HarmlessSpecificity));
        Assert.Equal(("advert", 0.0, 1), (all.WorstClass, all.Worst, all.BelowHalf));
        var german = result.Summaries.Single(scope => scope.Scope == "de").ByScore;
        Assert.Equal((0.0, null), (german.HatefulRecall, german.HarmlessSpecificity));
    }
}
