using System.Collections.Immutable;

namespace ModBot.Classification;

/// <summary>The share of ordinary chat that the thresholds of a model aim at, level by level.</summary>
/// <param name="parts">Each category's part of what all on-by-default categories may hold together, in any unit; the others are calibrated by themselves and have none.</param>
public sealed class LevelShares(IReadOnlyDictionary<Category, double> parts)
{
    private readonly double sum = Math.Max(double.Epsilon, Categories.All.Where(category => category.IsOnByDefault()).Sum(category => parts.GetValueOrDefault(category)));

    /// <summary>What all categories that are on by default hold together, at level 0 to 4.</summary>
    public static ImmutableArray<double> Together { get; } = [0, 0.0002, 0.001, 0.004, 0.015];

    /// <summary>What one category aims at by itself. It is an aim: the model's card says what it came to, and channels differ.</summary>
    public double Of(Category category, int level) => category.IsOnByDefault() ? Together[level] * parts.GetValueOrDefault(category) / sum : Together[level];
}
