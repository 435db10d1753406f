using ModBot.Classification;
using ModBot.Messages;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>One channel's policy, compiled. Immutable: a message is judged against one snapshot from start to end, and a reload swaps the whole.</summary>
public sealed class ChannelPolicy
{
    private ChannelPolicy(string version, ModerationConfig config, LevelThresholds thresholds)
    {
        (Version, Config, Thresholds) = (version, config, thresholds);
        var (hold, enforce) = (default(CategoryScores), default(CategoryScores));
        foreach (var category in Categories.All)
        {
            var level = LevelOf(category);
            var raw = RawThresholdOf(category);
            hold[category] = raw ?? thresholds.For(category, level);
            // What the channel has switched off is not acted on either.
            enforce[category] = level == 0 && raw is null ? float.PositiveInfinity : thresholds.For(category, config.Enforce.Level);
        }
        (HoldFrom, EnforceFrom) = (hold, enforce);
        Exempt = RuleCompiler.ToBadges(config.Exempt);
        Roles = RoleBook.Create(config);
        Rules = RuleCompiler.Compile(config.Rules);
    }

    /// <summary>Changes whenever the config does; every decision records it.</summary>
    public string Version { get; }

    public ModerationConfig Config { get; }

    /// <summary>What the levels of the model in use mean.</summary>
    public LevelThresholds Thresholds { get; }

    /// <summary>The score from which each category holds; infinity where it never does.</summary>
    public CategoryScores HoldFrom { get; }

    /// <summary>The score from which each category is acted on at once in <see cref="ChannelMode.Enforce"/>.</summary>
    public CategoryScores EnforceFrom { get; }

    /// <summary>Badges whose bearers the classifier does not judge.</summary>
    public Badges Exempt { get; }

    public RoleBook Roles { get; }

    public RuleSettings Rules { get; }

    /// <summary>Compiles a config that <see cref="ModerationConfigValidator"/> found good.</summary>
    public static ChannelPolicy Create(string version, ModerationConfig config, LevelThresholds thresholds) => new(version, config, thresholds);

    /// <summary>The level that applies to a category: its own, else the overall one where the category is on by default.</summary>
    public int LevelOf(Category category) => Find(Config.Levels, category) ?? (category.IsOnByDefault() ? Config.Level : 0);

    /// <summary>The raw threshold that goes before the level of a category, if there is one.</summary>
    public float? RawThresholdOf(Category category) => Find(Config.Thresholds, category);

    private static T? Find<T>(IReadOnlyDictionary<string, T> byKey, Category category) where T : struct
    {
        foreach (var (key, value) in byKey)
        {
            if (string.Equals(key, category.Key(), StringComparison.OrdinalIgnoreCase)) return value;
        }
        return null;
    }
}
