using ModBot.Classification;
using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary>What part of a channel's chat the package's thresholds hold.</summary>
internal static class HeldShare
{
    public static ChannelResult Measure(ChatScores chat, ModelPackage package)
    {
        var levels = Enumerable.Range(1, LevelThresholds.MaxLevel).Select(level => Percent(chat, new HoldRule(package.Thresholds, level).IsHeld)).ToArray();
        var rule = new HoldRule(package.Thresholds, HoldRule.MeasuredLevel);
        var byCategory = Categories.All.ToDictionary(category => category.Key(), category => Percent(chat, scores => rule.IsHeldBy(scores, category)));
        return new ChannelResult(chat.Channel, chat.Categories.Length, levels, byCategory);
    }

    private static double Percent(ChatScores chat, Func<CategoryScores, bool> isHeld) =>
        Math.Round(100.0 * chat.Categories.Count(isHeld) / Math.Max(1, chat.Categories.Length), 4);
}
