using ModBot.Classification;

namespace ModBot.Onnx.Tests;

public sealed class LikeLengthsTests
{
    [Theory]
    [InlineData(new[] { 5 }, "5")]
    [InlineData(new[] { 4, 4, 4 }, "4 4 4")] // alike: one run
    [InlineData(new[] { 3, 4, 3, 5 }, "5 4 3 3")] // a word or two of padding cost less than a run
    [InlineData(new[] { 2, 40, 3 }, "40|3 2")] // forty words would pad the others twenty times over
    [InlineData(new[] { 0, 0, 12, 12 }, "12 12|0 0")]
    [InlineData(new[] { 2000, 2000 }, "2000|2000")] // too much for one run
    [InlineData(new[] { 5000 }, "5000")] // one row alone always runs
    public void Cut_Lengths_GivesTheCheapestRuns(int[] lengths, string expected) => Assert.Equal(expected, string.Join('|', Cut(lengths).Select(run => string.Join(' ', run.Select(i => lengths[i])))));

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1024)]
    public void Cut_ManyRows_KeepsEachOnceAndTheLongestOfARunFirst(int rows)
    {
        var random = new Random(rows);
        int[] lengths = [.. Enumerable.Range(0, rows).Select(_ => random.Next(257))];

        var runs = Cut(lengths);

        Assert.Equal(Enumerable.Range(0, rows), runs.SelectMany(run => run).Order());
        Assert.All(runs, run => Assert.Equal(run.Max(i => lengths[i]), lengths[run[0]]));
        Assert.All(runs, run => Assert.InRange(run.Length * lengths[run[0]], 0, 2048));
    }

    private static List<int[]> Cut(int[] lengths)
    {
        TokenizedText[] batch = [.. lengths.Select(length => new TokenizedText([], length))];
        int[] order = new int[batch.Length], ends = new int[batch.Length];
        var runs = LikeLengths.Cut(batch, order, ends);
        return [.. Enumerable.Range(0, runs).Select(run => order[(run == 0 ? 0 : ends[run - 1])..ends[run]])];
    }
}
