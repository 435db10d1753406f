using ModBot.Classification;
using ModBot.Normalization;

namespace ModBot.Onnx.Tests;

public sealed class ExplainerTests : IDisposable
{
    private readonly OnnxModel model = Package.Shipped.CreateModel();
    private readonly Explainer explainer;

    public ExplainerTests() => explainer = new Explainer(Package.Featurizer, model);

    public void Dispose() => model.Dispose();

    [Theory]
    [InlineData("hello there you are an idiot my friend", "idiot")]
    [InlineData("hello there you are an id1ot my friend", "id1ot")]
    [InlineData("wow  you   f u c k i n g   moron", "moron")]
    [InlineData("well, what a f\u200Bucking as\u200Bshole", "as\u200Bshole")]
    [InlineData("idiot", "idiot")]
    public void Explain_Insult_PointsAtItInTheOriginal(string text, string word)
    {
        var explanation = explainer.Explain(TextNormalizer.Normalize(text), Category.Bullying);

        Assert.Contains(explanation.Words, span => text.Substring(span.Start, span.Length) == word);
        Assert.Equal(1, explanation.Words.Max(span => span.Weight));
    }

    [Fact]
    public void Explain_SameInsultTwice_PointsAtBoth()
    {
        var explanation = explainer.Explain(TextNormalizer.Normalize("idiot here and there idiot"), Category.Bullying);

        Assert.Contains(explanation.Words, span => span.Start == 0);
        Assert.Contains(explanation.Words, span => span.Start == 21);
    }

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("\uDFFF")]
    public void Explain_NoWords_IsEmpty(string text) =>
        Assert.Empty(explainer.Explain(TextNormalizer.Normalize(text), Category.Bullying).Words);

    [Fact]
    public void Explain_LongText_StaysWithinTheOriginal()
    {
        var text = string.Join(' ', Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? "idiot" : $"w{i}"));

        var explanation = explainer.Explain(TextNormalizer.Normalize(text), Category.Bullying);

        Assert.All(explanation.Words, span => Assert.InRange(span.Start + span.Length, 1, text.Length));
    }
}
