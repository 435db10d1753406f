namespace ModBot.Onnx;

/// <summary>How text becomes feature ids. Part of the model package, because a model only understands the features that it was trained on.</summary>
/// <param name="Buckets">Rows of the embedding table; ids are in [0, Buckets), and 0 is padding.</param>
/// <param name="FeaturesPerWord">Ids for every word: the word itself, then its character n-grams, then padding.</param>
/// <param name="MaxWords">Words after which a message is cut. 256 keeps all of Twitch's 500 characters in any language but the densest spam.</param>
/// <param name="MinGram">Shortest character n-gram of a word, its boundary marks included.</param>
/// <param name="MaxGram">Longest character n-gram of a word.</param>
public sealed record FeatureParameters(int Buckets, int FeaturesPerWord, int MaxWords, int MinGram, int MaxGram)
{
    public static FeatureParameters Default { get; } = new(1 << 18, 16, 256, 3, 5);
}
