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

    /// <summary>Whatever folding did, a span covers whole words of what was sent.</summary>
    [Theory]
    [InlineData("you i.d.i.o.t", "i.d.i.o.t")]
    [InlineData("nice one 😂😂 you i d i o t 😂", "i d i o t")]
    [InlineData("you \uFF49\uFF44\uFF49\uFF4F\uFF54!!", "\uFF49\uFF44\uFF49\uFF4F\uFF54")]
    [InlineData("you IDIIIIIOT 🙂 stop", "IDIIIIIOT")]
    [InlineData("    idi\u0301ot \u200B hello", "idi\u0301ot")]
    public void Explain_FoldedInsult_CoversItAsItWasSent(string text, string word)
    {
        var explanation = explainer.Explain(TextNormalizer.Normalize(text), Category.Bullying);

        Assert.Contains(explanation.Words, span => text.Substring(span.Start, span.Length) == word);
    }

    [Theory]
    [InlineData("you moron idiot, go away")]
    [InlineData("moron idiot")]
    [InlineData("you are an idiot and it is nice weather today but you are a moron")]
    public void Explain_TwoInsults_PointsAtBoth(string text)
    {
        var explanation = explainer.Explain(TextNormalizer.Normalize(text), Category.Bullying);

        var words = explanation.Words.Select(span => text.Substring(span.Start, span.Length)).ToArray();
        Assert.Contains("moron", words);
        Assert.Contains("idiot", words);
    }

    [Theory]
    [InlineData("idiot idiot idiot idiot idiot", 2)] // from the third on it is not read
    [InlineData("hello idiot hello idiot hello idiot", 3)]
    public void Explain_SameInsultAgainAndAgain_PointsAtIt(string text, int times)
    {
        var explanation = explainer.Explain(TextNormalizer.Normalize(text), Category.Bullying);

        Assert.Equal(times, explanation.Words.Count(span => text.Substring(span.Start, span.Length) == "idiot"));
    }

    [Fact]
    public void Explain_UnspacedText_PointsIntoItAndStaysInOrder()
    {
        const string text = "你好你是个傻逼滚出去 😂 谢谢";

        var explanation = explainer.Explain(TextNormalizer.Normalize(text), Category.Bullying);

        Assert.NotEmpty(explanation.Words);
        Assert.All(explanation.Words, span => Assert.InRange(span.Start + span.Length, 1, text.Length));
        Assert.Equal(explanation.Words.OrderBy(span => span.Start), explanation.Words);
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

    [Fact]
    public void Explain_InsultAtTheEndOfALongText_IsFound()
    {
        var text = string.Join(' ', Enumerable.Range(0, 110).Select(i => $"w{i}")) + " you worthless stupid idiot";

        var explanation = explainer.Explain(TextNormalizer.Normalize(text), Category.Bullying);

        Assert.Contains(explanation.Words, span => text.Substring(span.Start, span.Length).Contains("idiot", StringComparison.Ordinal));
    }
}
