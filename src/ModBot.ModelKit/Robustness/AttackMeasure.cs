namespace ModBot.ModelKit;

/// <summary>Scores texts again after each spelling attack. Harmless texts are attacked as well: odd spelling by itself is no abuse.</summary>
internal sealed class AttackMeasure(Func<IReadOnlyList<string>, IEnumerable<float>> headlines, float threshold)
{
    public const double HeldShare = 0.004;
    private const double WordShare = 0.5;
    private const int Seed = 7;
    private const string SuiteLanguage = "en";

    public RobustnessResult Measure(IEnumerable<SpellingAttack> attacks, PooledRows pooled, IReadOnlyList<ScoredCase>? cases)
    {
        var suite = cases is null ? null : Suite(cases);
        var (cleanPooled, cleanSuite) = (Figures(pooled.Scores, pooled.Truth), suite is null ? null : Figures(suite.Scores, suite.Truth));
        var rows = new List<AttackRow> { new(RobustnessResult.Clean, cleanPooled, cleanSuite) };
        foreach (var attack in attacks) rows.Add(new AttackRow(attack.ToString(), Attack(attack, pooled, cleanPooled), suite is null ? null : Attack(attack, suite, cleanSuite)));
        return new RobustnessResult(HeldShare, WordShare, rows);
    }

    private static PooledRows Suite(IReadOnlyList<ScoredCase> cases)
    {
        var known = cases.Where(item => item.Case.Language == SuiteLanguage && item.IsAbusive is not null).ToList();
        return new PooledRows([.. known.Select(item => item.Case.Text)], [.. known.Select(item => item.Headline)], [.. known.Select(item => item.IsAbusive == true)]);
    }

    private AttackFigures? Attack(SpellingAttack attack, PooledRows rows, AttackFigures? clean)
    {
        if (clean is null) return null;
        var random = new Random(Seed);
        var figures = Figures([.. headlines([.. rows.Texts.Select(text => SpellingAttacks.Apply(attack, text, WordShare, random))])], rows.Truth)!;
        return figures with { LostPoints = Math.Round(100 * (clean.Recall - figures.Recall), 2) };
    }

    private AttackFigures? Figures(float[] scores, bool[] truth) =>
        Metrics.Auc(scores, truth) is { } auc ? new AttackFigures(scores.Length, Math.Round(auc, 4), Math.Round(Metrics.Recall(scores, truth, threshold), 4), 0) : null;
}
