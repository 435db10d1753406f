using ModBot.Classification;

namespace ModBot.ModelKit.Tests;

public sealed class HoldRuleTests
{
    [Fact]
    public void IsHeld_CategoryThatIsOffByDefault_DoesNotHold()
    {
        var scores = default(CategoryScores);
        scores[Category.Swearing] = 0.99f;

        Assert.False(SomeCase.Rule.IsHeld(scores));
        Assert.True(SomeCase.Rule.IsHeldBy(scores, Category.Swearing));
    }

    [Theory]
    [InlineData(0.59f, false)]
    [InlineData(0.6f, true)]
    public void IsHeld_AtTheThresholdOfLevelThree_Holds(float score, bool held)
    {
        var scores = default(CategoryScores);
        scores[Category.Aggression] = score;

        Assert.Equal(held, SomeCase.Rule.IsHeld(scores));
    }

    [Fact]
    public void Strongest_DifferentThresholds_IsTheFurthestAboveItsOwn()
    {
        var thresholds = new float[Categories.Count, LevelThresholds.MaxLevel];
        foreach (var category in Categories.All) thresholds[(int)category, 2] = category == Category.Bullying ? 0.9f : 0.2f;
        var scores = default(CategoryScores);
        scores[Category.Bullying] = 0.95f;
        scores[Category.Misogyny] = 0.5f;
        scores[Category.Spam] = 1;

        Assert.Equal(Category.Misogyny, new HoldRule(new LevelThresholds(thresholds), HoldRule.MeasuredLevel).Strongest(scores));
    }
}
