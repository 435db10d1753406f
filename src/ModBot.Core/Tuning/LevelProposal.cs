using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Policy;

namespace ModBot.Tuning;

/// <summary>A change of level that the feedback suggests. Only a suggestion: applying it is a moderator's explicit act.</summary>
/// <param name="Evidence">The sentence that says why.</param>
public sealed record LevelProposal(Category Category, int From, int To, string Evidence)
{
    private const int EnoughDecisions = 20;
    private const double MostlyHarmless = 0.3;

    /// <summary>
    /// Proposes one level less for each category whose holds moderators mostly approve: even the upper end of the interval of its precision is below 30 %, on 20 decisions or
    /// more. Pure.
    /// </summary>
    public static IEnumerable<LevelProposal> Propose(ReviewReport report, ChannelPolicy policy)
    {
        foreach (var (source, tally) in report.BySource)
        {
            if (!Categories.TryParse(source, out var category) || policy.LevelOf(category) is var level && level == 0) continue;
            var decisions = tally.Approved + tally.Denied;
            if (decisions < EnoughDecisions || tally.Precision is not { High: < MostlyHarmless }) continue;
            yield return new LevelProposal(category, level, level - 1, $"moderators approved {tally.Approved} of {decisions} decided holds");
        }
    }
}
