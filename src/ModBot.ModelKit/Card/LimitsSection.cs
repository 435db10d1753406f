namespace ModBot.ModelKit;

internal static class LimitsSection
{
    public static void Write(CardText text, EvaluationReport report)
    {
        text.Section("Limits");
        text.Line("* A small network trained from scratch: it knows words better than sentences. Negated hate, quotation to denounce, reclaimed words and irony are where it errs. Hold, do not ban, on its word.");
        if (report.Languages is { } languages && languages.Languages.Where(language => !language.HasOpenData).ToList() is { Count: > 0 } without)
        {
            text.Line($"* Languages without open training data ({string.Join(", ", without.Select(language => language.Language))}) have only the project's own sentences behind them; on real texts their mean AUC is {CardText.Of(languages.MacroWithout)}. Languages in no table are not measured at all.");
        }
        if (report.Functional?.Summaries.FirstOrDefault(scope => scope.Scope == FunctionalSummary.AllLanguages) is { } all)
        {
            text.Line($"* On the functional suite its worst class is {all.ByScore.WorstClass} ({CardText.Of(all.ByScore.Worst)} right by score). The suite's test half shares its authors with the train half: new templates and words, but the same idea of what a class is.");
        }
        if (report.Robustness?.Attacks.MaxBy(row => row.Pooled?.LostPoints ?? 0) is { Pooled: { LostPoints: > 0 } worst } attack)
        {
            text.Line($"* The spelling attack that costs most is {attack.Attack}: {worst.LostPoints:0.0} points of recall on pooled English rows. Attacks that nobody has listed cost more.");
        }
        if (report.Fairness is null) text.Line("* Fairness by group has not been measured for this version.");
        if (report.Robustness is null) text.Line("* Robustness to spelling attacks has not been measured for this version.");
        text.Line("* Categories that are off by default rest on little data (see Categories): watch them before relying on them.");
        text.Line("* Levels are promises about ordinary chat as a whole, mostly English: a channel ruder than the calibration channels is held more, see Levels.");
        text.Line("* Labels are opinions of annotators under different guidelines, and no two sets agree on what toxic means.");
    }
}
