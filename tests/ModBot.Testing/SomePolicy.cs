using System.Collections.Frozen;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Testing;

/// <summary>Policies for tests: every category holds from 0.9, 0.8, 0.7 and 0.6 at levels 1 to 4.</summary>
public static class SomePolicy
{
    public static LevelThresholds Thresholds { get; } = MakeThresholds();

    public static ChannelPolicy Of(ModerationConfig config) => ChannelPolicy.Create("test", config, Thresholds);

    public static PolicyBook Book(ModerationConfig config) => new(new PolicySnapshot(Of(config), FrozenDictionary<BroadcasterId, ChannelPolicy>.Empty));

    private static LevelThresholds MakeThresholds()
    {
        var thresholds = new float[Categories.Count, LevelThresholds.MaxLevel];
        for (var category = 0; category < Categories.Count; category++)
        {
            for (var level = 0; level < LevelThresholds.MaxLevel; level++) thresholds[category, level] = 0.9f - (0.1f * level);
        }
        return new LevelThresholds(thresholds);
    }
}
