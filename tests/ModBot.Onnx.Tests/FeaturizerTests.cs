using ModBot.Normalization;

namespace ModBot.Onnx.Tests;

public sealed class FeaturizerTests
{
    private static readonly Featurizer Featurizer = new(FeatureParameters.Default);

    [Theory]
    [InlineData("hello chat", "hello|chat")]
    [InlineData("don't, 2-0!", "don't|2|0|!")]
    [InlineData("say \"no\"?", "say|\"|no|\"|?")]
    [InlineData("nice 😂 shot", "nice|😂|shot")]
    [InlineData("LUL LUL LUL LUL", "lul|lul")]
    [InlineData("你们好吗 gg", "你们|好吗|gg")]
    [InlineData("abc你好", "abc|你好")]
    [InlineData("한국어 채팅", "한국어|채팅")]
    [InlineData("हिन्दी में", "हिन्दी|में")]
    public void Words_Text_AreSplit(string text, string expected)
    {
        var normalized = TextNormalizer.Normalize(text);

        var words = Featurizer.Words(normalized.Folded).Select(span => normalized.Folded.Substring(span.Start, span.Length));

        Assert.Equal(expected, string.Join('|', words));
    }

    [Theory]
    [InlineData("")]
    [InlineData("... --- ,,,")]
    [InlineData("\uD800\uDC00\uDFFF\uD800")]
    public void Tokenize_NothingToRead_IsOneEmptyWord(string text)
    {
        var tokens = Tokenize(text);

        Assert.Equal(1, tokens.Length);
        Assert.NotEqual(0, tokens.Features[0]);
    }

    [Fact]
    public void Tokenize_AnyWord_FillsItsSlotWithIdsInRange()
    {
        var tokens = Tokenize("a somewhat longerword andanextraordinarilylongword 你好吗 😂");

        Assert.Equal(tokens.Length * FeatureParameters.Default.FeaturesPerWord, tokens.Features.Length);
        Assert.All(tokens.Features, id => Assert.InRange(id, 0, FeatureParameters.Default.Buckets - 1));
        for (var word = 0; word < tokens.Length; word++) Assert.NotEqual(0, tokens.Features[word * FeatureParameters.Default.FeaturesPerWord]);
    }

    [Fact]
    public void Tokenize_RepeatedLetters_ShareTheFeatureOfTheWord()
    {
        Assert.Contains(Tokenize("fuck").Features[0], Tokenize("fuuuuck").Features);
    }

    [Fact]
    public void Tokenize_TwitchMessageOfFiveHundredCharacters_KeepsMostOfUnspacedText()
    {
        var characters = Enumerable.Range(0, 500).Select(i => (char)(0x4E00 + i * 7)).ToArray();

        Assert.Equal(250, Tokenize(new string(characters)).Length);
    }

    [Fact]
    public void Tokenize_MoreWordsThanTheLimit_IsCut()
    {
        var text = string.Join(' ', Enumerable.Range(0, 1000).Select(i => $"word{i}"));

        Assert.Equal(FeatureParameters.Default.MaxWords, Tokenize(text).Length);
    }

    private static Classification.TokenizedText Tokenize(string text) => Featurizer.Tokenize(TextNormalizer.Normalize(text));
}
