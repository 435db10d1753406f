using ModBot.Classification;
using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary>
/// Finds, for each level, thresholds at which categories together hold at most a given share of every channel's chat: channels differ by a
/// factor of three, and the rudest one must be promised right too. Each category may hold in proportion to its budget share; because they
/// overlap, one common scale is searched until their union fits.
/// </summary>
internal static class LevelCalibration
{
    /// <summary>What levels promise (design: levels are shares of ordinary chat).</summary>
    public static readonly double[] Shares = [.. LevelShares.Together.Skip(1)];

    private const int Steps = 30;

    /// <summary>The categories that are on by default, which share one budget, and their parts of it.</summary>
    public static Dictionary<Category, double> Together(ModelPackage package) =>
        Categories.All.Where(category => category.IsOnByDefault()).ToDictionary(category => category, category => package.Manifest.Categories[category.Key()].BudgetShare);

    /// <param name="channels">Scores of chat lines, channel by channel.</param>
    /// <param name="budget">Relative budget share per category; 0 leaves it out.</param>
    /// <param name="share">The share of lines that all of them together may hold in any channel.</param>
    /// <returns>A threshold per category with a budget.</returns>
    public static Dictionary<Category, float> Thresholds(IReadOnlyList<CategoryScores[]> channels, IReadOnlyDictionary<Category, double> budget, double share)
    {
        var taking = budget.Where(pair => pair.Value > 0).Select(pair => pair.Key).ToArray();
        var sorted = taking.ToDictionary(category => category, category => channels.SelectMany(chat => chat).Select(scores => scores[category]).OrderDescending().ToArray());
        double low = 0, high = 100;
        for (var step = 0; step < Steps; step++)
        {
            var scale = (low + high) / 2;
            if (HeldBy(At(scale)) <= share) low = scale;
            else high = scale;
        }
        return At(low);

        Dictionary<Category, float> At(double scale) =>
            taking.ToDictionary(category => category, category => Metrics.ThresholdForShare(sorted[category], Math.Min(1, share * scale * budget[category])));

        double HeldBy(Dictionary<Category, float> thresholds) =>
            channels.Max(chat => chat.Count(scores => thresholds.Any(pair => scores[pair.Key] >= pair.Value)) / (double)Math.Max(1, chat.Length));
    }
}
