namespace ModBot.ModelKit.Tests;

public sealed class AttackMeasureTests
{
    /// <summary>A stand-in for a model that knows one word and nothing of spelling.</summary>
    private static readonly AttackMeasure Measure = new(texts => texts.Select(text => text.Contains("idiot", StringComparison.Ordinal) ? 0.9f : 0.1f), 0.5f);

    private static readonly PooledRows Rows = new([.. Enumerable.Repeat("idiot", 40), .. Enumerable.Repeat("hello", 40)], [.. Enumerable.Repeat(0.9f, 40), .. Enumerable.Repeat(0.1f, 40)], [.. Enumerable.Repeat(true, 40), .. Enumerable.Repeat(false, 40)]);

    [Fact]
    public void Measure_ModelThatReadsExactWords_LosesAboutTheShareOfWordsAttacked()
    {
        var result = Measure.Measure([SpellingAttack.Delete], Rows, null);

        Assert.Equal(["none", "Delete"], result.Attacks.Select(row => row.Attack));
        Assert.Equal((1.0, 1.0, 0.0), (result.Attacks[0].Pooled!.Auc, result.Attacks[0].Pooled!.Recall, result.Attacks[0].Pooled!.LostPoints));
        var lost = result.Attacks[1].Pooled!;
        Assert.InRange(lost.LostPoints, 25, 75);
        Assert.Equal(100 * (1 - lost.Recall), lost.LostPoints, 6);
        Assert.Equal(0.5 + (lost.Recall / 2), lost.Auc, 3);
        Assert.Null(result.Attacks[1].Suite);
    }

    [Fact]
    public void Measure_Suite_TakesEnglishAbuseAgainstEnglishHarmlessOnly()
    {
        var result = Measure.Measure([],
            Rows,
            [
                SomeCase.Of("derogation", SomeCase.Harmful(), 0.9f),
                SomeCase.Of("derogation", SomeCase.Harmful(), 0.4f),
                SomeCase.Of("peace", SomeCase.Harmless(), 0.1f),
                SomeCase.Of("peace", SomeCase.Harmless(), 0.9f, "de"),
                SomeCase.Of("advert", SomeCase.Harmful("spam"), 0.9f),
            ]);

        var suite = Assert.Single(result.Attacks).Suite!;
        Assert.Equal((3, 1.0, 0.5), (suite.Rows, suite.Auc, suite.Recall));
    }
}
