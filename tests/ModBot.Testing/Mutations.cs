using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModBot.Testing;

/// <summary>Payloads, and what a broken or hostile peer might make of them.</summary>
public static class Mutations
{
    private const string Deep = "\"a-hundred-levels\"";

    private static readonly string?[] Replacements = [null, "\"\"", "\"🦦\"", "0", "-1", "99999999999999999999", "9223372036854775807", "1e400", "true", "[]", "{}", "[null]", "[{}]", "[[1]]", Deep];

    public static IEnumerable<string> Fixtures(string folder) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", folder)).Select(file => $"{folder}/{Path.GetFileNameWithoutExtension(file)}").Order(StringComparer.Ordinal);

    /// <param name="fixture">Folder and name, as <see cref="Fixtures"/> gives it.</param>
    public static string Read(string fixture) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", fixture + ".json"));

    /// <summary>Each field of the payload missing, of every other kind, huge, and with an unknown one beside it.</summary>
    public static IEnumerable<string> OneField(string json)
    {
        foreach (var field in Paths(JsonNode.Parse(json)!))
        {
            yield return Mutate(json, field, parent => parent.Remove(field[^1]));
            yield return Mutate(json, field, parent => parent["added"] = JsonNode.Parse("{\"x\":[1]}"));
            foreach (var value in Replacements) yield return Mutate(json, field, parent => parent[field[^1]] = value is null ? null : JsonNode.Parse(value));
        }
        foreach (var field in Paths(JsonNode.Parse(json)!).Take(20)) yield return Mutate(json, field, parent => parent[field[^1]] = new string('x', 200_000));
    }

    /// <summary>Several fields at once, the same ones in every run.</summary>
    public static IEnumerable<string> Several(string json, int count)
    {
        var random = new Random(4);
        for (var i = 0; i < count; i++)
        {
            var mutated = json;
            for (var times = random.Next(2, 5); times > 0; times--)
            {
                // Of what is left: an earlier mutation may have taken the rest away.
                if (Paths(JsonNode.Parse(mutated)!).ToArray() is not { Length: > 0 } fields) break;
                var field = fields[random.Next(fields.Length)];
                var value = Replacements[random.Next(Replacements.Length - 1)];
                mutated = Mutate(mutated, field, parent => parent[field[^1]] = value is null ? null : JsonNode.Parse(value), expand: false);
            }
            yield return mutated;
        }
    }

    /// <summary>A notification id of its own, where it has one still: the second of two with the same id is not even looked at.</summary>
    public static string Number(string mutated, string original, int number) =>
        mutated.Replace(JsonSerializer.Serialize(JsonNode.Parse(original)!["metadata"]!["message_id"]!.GetValue<string>()), $"\"m-{number}\"", StringComparison.Ordinal);

    private static string Mutate(string json, string[] path, Action<JsonObject> change, bool expand = true)
    {
        var root = JsonNode.Parse(json)!;
        var node = root;
        foreach (var step in path[..^1]) node = node is JsonArray array ? array[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!;
        change(node.AsObject());
        var text = root.ToJsonString();
        return expand ? text.Replace(Deep, new string('[', 100) + new string(']', 100), StringComparison.Ordinal) : text;
    }

    /// <summary>The path of every property, those inside arrays included.</summary>
    private static IEnumerable<string[]> Paths(JsonNode node) => node switch
    {
        JsonObject obj => obj.SelectMany(p => (string[][])[[p.Key], .. p.Value is null ? [] : Paths(p.Value).Select(rest => (string[])[p.Key, .. rest])]),
        JsonArray array => array.SelectMany((item, i) => item is null ? [] : Paths(item).Select(rest => (string[])[$"{i}", .. rest])),
        _ => [],
    };
}
