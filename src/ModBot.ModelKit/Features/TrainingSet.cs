namespace ModBot.ModelKit;

/// <summary>A named set of texts to train on.</summary>
internal sealed record TrainingSet(string Name, IEnumerable<LabelledText> Texts)
{
    /// <summary>Every so many templates of the suite's train half, one is only looked at while training goes on.</summary>
    private const int DevEvery = 12;

    /// <summary>The files of a data folder; or the train half of the functional suite and its prose, a set a language each.</summary>
    public static IEnumerable<TrainingSet> In(DirectoryInfo folder) => FunctionalSuite.IsAt(folder)
        ? Functional(FunctionalSuite.Load(folder))
        : DataFolder.Sets(folder).Select(file => new TrainingSet(DataFolder.SetName(file), DataFolder.Read(file)));

    private static IEnumerable<TrainingSet> Functional(FunctionalSuite suite) => Sets("functional_", suite.Cases(Half.Train)).Concat(Sets("prose_", suite.Prose));

    private static IEnumerable<TrainingSet> Sets(string prefix, IEnumerable<FunctionalCase> cases)
    {
        foreach (var language in cases.GroupBy(item => item.Language))
        {
            var templates = new Dictionary<string, int>(StringComparer.Ordinal);
            yield return new TrainingSet(prefix + language.Key, language.Select(item =>
            {
                templates.TryAdd(item.Template, templates.Count);
                var split = templates[item.Template] % DevEvery == 0 ? "dev" : "train";
                return new LabelledText(item.Text, item.Language, split, new Dictionary<string, float>(item.Labels));
            }).ToList());
        }
    }
}
