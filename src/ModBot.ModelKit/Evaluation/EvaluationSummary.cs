using System.Globalization;
using ModBot.Classification;
using Spectre.Console;

namespace ModBot.ModelKit;

/// <summary>What a person wants to see of a report at once; the rest is in the file.</summary>
internal sealed class EvaluationSummary(IAnsiConsole console, EvaluationReport report)
{
    public void Print()
    {
        if (report.Functional is { } functional) PrintFunctional(functional);
        if (report.Pooled is { } pooled)
        {
            var recall = string.Join(", ", pooled.RecallAtHeldShare.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:0.000} at {pair.Key} % of chat held")));
            Line($"pooled English: {pooled.Rows} rows, AUC {pooled.Auc:0.000}, F1 {pooled.F1:0.000}, recall {recall}, ECE {report.Calibration?.Error:0.000}");
        }
        foreach (var channel in report.Chat)
        {
            var held = string.Join(" / ", channel.HeldPercent.Select(share => share.ToString("0.000", CultureInfo.InvariantCulture)));
            Line($"{channel.Channel}: holds {held} % at level 1 to {LevelThresholds.MaxLevel}");
        }
        if (report.Languages is { } languages) Line($"languages: macro AUC {languages.MacroWithOpenData:0.000} with open training data, {languages.MacroWithout:0.000} without");
        if (report.Fairness is { } fairness) PrintFairness(fairness);
        foreach (var row in report.Robustness?.Attacks ?? []) Line($"attack {row.Attack}: pooled {Figures(row.Pooled)}; suite {Figures(row.Suite)}");
        if (report.Explanations is { } explained) Line($"explanations: {explained.Cases} cases, character F1 {explained.F1:0.000} (whole text: {explained.WholeTextF1:0.000})");
        Line($"{report.Speed.MessagesPerSecond:0} messages/s on one thread");
    }

    private void PrintFunctional(FunctionalResult functional)
    {
        var table = new Table().AddColumns("class", "language", "cases", "right at score 0.5", "right at level 3", "topic AUC");
        foreach (var row in functional.Rows.OrderBy(row => !row.Harmful).ThenBy(row => row.Class, StringComparer.Ordinal).ThenBy(row => row.Language, StringComparer.Ordinal))
        {
            table.AddRow(row.Class, row.Language, Text(row.Cases), Text(row.ByScore), Text(row.ByLevel), Text(row.TopicAuc));
        }
        console.Write(table);
        var summary = new Table().AddColumns("scope", "rule", "hateful recall", "harmful recall", "harmless specificity", "worst class", "its share", "classes below 0.5");
        foreach (var scope in functional.Summaries)
        {
            foreach (var (rule, means) in new[] { ("score", scope.ByScore), ("level 3", scope.ByLevel) })
            {
                summary.AddRow(scope.Scope, rule, Text(means.HatefulRecall), Text(means.HarmfulRecall), Text(means.HarmlessSpecificity), means.WorstClass, Text(means.Worst), Text(means.BelowHalf));
            }
        }
        console.Write(summary);
    }

    private void PrintFairness(FairnessResult fairness)
    {
        foreach (var target in fairness.Targets.Where(target => target.Source == FairnessResult.AllLanguages))
        {
            Line($"fairness, {target.Target}: subgroup AUC {target.Bias.Subgroup:0.000}, BPSN {target.Bias.Bpsn:0.000}, BNSP {target.Bias.Bnsp:0.000}");
        }
        if (Together(fairness.HarmlessIdentity) is { } identity) Line($"harmless identity statements held at level 3: {identity.HeldPercent:0.00} % of {identity.Cases}");
        if (Together(fairness.UntargetedSwearing) is { } swearing) Line($"swearing without a target held at level 3 by other categories: {swearing.HeldByOthersPercent:0.00} % of {swearing.Cases}");
    }

    private static HeldRow? Together(IEnumerable<HeldRow> rows) => rows.FirstOrDefault(row => row is { Class: HeldRow.Together, Scope: FairnessResult.AllLanguages });

    private static string Figures(AttackFigures? figures) =>
        figures is null ? "not measured" : string.Create(CultureInfo.InvariantCulture, $"AUC {figures.Auc:0.000}, recall {figures.Recall:0.000}, lost {figures.LostPoints:0.0} points");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";

    private void Line(FormattableString line) => console.MarkupLineInterpolated(CultureInfo.InvariantCulture, line);
}
