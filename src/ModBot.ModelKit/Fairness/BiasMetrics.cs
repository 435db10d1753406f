namespace ModBot.ModelKit;

/// <summary>
/// How scores treat texts that name a group, after Borkan, Dixon, Sorensen, Thain and Vasserman, "Nuanced Metrics for Measuring Unintended
/// Bias with Real Data for Text Classification" (WWW 2019 companion). Each is an AUC; null where a side is missing.
/// </summary>
/// <param name="Positives">Abusive texts of the group.</param>
/// <param name="Negatives">Harmless texts of the group.</param>
/// <param name="Subgroup">Within the group: does it tell abuse of the group from other talk of it?</param>
/// <param name="Bpsn">Background positives against the group's negatives: low where harmless talk of the group scores too high.</param>
/// <param name="Bnsp">Background negatives against the group's positives: low where abuse of the group scores too low.</param>
internal sealed record BiasMetrics(int Positives, int Negatives, double? Subgroup, double? Bpsn, double? Bnsp)
{
    public static BiasMetrics Measure(IReadOnlyCollection<BiasRow> rows)
    {
        var positives = rows.Count(row => row is { InGroup: true, Truth: true });
        var negatives = rows.Count(row => row is { InGroup: true, Truth: false });
        return new BiasMetrics(positives, negatives,
            Auc(rows.Where(row => row.InGroup)), Auc(rows.Where(row => row.InGroup != row.Truth)), Auc(rows.Where(row => row.InGroup == row.Truth)));
    }

    private static double? Auc(IEnumerable<BiasRow> rows) => Metrics.Auc(rows.Select(row => (row.Score, row.Truth))) is { } auc ? Math.Round(auc, 4) : null;
}

internal readonly record struct BiasRow(float Score, bool Truth, bool InGroup);
