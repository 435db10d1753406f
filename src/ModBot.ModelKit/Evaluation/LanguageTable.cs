namespace ModBot.ModelKit;

/// <summary>
/// How well abuse is told from the rest, language by language: in each test split the AUC of <c>toxic</c>, or of <c>identity_hate</c> where
/// the split does not know toxic in that language or knows one answer only; the language's figure is the mean over its splits. Languages
/// with open training data and the others are summed up apart.
/// </summary>
internal sealed record LanguageTable(IReadOnlyList<LanguageResult> Languages, double? MacroWithOpenData, double? MacroWithout)
{
    /// <summary>From how many open train rows on a language counts as one with open training data.</summary>
    public const int OpenTrainRows = 300;

    /// <summary>A split with fewer positives or negatives says nothing.</summary>
    public const int LeastOfEach = 5;

    private static readonly string[] Labels = ["toxic", "identity_hate"];

    public static LanguageTable Measure(IReadOnlyList<ScoredSet> sets, string openFolder, Func<string, int> indexOf)
    {
        var trainRows = sets.Where(set => set.Folder == openFolder).SelectMany(set => set.TrainRows).GroupBy(pair => pair.Key)
            .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal);
        var languages = sets.SelectMany(set => Measure(set, indexOf)).GroupBy(row => row.Language).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new LanguageResult(group.Key, trainRows.GetValueOrDefault(group.Key), Math.Round(group.Average(row => row.Set.Auc), 4), [.. group.Select(row => row.Set)]))
            .ToList();
        return new LanguageTable(languages, Macro(languages.Where(language => language.HasOpenData)), Macro(languages.Where(language => !language.HasOpenData)));
    }

    private static IEnumerable<(string Language, LanguageSet Set)> Measure(ScoredSet set, Func<string, int> indexOf)
    {
        foreach (var language in set.Rows.Select(row => row.Lang).OfType<string>().Distinct())
        {
            foreach (var label in Labels)
            {
                var known = set.Known(label, indexOf(label), language).ToList();
                var positives = known.Count(row => row.Truth);
                if (positives < LeastOfEach || known.Count - positives < LeastOfEach) continue;
                yield return (language, new LanguageSet(set.Folder, set.Name, label, known.Count, Math.Round(Metrics.Auc(known)!.Value, 4)));
                break;
            }
        }
    }

    private static double? Macro(IEnumerable<LanguageResult> languages) =>
        languages.Select(language => (double?)language.MeanAuc).Average() is { } mean ? Math.Round(mean, 4) : null;
}

/// <param name="OpenTrainRows">Open train rows that say whether a text is abusive.</param>
internal sealed record LanguageResult(string Language, int OpenTrainRows, double MeanAuc, IReadOnlyList<LanguageSet> Sets)
{
    public bool HasOpenData => OpenTrainRows > LanguageTable.OpenTrainRows;
}

/// <param name="Label">The label that it was measured by.</param>
internal sealed record LanguageSet(string Folder, string Set, string Label, int Rows, double Auc);
