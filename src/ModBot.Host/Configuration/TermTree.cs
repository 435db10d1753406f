using System.Text.Json;
using System.Text.Json.Nodes;
using ModBot.Policy;

namespace ModBot.Host.Configuration;

/// <summary>The two lists of terms of a channel.</summary>
internal enum TermKind
{
    Blocked,
    Permitted,
}

/// <summary>Lists of terms in the trees of config files.</summary>
internal static class TermTree
{
    public static string PathOf(TermKind kind) => $"{nameof(ModerationConfig.Rules)}.{nameof(RulesConfig.Terms)}.{kind}";

    /// <summary>What a file says of a list; null where it does not mention it.</summary>
    public static IReadOnlyList<string>? Find(JsonObject tree, TermKind kind) =>
        (tree[nameof(ModerationConfig.Rules)] as JsonObject)?[nameof(RulesConfig.Terms)] is JsonObject terms && terms[kind.ToString()] is JsonArray list
            ? [.. list.Where(term => term?.GetValueKind() == JsonValueKind.String).Select(term => term!.GetValue<string>())]
            : null;

    public static void Set(JsonObject tree, TermKind kind, IEnumerable<string> list) =>
        Child(Child(tree, nameof(ModerationConfig.Rules)), nameof(RulesConfig.Terms))[kind.ToString()] = new JsonArray([.. list.Select(term => JsonValue.Create(term))]);

    /// <summary>Lays what was set from chat over the files. Its terms are added to theirs, so that a list that an admin keeps stays in force while it grows.</summary>
    public static JsonObject Lay(JsonObject files, JsonObject settings)
    {
        var laid = ConfigJson.Merge(files, settings);
        foreach (var kind in Enum.GetValues<TermKind>())
        {
            if (Find(files, kind) is { } under && Find(settings, kind) is { } over) Set(laid, kind, under.Concat(over).Distinct(StringComparer.Ordinal));
        }
        return laid;
    }

    private static JsonObject Child(JsonObject node, string name)
    {
        if (node[name] is not JsonObject child) node[name] = child = [];
        return child;
    }
}
