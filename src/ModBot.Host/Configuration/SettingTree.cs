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

    /// <summary>Whether a tree says anything about a setting, be it null.</summary>
    public static bool Has(JsonObject tree, string path)
    {
        JsonObject? node = tree;
        var names = path.Split('.');
        foreach (var name in names[..^1]) node = node?[name] as JsonObject;
        return node?.ContainsKey(names[^1]) ?? false;
    }

    /// <summary>Sets one setting, with the objects around it that are missing.</summary>
    public static void Set(JsonObject tree, string path, JsonNode? value)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            if (tree[name] is not JsonObject child) tree[name] = child = [];
            tree = child;
        }
        tree[names[^1]] = value;
    }

    /// <summary>Takes one setting out, with the objects around it that it leaves empty.</summary>
    public static void Remove(JsonObject tree, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            tree.Remove(path);
            return;
        }
        if (tree[path[..dot]] is not JsonObject child) return;
        Remove(child, path[(dot + 1)..]);
        if (child.Count == 0) tree.Remove(path[..dot]);
    }

    private static string TextOf(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString() ?? "null";
}
