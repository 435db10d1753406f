using System.Text.Json.Nodes;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>What each preset sets, and laying it under the file that names it.</summary>
internal static class Presets
{
    private const string Relaxed = """
        {
          "Level": 2,
          "Rules": { "Repetition": { "Limit": 10 } }
        }
        """;

    private const string Family = """
        {
          "Level": 4,
          "Levels": { "sex_based_terms": 3, "swearing": 3, "self_harm": 2 },
          "Unscored": "Hold",
          "Rules": {
            "Links": { "Exempt": ["Moderator", "Broadcaster"] },
            "Repetition": { "Limit": 4 }
          }
        }
        """;

    /// <summary>The settings in which a preset differs from the defaults.</summary>
    public static JsonObject Of(ModerationPreset preset) =>
        ConfigJson.Parse($"the preset {preset}", preset switch { ModerationPreset.Relaxed => Relaxed, ModerationPreset.Family => Family, _ => "{}" });

    /// <summary>A file's settings with those of the preset that it names under them; a file that names none stays as it is.</summary>
    public static JsonObject Expand(JsonObject file) =>
        file[nameof(ModerationConfig.Preset)] is { } name && Enum.TryParse<ModerationPreset>(name.ToString(), ignoreCase: true, out var preset)
            ? ConfigJson.Merge(Of(preset), file)
            : file;
}
