namespace ModBot.ModelKit;

internal static class ExplanationsSection
{
    public static void Write(CardText text, ExplanationResult explanations)
    {
        text.Section("Explanations");
        text.Line($"Do the words that an explanation names carry the meaning? Asked of the {explanations.Cases:N0} harmful test sentences of the functional suite that level 3 holds, for the category that is strongest against its threshold; the templates mark the words. Agreement in characters, white space left out, mean over sentences: precision {CardText.Of(explanations.Precision)}, recall {CardText.Of(explanations.Recall)}, F1 {CardText.Of(explanations.F1)}. Naming the whole text would give F1 {CardText.Of(explanations.WholeTextF1)}, because many of these sentences are harmful from end to end.");
        text.Command("--functional models/functional");
        text.Table(["class", "cases", "F1", "F1 of the whole text"], explanations.Classes.Select(Row));
        text.Table(["language", "cases", "F1", "F1 of the whole text"], explanations.Languages.Select(Row));
    }

    private static string[] Row(ExplanationRow row) => [row.Name, CardText.Count(row.Cases), CardText.Of(row.F1), CardText.Of(row.WholeTextF1)];
}
