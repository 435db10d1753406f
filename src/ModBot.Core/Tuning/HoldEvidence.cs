using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Tuning;

/// <summary>
/// What moderators made of a channel's holds, for trying levels on: each hold by its outcome and by the lowest level of each category that holds it. Only what was held is here; what a
/// stricter level would add is in the counts of chat.
/// </summary>
public sealed class HoldEvidence
{
    private readonly List<(OutcomeCounts Outcome, bool ByRule, int?[] Lowest)> holds = [];

    /// <summary>Holds without stored scores: of rules alone, of exempt chatters, or from before scores were stored. No level can be tried on them.</summary>
    public int WithoutScores { get; private set; }

    public static async Task<HoldEvidence> ReadAsync(IHoldStore store, BroadcasterId broadcaster, DateTimeOffset since, LevelThresholds thresholds, CancellationToken cancellationToken)
    {
        var evidence = new HoldEvidence();
        await foreach (var hold in store.ReadSinceAsync(broadcaster, since, cancellationToken)) evidence.Add(hold, thresholds);
        return evidence;
    }

    /// <summary>The holds that this level of one category holds.</summary>
    public OutcomeCounts At(Category category, int level) => Sum(hold => hold.Lowest[(int)category] <= level);

    /// <summary>The holds that any category at its level holds, or that a rule or Twitch holds anyway.</summary>
    public OutcomeCounts AtAll(Func<Category, int> levelOf) => Sum(hold => hold.ByRule || Categories.All.Any(category => hold.Lowest[(int)category] <= levelOf(category)));

    private OutcomeCounts Sum(Func<(OutcomeCounts Outcome, bool ByRule, int?[] Lowest), bool> isHeld) =>
        holds.Where(isHeld).Aggregate(default(OutcomeCounts), (sum, hold) => sum + hold.Outcome);

    private void Add(Hold hold, LevelThresholds thresholds)
    {
        if (hold.Appeal is not null) return;
        if (hold.Decision.Scores is not { } scores)
        {
            WithoutScores++;
            return;
        }
        var lowest = Categories.All.Select(category => thresholds.LowestHolding(category, scores[category])).ToArray();
        holds.Add((OutcomeOf(hold), hold.Decision.Reasons.Any(reason => reason.Source != DecisionRule.ModelSource), lowest));
    }

    /// <summary>As in <see cref="Feedback.Tally"/>: what ModBot acted on by itself was judged by nobody.</summary>
    private static OutcomeCounts OutcomeOf(Hold hold) => hold switch
    {
        { State: HoldState.Approved } => new OutcomeCounts(1, 0, 0),
        { State: HoldState.Denied, Resolution: not { By.IsMachine: true, IsOnTwitch: false } } => new OutcomeCounts(0, 1, 0),
        _ => new OutcomeCounts(0, 0, 1),
    };
}
