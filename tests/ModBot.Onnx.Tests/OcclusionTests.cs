using ModBot.Normalization;

namespace ModBot.Onnx.Tests;

public sealed class OcclusionTests
{
    private static readonly Featurizer Featurizer = new(FeatureParameters.Default);
    private static readonly int Width = FeatureParameters.Default.FeaturesPerWord;

    [Fact]
    public void Rows_ThreeWords_AreTheWholeEachLeftOutAndNeighboursLeftOut()
    {
        var rows = new Occlusion(Featurizer, TextNormalizer.Normalize("good evening everyone")).Rows();

        Assert.Equal(["123", "-23", "1-3", "12-", "--3", "1--"], rows.Select(row => Shape(row.Features, rows[0].Features)));
    }

    /// <summary>The second half of a word cut in two carries a feature of the whole word.</summary>
    [Fact]
    public void Rows_WordCutInTwo_LosesTheFeatureOfBothHalvesWithTheFirst()
    {
        var rows = new Occlusion(Featurizer, TextNormalizer.Normalize("you fu ck")).Rows();
        var joined = Featurizer.Tokenize(TextNormalizer.Normalize("fuck")).Features[0];

        Assert.Contains(joined, rows[0].Features);
        Assert.DoesNotContain(joined, rows[2].Features);
    }

    [Fact]
    public void Rows_PieceOfChinese_IsUnknownToThePiecesAroundIt()
    {
        var rows = new Occlusion(Featurizer, TextNormalizer.Normalize("你们好吗朋友")).Rows();
        var joined = Featurizer.Tokenize(TextNormalizer.Normalize("们好")).Features[2]; // after both characters by themselves

        Assert.Contains(joined, rows[0].Features);
        Assert.DoesNotContain(joined, rows[2].Features);
    }

    [Fact]
    public void Rows_SameWordTwice_IsLeftOutTwice()
    {
        var rows = new Occlusion(Featurizer, TextNormalizer.Normalize("idiot hello idiot")).Rows();

        Assert.Equal("-2-", Shape(rows[1].Features, rows[0].Features));
    }

    [Theory]
    [InlineData("idiot")]
    [InlineData("idiot idiot idiot idiot")]
    public void Rows_NothingLeft_IsTheEmptyText(string text)
    {
        var rows = new Occlusion(Featurizer, TextNormalizer.Normalize(text)).Rows();

        Assert.Equal(Featurizer.Tokenize(TextNormalizer.Normalize("")).Features, rows[1].Features);
    }

    [Theory]
    [InlineData(48, 48)]
    [InlineData(49, 25)]
    [InlineData(256, 43)]
    public void Parts_ManyWords_CoverThemAll(int words, int parts)
    {
        var text = TextNormalizer.Normalize(string.Join(' ', Enumerable.Range(0, words).Select(i => $"word{i}")));

        var occlusion = new Occlusion(Featurizer, text);

        Assert.Equal(parts, occlusion.Parts.Count);
        Assert.Equal(text.Folded.Length, occlusion.Parts[^1].End);
    }

    /// <summary>Each word's number where it is unchanged, a dash where it is left out, a question mark where it is something else.</summary>
    private static string Shape(int[] features, int[] whole) => string.Concat(Enumerable.Range(0, whole.Length / Width).Select(i =>
    {
        var slot = features.AsSpan(i * Width, Width);
        return slot.SequenceEqual(whole.AsSpan(i * Width, Width)) ? $"{i + 1}" : slot.ContainsAnyExcept(0) ? "?" : "-";
    }));
}
