namespace ModBot.ModelKit;

/// <summary>Scores the test split of one set.</summary>
internal sealed class SetEvaluation(LabelScorer scorer)
{
    private readonly List<float> pooledScores = [];
    private readonly List<bool> pooledTruth = [];

    public ReadOnlySpan<float> PooledScores => pooledScores.ToArray();

    public ReadOnlySpan<bool> PooledTruth => pooledTruth.ToArray();

    public SetResult? Measure(FileInfo file, bool pool)
    {
        var rows = DataFolder.Read(file).Where(row => row.Split == "test" && row.Labels is not null).ToList();
        if (rows.Count == 0) return null;
        var scores = scorer.Score([.. rows.Select(row => row.Text)]);
        if (pool) Pool(rows, scores);
        var auc = new Dictionary<string, double>();
        foreach (var label in ModelLabels.All)
        {
            if (AucOf(label, rows, scores) is { } value) auc[label] = Math.Round(value, 4);
        }
        var language = string.Join(" ", rows.GroupBy(row => row.Lang).OrderByDescending(group => group.Count()).Select(group => group.Key));
        return new SetResult(file.Directory!.Name, DataFolder.SetName(file), language, rows.Count, auc);
    }

    private double? AucOf(string label, List<LabelledText> rows, float[][] scores)
    {
        var index = scorer.IndexOf(label);
        var known = Enumerable.Range(0, rows.Count).Where(i => rows[i].Labels!.ContainsKey(label)).ToArray();
        return Metrics.Auc(known.Select(i => scores[i][index]).ToArray(), known.Select(i => rows[i].Labels![label] >= 0.5f).ToArray());
    }

    private void Pool(List<LabelledText> rows, float[][] scores)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var labels = rows[i].Labels!;
            if (rows[i].Lang != "en" || !(labels.TryGetValue("toxic", out var truth) || labels.TryGetValue("identity_hate", out truth))) continue;
            pooledScores.Add(scorer.Headline(scores[i]));
            pooledTruth.Add(truth >= 0.5f);
        }
    }
}
