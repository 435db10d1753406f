using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModBot.Host.Configuration;

/// <summary>Settings as paths and values, in which two states can be compared.</summary>
internal static class SettingTree
{
    private const string Schema = "$schema";

    /// <summary>Every setting of a tree by its path (<c>Rules.Links.Verdict</c>), whatever its case; lists are one value.</summary>
    public static SortedDictionary<string, string> Flatten(JsonObject tree)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Add(tree, "");
        return settings;

        void Add(JsonObject node, string prefix)
        {
            foreach (var (name, value) in node)
            {
                if (name == Schema) continue;
                if (value is JsonObject child) Add(child, $"{prefix}{name}.");
                else settings[prefix + name] = TextOf(value);
            }
        }
    }

    /// <summary>What differs between two states, by path; null where a state does not have the setting.</summary>
    public static IEnumerable<(string Setting, string? Before, string? After)> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        before.Keys.Concat(after.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
            .Select(setting => (setting, before.GetValueOrDefault(setting), after.GetValueOrDefault(setting)))
            .Where(difference => difference.Item2 != difference.Item3);

    private static string TextOf(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "null";
}
