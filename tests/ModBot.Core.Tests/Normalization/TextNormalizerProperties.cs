using FsCheck;
using FsCheck.Fluent;
using ModBot.Normalization;

namespace ModBot.Core.Tests.Normalization;

public sealed class TextNormalizerProperties
{
    private const string Nasty = "aabcfuck  . -_*@$!|0134569\u0410\u0430\u0441\u043E\u0439\u03B5\u00E9\u0130\u200B\u0301\u0338\u094D\u0915\u0E01\u0E34\uAC00\u1100\u1161\uD83D\uDE02\uDB40\uDC00\uFF21\uFDFA\u2800\t\n\0";

    private static readonly Arbitrary<string> Texts = Gen.Elements(Nasty.ToCharArray()).ArrayOf().Select(chars => new string(chars)).ToArbitrary();

    [Fact]
    public void Normalize_AnyText_IndexRisesWithinTheOriginal() => Hold(text =>
    {
        var normalized = TextNormalizer.Normalize(text);

        Assert.Equal(normalized.Folded.Length, normalized.OriginalIndex.Length);
        Assert.All(normalized.OriginalIndex, index => Assert.InRange(index, 0, text.Length - 1));
        Assert.Equal(normalized.OriginalIndex.Order(), normalized.OriginalIndex);
    });

    [Fact]
    public void Normalize_FoldedText_StaysAsItIs() => Hold(text =>
    {
        var folded = TextNormalizer.Normalize(text).Folded;

        Assert.Equal(folded, TextNormalizer.Normalize(folded).Folded);
    });

    [Fact]
    public void ToOriginal_EveryPart_LiesWithinTheOriginal() => Hold(text =>
    {
        var normalized = TextNormalizer.Normalize(text);
        for (var start = 0; start < normalized.Folded.Length; start++)
        {
            var span = normalized.ToOriginal(start, (normalized.Folded.Length - start + 1) / 2);

            Assert.InRange(span.Start, 0, text.Length);
            Assert.InRange(span.End, span.Start, text.Length);
        }
    });

    private static void Hold(Action<string> claim)
    {
        Prop.ForAll(Texts, claim).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
        Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(text => text is not null), claim).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
