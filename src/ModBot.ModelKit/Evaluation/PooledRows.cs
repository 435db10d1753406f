namespace ModBot.ModelKit;

/// <summary>All English test rows of one folder's sets, by the one figure that sets with different labels can be pooled by.</summary>
internal sealed record PooledRows(string[] Texts, float[] Scores, bool[] Truth)
{
    private const string Language = "en";

    public static readonly double[] HeldShares = [0.004, 0.015];

    public static PooledRows From(IEnumerable<ScoredSet> sets, string folder, LabelScorer scorer)
    {
        var rows = sets.Where(set => set.Folder == folder).SelectMany(set => set.Rows.Zip(set.Scores))
            .Where(pair => pair.First is { Lang: Language, IsAbusive: not null }).ToList();
        return new PooledRows([.. rows.Select(pair => pair.First.Text)], [.. rows.Select(pair => scorer.Headline(pair.Second))], [.. rows.Select(pair => pair.First.IsAbusive == true)]);
    }

    /// <summary>Null where there is nothing to tell apart.</summary>
    public PooledResult? Measure(UnseenChat chat)
    {
        if (Metrics.Auc(Scores, Truth) is not { } auc) return null;
        var recall = HeldShares.ToDictionary(share => $"{share * 100:0.0}", share => Math.Round(Metrics.Recall(Scores, Truth, chat.ThresholdFor(share)), 4));
        return new PooledResult(Scores.Length, Math.Round(auc, 4), Math.Round(Metrics.F1(Scores, Truth, 0.5f), 4), recall, Math.Round(chat.MeanScore, 4));
    }
}
