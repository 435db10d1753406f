using System.Text.Json.Nodes;

namespace ModBot.Sandbox.Peers;

/// <summary>Compares JSON with a model in which "*" stands for any text. Every key must be there, and no other.</summary>
internal static class Shape
{
    public static void Is(string model, JsonNode? actual) => Compare("$", JsonNode.Parse(model), actual);

    private static void Compare(string path, JsonNode? model, JsonNode? actual)
    {
        switch (model)
        {
            case JsonObject expected:
                var found = Assert.IsType<JsonObject>(actual);
                Assert.Equal(
                    expected.Select(pair => path + "." + pair.Key).Order(StringComparer.Ordinal),
                    found.Select(pair => path + "." + pair.Key).Order(StringComparer.Ordinal));
                foreach (var (key, value) in expected)
                    Compare($"{path}.{key}", value, found[key]);
                break;
            case JsonArray expected:
                var items = Assert.IsType<JsonArray>(actual);
                Assert.True(expected.Count == items.Count, $"{path}: {items.Count} items in place of {expected.Count}");
                for (var i = 0; i < expected.Count; i++)
                    Compare($"{path}[{i}]", expected[i], items[i]);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text) && text == "*":
                Assert.True(actual is JsonValue any && any.TryGetValue<string>(out var given) && given.Length > 0, $"{path}: no text");
                break;
            default:
                Assert.True(JsonNode.DeepEquals(model, actual), $"{path}: {actual?.ToJsonString()} in place of {model?.ToJsonString()}");
                break;
        }
    }
}
