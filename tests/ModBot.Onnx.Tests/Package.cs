using ModBot.Classification;
using ModBot.Normalization;
using ModBot.Testing;

namespace ModBot.Onnx.Tests;

/// <summary>The package that ships, and copies of it to break.</summary>
internal static class Package
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "models", "toxicity");

    public static ModelPackage Shipped { get; } = ModelPackage.Load(Folder);

    public static Featurizer Featurizer { get; } = Shipped.CreateFeaturizer();

    public static TokenizedText Tokens(string text) => Featurizer.Tokenize(TextNormalizer.Normalize(text));

    public static CategoryScores[] Score(OnnxModel model, params string[] texts)
    {
        var scores = new CategoryScores[texts.Length];
        model.Score(texts.Select(Tokens).ToArray(), scores);
        return scores;
    }
}
