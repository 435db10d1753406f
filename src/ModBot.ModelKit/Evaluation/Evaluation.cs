using ModBot.Onnx;

namespace ModBot.ModelKit;

/// <summary>What an evaluation is asked for.</summary>
/// <param name="Pool">Name of the folder whose English rows are pooled and whose train splits count as open training data.</param>
internal sealed record EvaluationRequest(
    IReadOnlyList<DirectoryInfo> Folders, DirectoryInfo Chat, string Pool, DirectoryInfo? Functional, bool Fairness, IReadOnlyList<SpellingAttack> Attacks);

/// <summary>Measures a package: each text is scored once, and every measure reads the same scores.</summary>
internal sealed class Evaluation(LabelScorer scorer, Action<string> progress)
{
    private readonly ModelPackage package = scorer.Package;
    private readonly HoldRule rule = new(scorer.Package.Thresholds, HoldRule.MeasuredLevel);

    public EvaluationReport Run(EvaluationRequest request)
    {
        var suite = request.Functional is { } folder ? FunctionalSuite.Load(folder) : null;
        progress("test splits");
        var sets = request.Folders.SelectMany(DataFolder.Sets).Select(file => ScoredSet.Read(file, scorer)).ToList();
        progress("unseen chat");
        var channels = DataFolder.Sets(request.Chat).Select(file => ChatScores.Read(file, scorer)).ToList();
        var unseen = new UnseenChat(channels);
        var pooled = PooledRows.From(sets, request.Pool, scorer);
        if (suite is not null) progress("functional suite");
        var cases = suite is null ? null : ScoredCase.Score(suite, [.. suite.Cases(Half.Test)], scorer);
        return new EvaluationReport(package.Version, package.Checksum, [.. sets.Select(set => set.Measure(scorer)).OfType<SetResult>()], pooled.Measure(unseen),
            [.. channels.Select(channel => HeldShare.Measure(channel, package))], Speed.Measure(DataFolder.Sets(request.Chat)[0], scorer))
        {
            Calibration = pooled.Scores.Length == 0 ? null : Calibration.Measure(pooled.Scores, pooled.Truth),
            Languages = LanguageTable.Measure(sets, request.Pool, scorer.IndexOf),
            Functional = cases is null ? null : new FunctionalMeasure(rule, scorer.IndexOf, package.CategoryOf).Measure(cases),
            Explanations = cases is null ? null : Explain(cases),
            Fairness = suite is null || !request.Fairness ? null : MeasureFairness(suite, cases!, sets),
            Robustness = request.Attacks.Count == 0 ? null : Attack(request.Attacks, pooled, cases, unseen),
        };
    }

    private ExplanationResult? Explain(IReadOnlyList<ScoredCase> cases)
    {
        progress("explanations");
        return ExplanationResult.Measure(cases, rule, package);
    }

    private FairnessResult MeasureFairness(FunctionalSuite suite, IReadOnlyList<ScoredCase> cases, List<ScoredSet> sets)
    {
        progress("fairness");
        return new FairnessMeasure(rule, scorer).Measure(suite, cases, sets);
    }

    private RobustnessResult Attack(IReadOnlyList<SpellingAttack> attacks, PooledRows pooled, IReadOnlyList<ScoredCase>? cases, UnseenChat unseen)
    {
        progress("spelling attacks");
        return new AttackMeasure(texts => scorer.Score(texts).Select(labels => scorer.Headline(labels)), unseen.ThresholdFor(AttackMeasure.HeldShare)).Measure(attacks, pooled, cases);
    }
}
