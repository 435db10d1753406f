using System.Globalization;
using Microsoft.Extensions.Primitives;
using ModBot.Classification;

namespace ModBot.Host.Web.Review;

/// <summary>Levels that somebody chose, by category.</summary>
/// <param name="Levels">The levels.</param>
/// <param name="Before">What was in force where they were chosen, for a form that sets them.</param>
public sealed record LevelChoice(IReadOnlyDictionary<Category, int> Levels, IReadOnlyDictionary<Category, int> Before)
{
    /// <summary>What the name of a level's field begins with in a form, and what that of the level before it.</summary>
    public const string Level = "level.";

    /// <inheritdoc cref="Level"/>
    public const string Was = "was.";

    /// <summary>Reads the fields of a form or an address; says what is wrong, or null. Fields of other names are somebody else's.</summary>
    public static string? TryRead(IEnumerable<KeyValuePair<string, StringValues>> fields, out LevelChoice choice)
    {
        var (levels, before) = (new Dictionary<Category, int>(), new Dictionary<Category, int>());
        choice = new LevelChoice(levels, before);
        foreach (var (name, value) in fields)
        {
            var into = name.StartsWith(Level, StringComparison.Ordinal) ? levels : name.StartsWith(Was, StringComparison.Ordinal) ? before : null;
            if (into is null) continue;
            if (!Categories.TryParse(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..], out var category)) return $"There is no such category; there are {Categories.KeyList}.";
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var level) || level > LevelThresholds.MaxLevel) return $"A level is a number from 0 (off) to {LevelThresholds.MaxLevel} (strictest).";
            into[category] = level;
        }
        return null;
    }
}
