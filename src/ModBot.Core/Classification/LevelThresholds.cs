namespace ModBot.Classification;

/// <summary>
/// From which score on a category holds at each level. Levels aim at shares of ordinary chat: at level 1 to 4 the default-on categories
/// together hold 0.02 %, 0.1 %, 0.4 % and 1.5 % of it (set on calibration chat; the model card says what chat the model never saw came to).
/// </summary>
public sealed class LevelThresholds
{
    public const int MaxLevel = 4;

    private readonly float[,] thresholds;

    /// <param name="thresholds">[category, level - 1], not rising with the level; each in (0, 1], or above 1 for "never".</param>
    public LevelThresholds(float[,] thresholds)
    {
        if (thresholds.GetLength(0) != Categories.Count || thresholds.GetLength(1) != MaxLevel)
        {
            throw new ArgumentException($"Expected {Categories.Count} x {MaxLevel} thresholds, not {thresholds.GetLength(0)} x {thresholds.GetLength(1)}.", nameof(thresholds));
        }
        this.thresholds = thresholds;
    }

    /// <summary>The score from which <paramref name="category"/> holds at <paramref name="level"/>; level 0 is off and never holds.</summary>
    public float For(Category category, int level) => level == 0 ? float.PositiveInfinity : thresholds[(int)category, level - 1];

    /// <summary>The lowest level (1 to 4) at which this score is held, or null when no level holds it.</summary>
    public int? LowestHolding(Category category, float score)
    {
        for (var level = 1; level <= MaxLevel; level++)
        {
            if (score >= For(category, level)) return level;
        }
        return null;
    }
}
