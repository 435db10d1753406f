using ModBot.Classification;

namespace ModBot.ModelKit.Tests;

public sealed class FairnessMeasureTests
{
    [Fact]
    public void SuiteTargets_CasesOfAGroup_AreMeasuredInEachLanguageAndInAll()
    {
        ScoredCase[] cases =
        [
            SomeCase.Of("derogation", SomeCase.Harmful(), 0.9f, targets: "race"),
            SomeCase.Of("neutral_identity", SomeCase.Harmless(), 0.1f, targets: "race"),
            SomeCase.Of("derogation", SomeCase.Harmful(), 0.2f, "de", targets: "race"),
            SomeCase.Of("neutral_identity", SomeCase.Harmless(), 0.8f, "de", targets: "race"),
            // Neither hateful nor innocent: left out.
            SomeCase.Of("advert", SomeCase.Harmful("spam"), 0.99f, targets: "race"),
        ];

        var targets = FairnessMeasure.SuiteTargets(cases).ToList();

        Assert.All(targets, target => Assert.Equal("race", target.Target));
        Assert.Equal([("all", 0.75), ("de", 0.0), ("en", 1.0)], targets.Select(target => (target.Source, target.Bias.Subgroup!.Value)));
    }

    [Fact]
    public void Held_SwearingWithoutATarget_TellsDefaultCategoriesFromOthers()
    {
        ScoredCase[] cases =
        [
            SomeCase.Of("swearing", SomeCase.Harmless(), 0, held: Category.Swearing, category: 0.9f),
            SomeCase.Of("swearing", SomeCase.Harmless(), 0, held: Category.SexBasedTerms, category: 0.9f),
            SomeCase.Of("swearing", SomeCase.Harmless(), 0, held: Category.Bullying, category: 0.9f),
            SomeCase.Of("swearing_positive", SomeCase.Harmless(), 0),
            SomeCase.Of("peace", SomeCase.Harmless(), 0, held: Category.Bullying, category: 0.9f),
        ];

        var rows = FairnessMeasure.Held(SomeCase.Rule, cases, ["swearing", "swearing_positive"]);

        Assert.Equal((4, 25.0, 50.0), Figures(rows.Single(row => row is { Class: HeldRow.Together, Scope: "en" })));
        Assert.Equal((3, 33.33, 66.67), Figures(rows.Single(row => row is { Class: "swearing", Scope: FairnessResult.AllLanguages })));

        static (int, double, double) Figures(HeldRow row) => (row.Cases, row.HeldPercent, row.HeldByOthersPercent);
    }
}
