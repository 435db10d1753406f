using ModBot.Classification;

namespace ModBot.Core.Tests.Classification;

public sealed class LevelSharesTests
{
    private readonly LevelShares shares = new(new Dictionary<Category, double> { [Category.Bullying] = 0.5, [Category.Aggression] = 0.3, [Category.Misogyny] = 0.2, [Category.Spam] = 7 });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Of_OnByDefault_AddsUpToWhatTheyAimAtTogether(int level) =>
        Assert.Equal(LevelShares.Together[level], Categories.All.Where(category => category.IsOnByDefault()).Sum(category => shares.Of(category, level)), 10);

    [Fact]
    public void Of_Category_GoesByItsPart()
    {
        Assert.Equal(0.002, shares.Of(Category.Bullying, 3), 10);
        Assert.Equal(0, shares.Of(Category.Disability, 3), 10);
        Assert.Equal(0.004, shares.Of(Category.Spam, 3), 10);
    }
}
