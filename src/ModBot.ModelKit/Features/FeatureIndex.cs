using System.Text.Json.Serialization;
using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary>What <c>index.json</c> beside the arrays says.</summary>
internal sealed record FeatureIndex(
    long Rows, int Words, long Tokens, FeatureParameters Features, IReadOnlyList<string> Labels, IReadOnlyList<string> Sets, IReadOnlyList<string> Languages);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(FeatureIndex))]
internal sealed partial class IndexJson : JsonSerializerContext;
