namespace ModBot.ModelKit.Tests;

public sealed class MetricsTests
{
    [Fact]
    public void Auc_PerfectReversedAndTied_AreOneZeroAndHalf()
    {
        bool[] truth = [true, true, false, false];

        Assert.Equal(1, Metrics.Auc([0.9f, 0.8f, 0.2f, 0.1f], truth));
        Assert.Equal(0, Metrics.Auc([0.1f, 0.2f, 0.8f, 0.9f], truth));
        Assert.Equal(0.5, Metrics.Auc([0.5f, 0.5f, 0.5f, 0.5f], truth));
    }

    [Fact]
    public void Auc_OneClassOnly_IsUnknown() => Assert.Null(Metrics.Auc([0.1f, 0.2f], [true, true]));

    [Fact]
    public void F1_OneHitOneMissOneFalseAlarm_IsHalf() =>
        Assert.Equal(0.5, Metrics.F1([0.9f, 0.1f, 0.8f, 0.2f], [true, true, false, false], 0.5f));

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.25, 1)]
    [InlineData(0.5, 2)]
    public void ThresholdForShare_Share_HoldsAtMostThat(double share, int held)
    {
        float[] scores = [0.9f, 0.7f, 0.5f, 0.5f];
        var threshold = Metrics.ThresholdForShare(scores, share);

        Assert.Equal(held, scores.Count(score => score >= threshold));
    }
}
