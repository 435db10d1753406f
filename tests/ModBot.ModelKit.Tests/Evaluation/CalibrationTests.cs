namespace ModBot.ModelKit.Tests;

public sealed class CalibrationTests
{
    [Fact]
    public void Measure_ByHand_WeighsEachBinByItsRows()
    {
        // Three rows near 0.9, two of them positive; one at 0.05, negative.
        var calibration = Calibration.Measure([0.9f, 0.9f, 0.9f, 0.05f], [true, true, false, false]);

        Assert.Equal((3 * Math.Abs(0.9 - (2 / 3.0)) + 0.05) / 4, calibration.Error, 3);
        Assert.Equal(0.5, calibration.ShareAbusive);
        Assert.Equal(Calibration.BinCount, calibration.Bins.Count);
        Assert.Equal((1, 0.05, 0.0), (calibration.Bins[0].Rows, calibration.Bins[0].MeanScore, calibration.Bins[0].Positive));
        Assert.Equal((3, 0.9, 0.6667), (calibration.Bins[13].Rows, calibration.Bins[13].MeanScore, calibration.Bins[13].Positive));
    }

    [Fact]
    public void Measure_ScoreOfOne_BelongsToTheLastBin() => Assert.Equal(1, Calibration.Measure([1f], [true]).Bins[^1].Rows);

    [Fact]
    public void Measure_ScoresThatAreRight_HaveNoError() => Assert.Equal(0, Calibration.Measure([0.5f, 0.5f], [true, false]).Error);
}
