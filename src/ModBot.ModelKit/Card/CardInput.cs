using System.Text.Json.Serialization;
using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary>What a card is written from.</summary>
/// <param name="Benchmarks">Tables of the benchmarks; empty when none were given, and then the card has none.</param>
internal sealed record CardInput(ModelPackage Package, EvaluationReport Report, IReadOnlyList<Source> Sources, IReadOnlyList<BenchmarkTable> Benchmarks);

/// <summary>A training set, as the card attributes it.</summary>
internal sealed record Source(string Set, string Languages, [property: JsonPropertyName("source")] string Origin, string Licence);

/// <summary>A table that a benchmark made, as the card shows it.</summary>
/// <param name="Command">The command that made it.</param>
/// <param name="Machine">Where it ran; null when that does not matter.</param>
internal sealed record BenchmarkTable(string Title, string Command, string? Machine, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Source[]))]
[JsonSerializable(typeof(BenchmarkTable[]))]
internal sealed partial class CardJson : JsonSerializerContext;
