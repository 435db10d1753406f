namespace ModBot.ModelKit;

internal static class RobustnessSection
{
    public static void Write(CardText text, RobustnessResult robustness)
    {
        text.Section("Robustness to spelling");
        text.Line($"Each attack on words of three letters or more with a chance of {robustness.WordShare:0.0}, abusive and harmless texts alike. Recall at the threshold that holds {robustness.HeldShare * 100:0.0} % of clean unseen chat; lost: points of recall against the clean texts. Pooled English test rows, and the English test half of the functional suite (hate and abuse against harmless classes).");
        text.Command("--functional models/functional --attack all");
        text.Table(["attack", "pooled AUC", "recall", "lost", "suite AUC", "recall", "lost"],
            robustness.Attacks.Select(row => (string[])[row.Attack, .. Figures(row.Pooled), .. Figures(row.Suite)]));
    }

    private static string[] Figures(AttackFigures? figures) =>
        figures is null ? ["-", "-", "-"] : [CardText.Of(figures.Auc), CardText.Of(figures.Recall), figures.LostPoints.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)];
}
