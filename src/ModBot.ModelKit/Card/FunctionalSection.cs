using System.Globalization;

namespace ModBot.ModelKit;

internal static class FunctionalSection
{
    public static void Write(CardText text, FunctionalResult functional)
    {
        text.Section("Functional suite");
        text.Line($"The test half of `models/functional` ({functional.Rows.Sum(row => row.Cases):N0} sentences): templates and words that training did not see. Right means caught for a harmful class and passed for a harmless one, by two rules: the score of the class's label (the headline score, but for adverts, self-harm and explicit talk) cut at 0.5, and level 3 of the categories that are on by default (of the class's own category where that is off by default). Means weigh classes equally; \"{FunctionalSummary.AllLanguages}\" weighs the languages of a class equally.");
        text.Command("--functional models/functional");
        WriteSummaries(text, functional);
        WriteClasses(text, functional);
        WriteTopics(text, functional);
    }

    private static void WriteSummaries(CardText text, FunctionalResult functional)
    {
        foreach (var (title, means) in new (string, Func<FunctionalSummary, FunctionalMeans>)[] { ("Score cut at 0.5", scope => scope.ByScore), ("Level 3", scope => scope.ByLevel) })
        {
            text.Subsection(title);
            text.Line("Hateful classes are the harmful ones about a protected group.");
            text.Table(["language", "cases", "recall, hateful", "recall, harmful", "specificity, harmless", "worst class", "classes below 0.5"], functional.Summaries.Select(scope => (string[])
            [
                scope.Scope, CardText.Count(scope.Cases), CardText.Of(means(scope).HatefulRecall), CardText.Of(means(scope).HarmfulRecall), CardText.Of(means(scope).HarmlessSpecificity),
                $"{means(scope).WorstClass} {CardText.Of(means(scope).Worst)}", CardText.Count(means(scope).BelowHalf),
            ]));
        }
    }

    private static void WriteClasses(CardText text, FunctionalResult functional)
    {
        var languages = functional.Rows.Select(row => row.Language).Distinct().Order(StringComparer.Ordinal).ToList();
        text.Subsection("Class by class");
        text.Line("Percent right, by score / at level 3.");
        text.Table(["class", "is", "cases", "mean", .. languages], functional.Rows.GroupBy(row => row.Class).OrderBy(group => Kind(group.First()), StringComparer.Ordinal).Select(group => (string[])
        [
            group.Key, Kind(group.First()), CardText.Count(group.Sum(row => row.Cases)), Right(group.Average(row => row.ByScore), group.Average(row => row.ByLevel)),
            .. languages.Select(language => group.FirstOrDefault(row => row.Language == language) is { } row ? Right(row.ByScore, row.ByLevel) : ""),
        ]));
    }

    private static void WriteTopics(CardText text, FunctionalResult functional)
    {
        var topics = functional.Rows.Where(row => row.TopicAuc is not null).GroupBy(row => row.Class).ToList();
        if (topics.Count == 0) return;
        text.Subsection("Topics");
        text.Line("Harmless classes with a category of their own: AUC of its label against ordinary chat of the same language.");
        text.Table(["class", "mean AUC", "by language"], topics.Select(topic => (string[])
            [topic.Key, CardText.Of(topic.Average(row => row.TopicAuc)), string.Join(", ", topic.OrderBy(row => row.Language, StringComparer.Ordinal).Select(row => $"{row.Language} {CardText.Of(row.TopicAuc)}"))]));
    }

    private static string Kind(FunctionalRow row) => row.Hateful ? "hateful" : row.Harmful ? "harmful" : "harmless";

    private static string Right(double byScore, double byLevel) => string.Create(CultureInfo.InvariantCulture, $"{byScore * 100:0} / {byLevel * 100:0}");
}
