using ModBot.Classification;
using ModBot.Messages;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>One channel's policy, compiled. Immutable: a message is judged against one snapshot from start to end, and a reload swaps the whole.</summary>
public sealed class ChannelPolicy
{
    /// <param name="version">Changes whenever the config does.</param>
    /// <param name="config">A good config.</param>
    /// <param name="thresholds">The scores that levels stand for.</param>
    /// <param name="under">For the policy while the shield is up: that while it is down.</param>
    private ChannelPolicy(string version, ModerationConfig config, LevelThresholds thresholds, ChannelPolicy? under = null)
    {
        (Version, Config, Thresholds) = (version, config, thresholds);
        var (hold, enforce) = (default(CategoryScores), default(CategoryScores));
        foreach (var category in Categories.All)
        {
            hold[category] = RawThresholdOf(category) ?? thresholds.For(category, LevelOf(category));
            // What the channel has switched off is not acted on either, and what the shield alone holds is held and no more.
            enforce[category] = !IsOn(category) ? float.PositiveInfinity
                : under is null ? thresholds.For(category, config.Enforce.Level)
                : Math.Max(under.HoldFrom[category], under.EnforceFrom[category]);
        }
        (HoldFrom, EnforceFrom) = (hold, enforce);
        Exempt = RuleCompiler.ToBadges(config.Exempt);
        Roles = under?.Roles ?? RoleBook.Create(config);
        Rules = under is null ? RuleCompiler.Compile(config.Rules) : under.Rules with { Newcomers = RuleCompiler.Compile(config.Rules.Newcomers) };
        if (under is null && config.Shield.Enabled) Shielded = new ChannelPolicy($"{version}+shield", ShieldedConfig.Of(this, thresholds), thresholds, under: this);
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

    /// <summary>What is in force while the channel's shield is up; null where it has none, and in that policy itself.</summary>
    public ChannelPolicy? Shielded { get; }

    /// <summary>Compiles a config that <see cref="ModerationConfigValidator"/> found good.</summary>
    public static ChannelPolicy Create(string version, ModerationConfig config, LevelThresholds thresholds) => new(version, config, thresholds);

    /// <summary>The level that applies to a category: its own, else the overall one where the category is on by default.</summary>
    public int LevelOf(Category category) => Find(Config.Levels, category) ?? (category.IsOnByDefault() ? Config.Level : 0);

    /// <summary>The raw threshold that goes before the level of a category, if there is one.</summary>
    public float? RawThresholdOf(Category category) => Find(Config.Thresholds, category);

    /// <summary>Whether the classifier holds anything for a category.</summary>
    public bool IsOn(Category category) => LevelOf(category) > 0 || RawThresholdOf(category) is not null;

    private static T? Find<T>(IReadOnlyDictionary<string, T> byKey, Category category) where T : struct
    {
        foreach (var (key, value) in byKey)
        {
            if (string.Equals(key, category.Key(), StringComparison.OrdinalIgnoreCase)) return value;
        }
        return null;
    }
}
