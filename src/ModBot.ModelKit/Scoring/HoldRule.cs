using System.Collections.Immutable;
using ModBot.Classification;

namespace ModBot.ModelKit;

/// <summary>What is held at a level of the package.</summary>
internal sealed class HoldRule(LevelThresholds thresholds, int level)
{
    /// <summary>The level at which a measurement says "held".</summary>
    public const int MeasuredLevel = 3;

    public static ImmutableArray<Category> DefaultOn { get; } = [.. Categories.All.Where(category => category.IsOnByDefault())];

    /// <summary>By any category that is on by default.</summary>
    public bool IsHeld(CategoryScores scores) => IsHeldByAny(scores, DefaultOn);

    public bool IsHeldByAny(CategoryScores scores, ImmutableArray<Category> categories)
    {
        foreach (var category in categories)
        {
            if (IsHeldBy(scores, category)) return true;
        }
        return false;
    }

    public bool IsHeldBy(CategoryScores scores, Category category) => scores[category] >= thresholds.For(category, level);

    /// <summary>The category on by default whose score is highest for its threshold: what a moderator would be told.</summary>
    public Category Strongest(CategoryScores scores) => DefaultOn.MaxBy(category => scores[category] / thresholds.For(category, level));
}
