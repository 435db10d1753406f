using System.Text.Json.Serialization;

namespace ModBot.Onnx;

/// <summary><c>labels.json</c>, as it is written.</summary>
internal sealed record PackageManifest(
    int Format,
    string Version,
    string[] Labels,
    FeatureParameters Features,
    Dictionary<string, CategoryEntry> Categories,
    Dictionary<string, FileEntry> Files);

/// <param name="AnyOf">Terms of labels; the highest term is the category's score.</param>
/// <param name="BudgetShare">Its part of what the categories that are on by default may hold together, relative to the others.</param>
/// <param name="Data">What the score rests on.</param>
/// <param name="Thresholds">For level 1 to 4; above 1 for never.</param>
internal sealed record CategoryEntry(string[][] AnyOf, double BudgetShare, string Data, float[] Thresholds);

internal sealed record FileEntry(long Bytes, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PackageManifest))]
internal sealed partial class PackageJson : JsonSerializerContext;
