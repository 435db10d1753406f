using ModBot.Classification;
using ModBot.Host.Reports;

namespace ModBot.Host.Tests.Reports;

public sealed class LevelArgumentsTests
{
    [Fact]
    public void TryParse_CategoriesGroupsAndAll_TakesTheLaterOverTheEarlier()
    {
        Assert.Null(LevelArguments.TryParse(["all=2", "hostility=1", "BULLYING=4"], out var levels));

        Assert.Equal((2, 1, 4, 2), (levels.Overall, levels.Levels[Category.Aggression], levels.Levels[Category.Bullying], levels.Levels.Count));
    }

    [Theory]
    [InlineData("hate=3", "there is no category 'hate'")]
    [InlineData("bullying=5", "write a category and 0 to 4")]
    [InlineData("bullying=-1", "write a category and 0 to 4")]
    [InlineData("bullying", "write a category and 0 to 4")]
    public void TryParse_Wrong_SaysWhatIsPossible(string argument, string expected) =>
        Assert.Contains(expected, LevelArguments.TryParse([argument], out _), StringComparison.Ordinal);
}
