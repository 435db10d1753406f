using ModBot.Classification;

namespace ModBot.ModelKit;

/// <summary>A sentence of the suite with its scores.</summary>
/// <param name="Labels">The network's label scores.</param>
internal sealed record ScoredCase(FunctionalCase Case, FunctionalClass Class, float[] Labels, float Headline, CategoryScores Categories)
{
    /// <summary>Whether the headline score is to tell: harmful sentences of other kinds (adverts, self-harm) are neither hateful nor innocent.</summary>
    public bool? IsAbusive => !Class.Harmful ? false : Class.MeasuredBy is null ? true : null;

    public static IReadOnlyList<ScoredCase> Score(FunctionalSuite suite, IReadOnlyList<FunctionalCase> cases, LabelScorer scorer)
    {
        var scores = scorer.Score([.. cases.Select(item => item.Text)]);
        return [.. cases.Select((item, i) => new ScoredCase(item, suite.Classes[item.Class], scores[i], scorer.Headline(scores[i]), scorer.Combine(scores[i])))];
    }

    public bool Concerns(string target) => Case.Targets.Contains(target) || Case.Labels.GetValueOrDefault(ModelLabels.TargetPrefix + target) >= 0.5f;
}
