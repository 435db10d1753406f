using System.Text.Json;
using System.Text.Json.Serialization;
using ModBot.Classification;

namespace ModBot.Host.Classify;

/// <summary>What the classifier says of one text.</summary>
/// <param name="Scores">A probability per category, 0 to 1.</param>
/// <param name="HeldAt">The lowest overall level (1 to 4) at which a channel would hold it; null when none would.</param>
/// <param name="HeldBy">The categories that hold it at that level.</param>
/// <param name="Why">The parts of the text that drove the scores, when asked for and when it would be held.</param>
internal sealed record TextVerdict(
    string Text,
    IReadOnlyDictionary<string, float> Scores,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? HeldAt,
    IReadOnlyList<string> HeldBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WordWeight>? Why = null)
{
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
