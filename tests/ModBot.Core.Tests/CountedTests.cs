namespace ModBot.Core.Tests;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 blocked terms")]
    [InlineData(1, "1 blocked term")]
    [InlineData(2, "2 blocked terms")]
    public void Of_ANumber_TakesAnSUnlessItIsOne(long count, string expected) => Assert.Equal(expected, Counted.Of(count, "blocked term"));
}
