using ModBot.Classification;
using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary>
/// What part of each level's share may be used up on the calibration channels, so that a channel which they do not know stays within the
/// share as well: each channel in turn is left out, calibrated for by the others, and the worst overshoot is the margin.
/// </summary>
internal static class LevelMargins
{
    /// <summary>One odd channel must not make the levels useless.</summary>
    private const double Least = 0.4;

    public static double[] Find(ModelPackage package, IReadOnlyList<CategoryScores[]> channels)
    {
        var together = LevelCalibration.Together(package);
        return [.. LevelCalibration.Shares.Select(share => channels.Count < 2 ? Least : Math.Clamp(channels.Min(left => Margin(channels, left, together, share)), Least, 1))];
    }

    private static double Margin(IReadOnlyList<CategoryScores[]> channels, CategoryScores[] left, Dictionary<Category, double> together, double share)
    {
        var thresholds = LevelCalibration.Thresholds([.. channels.Where(channel => channel != left)], together, share);
        var held = left.Count(scores => thresholds.Any(pair => scores[pair.Key] >= pair.Value));
        return held == 0 ? 1 : share * left.Length / held;
    }
}
