namespace ModBot.ModelKit;

/// <summary>The test split of a labelled set with its scores.</summary>
/// <param name="TrainRows">Rows of its train split that say whether a text is abusive, by language.</param>
internal sealed record ScoredSet(string Folder, string Name, IReadOnlyList<LabelledText> Rows, float[][] Scores, IReadOnlyDictionary<string, int> TrainRows)
{
    public static ScoredSet Read(FileInfo file, LabelScorer scorer)
    {
        var rows = new List<LabelledText>();
        var trainRows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in DataFolder.Read(file))
        {
            if (row is { Split: "test", Labels: not null }) rows.Add(row);
            else if (row is { Split: "train", IsAbusive: not null, Lang: { } language }) trainRows[language] = trainRows.GetValueOrDefault(language) + 1;
        }
        return new ScoredSet(file.Directory!.Name, DataFolder.SetName(file), rows, scorer.Score([.. rows.Select(row => row.Text)]), trainRows);
    }

    /// <summary>AUC per label that the set knows; null where its test split holds no rows.</summary>
    public SetResult? Measure(LabelScorer scorer)
    {
        if (Rows.Count == 0) return null;
        var auc = new Dictionary<string, double>();
        foreach (var label in ModelLabels.All)
        {
            if (Metrics.Auc(Known(label, scorer.IndexOf(label))) is { } value) auc[label] = Math.Round(value, 4);
        }
        var language = string.Join(" ", Rows.GroupBy(row => row.Lang).OrderByDescending(group => group.Count()).Select(group => group.Key));
        return new SetResult(Folder, Name, language, Rows.Count, auc);
    }

    /// <summary>Score and truth of the rows that know this label, in one language or in all.</summary>
    public IEnumerable<(float Score, bool Truth)> Known(string label, int index, string? language = null)
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            if ((language is null || Rows[i].Lang == language) && Rows[i].Labels!.TryGetValue(label, out var value)) yield return (Scores[i][index], value >= 0.5f);
        }
    }
}
