using System.Text.Json;
using System.Text.Json.Nodes;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>What differs from the defaults, or from the preset in force.</summary>
internal static class ConfigDiff
{
    /// <summary>Each setting that differs, with what the base says (null where it has no such setting) and what is in force.</summary>
    public static IEnumerable<(string Setting, string? Base, string? Now)> Of(ModerationConfig config)
    {
        var under = config.Preset is { } preset ? Presets.Of(preset) : [];
        var before = ConfigJson.ToConfig(under, "the preset") with { Preset = config.Preset };
        return SettingTree.Differences(Flat(before), Flat(config));
    }

    private static SortedDictionary<string, string> Flat(ModerationConfig config) =>
        SettingTree.Flatten(JsonSerializer.SerializeToNode(config with { Schema = null }, ConfigJson.Options) as JsonObject ?? []);
}
