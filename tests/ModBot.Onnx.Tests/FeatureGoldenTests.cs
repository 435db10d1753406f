using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ModBot.Normalization;

namespace ModBot.Onnx.Tests;

/// <summary>
/// A model understands only the features that it was trained on, so no change to how fast folding and featurising are may change what they give. The digests are of the folded text, its
/// index into the original and the feature ids. Whoever changes features on purpose trains a new model, and puts the digests that these tests then print here.
/// </summary>
public sealed class FeatureGoldenTests
{
    private static readonly Featurizer Featurizer = new(FeatureParameters.Default);

    [Theory]
    [InlineData("latin", "c88b298f8c4a72f0")]
    [InlineData("leet", "7df58db3a3c17fe2")]
    [InlineData("spaced letters", "8c95383f04768a53")]
    [InlineData("repeats", "3e4344c509b5e869")]
    [InlineData("accents", "23fc89a85fc192e3")]
    [InlineData("look-alikes", "7da3a2a91b32006c")]
    [InlineData("invisible", "69505fa60f6d2362")]
    [InlineData("emoji", "00cf6a4457861af8")]
    [InlineData("Chinese and Japanese", "f57f67153ffd4a1b")]
    [InlineData("Korean", "7f16a20203128f8c")]
    [InlineData("Thai and Hindi", "ed5e951efb71fc80")]
    [InlineData("Arabic and Hebrew", "b00e67b2c972da6e")]
    [InlineData("Cyrillic", "8e390b8a92667535")]
    [InlineData("broken surrogates", "5ab64317a194055d")]
    [InlineData("any character", "2922150000e48f30")]
    public void Tokenize_TextsOfAGroup_GivesTheFeaturesThatModelsWereTrainedOn(string group, string expected)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in GoldenTexts.In(group))
        {
            var normalized = TextNormalizer.Normalize(text);
            var tokens = Featurizer.Tokenize(normalized);
            digest.AppendData(MemoryMarshal.AsBytes(normalized.Folded.AsSpan()));
            digest.AppendData(MemoryMarshal.AsBytes(normalized.OriginalIndex.AsSpan()));
            digest.AppendData(MemoryMarshal.AsBytes(tokens.Features.AsSpan()));
            // Used again for the next text, which must not show through.
            Featurizer.Return(tokens);
        }
        Assert.Equal(expected, Convert.ToHexStringLower(digest.GetHashAndReset())[..16]);
    }

    [Fact]
    public void Tokenize_ManyThreads_GiveTheFeaturesOfOne()
    {
        string[] texts = [.. GoldenTexts.Groups.SelectMany(GoldenTexts.In)];
        int[][] expected = [.. texts.Select(text => Featurizer.Tokenize(TextNormalizer.Normalize(text)).Features)];

        Parallel.For(0, texts.Length, i =>
        {
            var tokens = Featurizer.Tokenize(TextNormalizer.Normalize(texts[i]));
            Assert.Equal(expected[i], tokens.Features);
            Featurizer.Return(tokens);
        });
    }

    [Fact]
    public void Tokenize_TextsThatAreReturned_AllocatesNothing()
    {
        NormalizedText[] texts = [.. GoldenTexts.In("latin").Where(text => text.Length < 60).Select(TextNormalizer.Normalize)];
        foreach (var text in texts) Featurizer.Return(Featurizer.Tokenize(text));

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts) Featurizer.Return(Featurizer.Tokenize(text));

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
