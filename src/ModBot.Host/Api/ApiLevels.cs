using ModBot.Classification;

namespace ModBot.Host.Api;

/// <summary>Reads levels by category, as bodies have them.</summary>
internal static class ApiLevels
{
    /// <summary>Says what is wrong, or null; nothing is no levels.</summary>
    public static string? TryRead(IReadOnlyDictionary<string, int>? body, out Dictionary<Category, int> levels)
    {
        levels = [];
        foreach (var (key, level) in body ?? new Dictionary<string, int>())
        {
            if (!Categories.TryParse(key, out var category)) return $"There is no category '{key}'; there are {Categories.KeyList}.";
            if (level is < 0 or > LevelThresholds.MaxLevel) return $"The level of {key} is {level}; it can be 0 to {LevelThresholds.MaxLevel}.";
            levels[category] = level;
        }
        return null;
    }
}
