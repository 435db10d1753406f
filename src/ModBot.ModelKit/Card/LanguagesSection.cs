namespace ModBot.ModelKit;

internal static class LanguagesSection
{
    public static void Write(CardText text, LanguageTable table)
    {
        text.Section("Languages");
        text.Line($"In each test split, `eval-only/` included, the AUC of `toxic` on the rows of the language, or of `identity_hate` where the split does not know toxic in that language or has fewer than {LanguageTable.LeastOfEach} positives or negatives of it; splits with too few of both are left out. The language's figure is the mean over its splits, each weighing the same. A language counts as one with open training data when `open/` has more than {LanguageTable.OpenTrainRows} train rows of it that say whether they are toxic or hateful. Sets marked * come from `eval-only/`: training saw none of their rows.");
        text.Line().Line($"Macro mean over languages with open training data: {CardText.Of(table.MacroWithOpenData)}; over the others: {CardText.Of(table.MacroWithout)}. 0.5 is chance.");
        text.Command();
        text.Table(["language", "open train rows", "mean AUC", "splits"], table.Languages.OrderByDescending(language => language.HasOpenData).ThenBy(language => language.Language, StringComparer.Ordinal)
            .Select(language => (string[])
            [
                language.Language,
                language.HasOpenData ? CardText.Count(language.OpenTrainRows) : $"{CardText.Count(language.OpenTrainRows)} (without)",
                CardText.Of(language.MeanAuc),
                string.Join(", ", language.Sets.Select(set => $"{set.Set}{(set.Folder == SetsSection.EvalOnly ? "*" : "")} {CardText.Of(set.Auc)}{(set.Label == "toxic" ? "" : " (hate)")}")),
            ]));
    }
}
