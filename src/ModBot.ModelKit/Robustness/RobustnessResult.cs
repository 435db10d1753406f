namespace ModBot.ModelKit;

/// <summary>What spelling attacks do, beside the clean figures (the first row).</summary>
/// <param name="HeldShare">The share of clean unseen chat that is held at the threshold of the recalls.</param>
/// <param name="WordShare">The chance that a word is attacked.</param>
internal sealed record RobustnessResult(double HeldShare, double WordShare, IReadOnlyList<AttackRow> Attacks)
{
    public const string Clean = "none";
}

/// <param name="Pooled">On the pooled English test rows.</param>
/// <param name="Suite">On the suite's English sentences: hate and abuse against harmless ones; null when the suite was not measured.</param>
internal sealed record AttackRow(string Attack, AttackFigures? Pooled, AttackFigures? Suite);

/// <param name="LostPoints">Points of recall that the attack costs.</param>
internal sealed record AttackFigures(int Rows, double Auc, double Recall, double LostPoints);
