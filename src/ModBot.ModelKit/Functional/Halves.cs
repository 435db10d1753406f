using System.Text.Json;

namespace ModBot.ModelKit;

/// <summary>Training sentences and test sentences are built from different templates and words.</summary>
internal enum Half
{
    Train,
    Test,
}

/// <summary>Texts of both halves.</summary>
internal sealed record Halves(IReadOnlyList<string> Train, IReadOnlyList<string> Test)
{
    public IReadOnlyList<string> Of(Half half) => half == Half.Train ? Train : Test;

    /// <exception cref="InvalidDataException">Neither an array nor an object with two arrays, or empty, or a text stands in both halves.</exception>
    public static Halves Parse(string what, JsonElement json, string needed)
    {
        if (json.ValueKind == JsonValueKind.Array && Texts(json) is { Count: > 0 } both) return new Halves(both, both);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("train", out var train) || !json.TryGetProperty("test", out var test)
            || Texts(train) is not { Count: > 0 } trains || Texts(test) is not { } tests)
        {
            throw new InvalidDataException($"{what} {needed}");
        }
        return trains.Intersect(tests).FirstOrDefault() is { } twice ? throw new InvalidDataException($"{what} has '{twice}' in both halves") : new Halves(trains, tests);
    }

    private static List<string>? Texts(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String)
            ? [.. json.EnumerateArray().Select(text => text.GetString()!)]
            : null;
}
