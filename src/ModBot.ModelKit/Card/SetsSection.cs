namespace ModBot.ModelKit;

/// <summary>Every test split, label by label.</summary>
internal static class SetsSection
{
    /// <summary>The folder of sets that training must not see.</summary>
    public const string EvalOnly = "eval-only";

    public static void Write(CardText text, EvaluationReport report)
    {
        foreach (var folder in report.Sets.GroupBy(set => set.Folder))
        {
            text.Section(folder.Key == EvalOnly ? "Sets that training never saw (`eval-only/`)" : $"Test splits of the training sets (`{folder.Key}/`)");
            text.Line("AUC on the test split, positive = value >= 0.5. 0.5 is chance.");
            text.Command();
            text.Table(["set", "language", "rows", "AUC"], folder.Select(set => (string[])
                [set.Set, set.Language, CardText.Count(set.Rows), string.Join(" ", set.Auc.Select(pair => $"{pair.Key}={CardText.Of(pair.Value)}"))]));
            text.Line().Line($"Mean over all {folder.Sum(set => set.Auc.Count)} set-and-label pairs: {CardText.Of(folder.SelectMany(set => set.Auc.Values).Select(auc => (double?)auc).Average())}.");
        }
    }
}
