using ModBot.Host.Replay;

namespace ModBot.Host.Tests.Replay;

public sealed class QuantilesTests
{
    [Fact]
    public void Of_HundredValues_TakesTheNearestRank() => Assert.Equal(new Quantiles(50, 99), Quantiles.Of(Enumerable.Range(1, 100).Select(i => (double)i)));

    [Fact]
    public void Of_OneValue_IsBoth() => Assert.Equal(new Quantiles(7, 7), Quantiles.Of([7]));

    [Fact]
    public void Of_Nothing_IsNull() => Assert.Equal(new Quantiles(null, null), Quantiles.Of([]));
}
