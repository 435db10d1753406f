using System.Text.Json.Serialization;

namespace ModBot.ModelKit;

/// <summary>A line of a labelled set, or of a chat log (which has neither labels nor a split).</summary>
internal sealed record LabelledText(string Text, string? Lang, string? Split, Dictionary<string, float>? Labels);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LabelledText))]
internal sealed partial class DataJson : JsonSerializerContext;
