using ModBot.Classification;
using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>A channel's config while its shield is up. It holds more and never punishes more. Pure.</summary>
internal static class ShieldedConfig
{
    /// <summary>After a start, how long the shield takes those for known whom ModBot has not seen: it comes up when there is no half hour to learn who is around.</summary>
    private static readonly TimeSpan LongestLearning = TimeSpan.FromMinutes(5);

    /// <param name="policy">The channel's policy while the shield is down.</param>
    /// <param name="thresholds">The scores that levels stand for.</param>
    public static ModerationConfig Of(ChannelPolicy policy, LevelThresholds thresholds)
    {
        var (config, shield) = (policy.Config, policy.Config.Shield);
        return config with
        {
            Levels = Categories.All.ToDictionary(category => category.Key(), category => policy.IsOn(category) ? Math.Max(policy.LevelOf(category), shield.Level) : 0),
            Thresholds = Categories.All.Where(category => policy.RawThresholdOf(category) is not null)
                .ToDictionary(category => category.Key(), category => Math.Min(policy.RawThresholdOf(category)!.Value, thresholds.For(category, shield.Level))),
            Rules = shield.HoldNewcomers ? config.Rules with { Newcomers = Held(config.Rules.Newcomers) } : config.Rules,
            // In a surge ModBot's own lines would only add to it.
            SenderNotice = config.SenderNotice with { Enabled = false },
        };
    }

    /// <summary>A channel that does more than hold newcomers does that by its own choice, and no earlier than it would.</summary>
    private static NewcomerRuleConfig Held(NewcomerRuleConfig rule) => rule is { Enabled: true, Verdict: > Verdict.Hold }
        ? rule
        : rule with { Enabled = true, Verdict = Verdict.Hold, LearnFor = rule.LearnFor < LongestLearning ? rule.LearnFor : LongestLearning };
}
