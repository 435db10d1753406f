namespace ModBot.ModelKit;

/// <summary>The functional suite's test half, class by class.</summary>
internal sealed record FunctionalResult(IReadOnlyList<FunctionalRow> Rows, IReadOnlyList<FunctionalSummary> Summaries);

/// <summary>A class in a language. A right answer is "caught" for a harmful class and "passed" for a harmless one.</summary>
/// <param name="ByScore">Share right when the class's score is cut at 0.5: the label it is measured by, or the headline.</param>
/// <param name="ByLevel">Share right at level 3 of the categories that are on by default, or of the class's own category where that is off by default.</param>
/// <param name="TopicAuc">For a harmless class with a label of its own: AUC of that label against the same language's ordinary chat.</param>
internal sealed record FunctionalRow(string Class, string Language, bool Harmful, bool Hateful, int Cases, double ByScore, double ByLevel, double? TopicAuc);

/// <param name="Scope">A language, or <see cref="AllLanguages"/>, where a class counts by its mean over languages.</param>
internal sealed record FunctionalSummary(string Scope, int Cases, FunctionalMeans ByScore, FunctionalMeans ByLevel)
{
    public const string AllLanguages = "all";
}

/// <summary>Means over classes; null where a scope has no such class.</summary>
/// <param name="BelowHalf">Classes that are wrong more often than right.</param>
internal sealed record FunctionalMeans(double? HatefulRecall, double? HarmfulRecall, double? HarmlessSpecificity, string WorstClass, double Worst, int BelowHalf);
