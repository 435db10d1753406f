using ModBot.Classification;

namespace ModBot.ModelKit;

/// <summary>
/// What part of each level's share may be used up on the calibration channels, so that a channel which they do not know stays within the
/// share as well: each channel in turn is left out, calibrated for by the others, and the worst overshoot is the margin.
/// </summary>
internal static class LevelMargins
{
    /// <summary>One odd channel must not make the levels useless.</summary>
    private const double Least = 0.4;

    /// <param name="channels">Scores of chat lines, channel by channel.</param>
    /// <param name="budget">Relative budget share per category.</param>
    /// <returns>A part in (0, 1] for each level; the least when a single channel says nothing of others.</returns>
    public static double[] Find(IReadOnlyList<CategoryScores[]> channels, IReadOnlyDictionary<Category, double> budget) =>
        [.. LevelCalibration.Shares.Select(share => channels.Count < 2 ? Least : Math.Clamp(channels.Min(left => Margin(channels, left, budget, share)), Least, 1))];

    private static double Margin(IReadOnlyList<CategoryScores[]> channels, CategoryScores[] left, IReadOnlyDictionary<Category, double> budget, double share)
    {
        var thresholds = LevelCalibration.Thresholds([.. channels.Where(channel => channel != left)], budget, share);
        var held = left.Count(scores => thresholds.Any(pair => scores[pair.Key] >= pair.Value));
        return held == 0 ? 1 : share * left.Length / held;
    }
}
