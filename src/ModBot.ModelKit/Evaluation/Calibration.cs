namespace ModBot.ModelKit;

/// <summary>Whether scores are probabilities: expected calibration error over bins of equal width, and the bins themselves (a reliability table).</summary>
/// <param name="Error">Mean distance of a bin's mean score from its share of positives, weighted by its rows.</param>
internal sealed record Calibration(int Rows, double ShareAbusive, double Error, IReadOnlyList<ReliabilityBin> Bins)
{
    public const int BinCount = 15;

    public static Calibration Measure(ReadOnlySpan<float> scores, ReadOnlySpan<bool> truth)
    {
        var rows = new int[BinCount];
        var positives = new int[BinCount];
        var sums = new double[BinCount];
        for (var i = 0; i < scores.Length; i++)
        {
            var bin = Math.Clamp((int)(scores[i] * BinCount), 0, BinCount - 1);
            rows[bin]++;
            sums[bin] += scores[i];
            if (truth[i]) positives[bin]++;
        }
        double error = 0;
        var bins = new List<ReliabilityBin>();
        for (var bin = 0; bin < BinCount; bin++)
        {
            var count = Math.Max(1, rows[bin]);
            bins.Add(new ReliabilityBin(Math.Round((double)bin / BinCount, 4), rows[bin], Math.Round(sums[bin] / count, 4), Math.Round((double)positives[bin] / count, 4)));
            error += Math.Abs(sums[bin] - positives[bin]) / Math.Max(1, scores.Length);
        }
        return new Calibration(scores.Length, Math.Round((double)positives.Sum() / Math.Max(1, scores.Length), 4), Math.Round(error, 4), bins);
    }
}

/// <param name="From">Its lowest score.</param>
internal sealed record ReliabilityBin(double From, int Rows, double MeanScore, double Positive);
