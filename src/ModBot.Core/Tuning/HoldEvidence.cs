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
    private readonly List<Evidence> holds = [];

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
    public OutcomeCounts AtAll(Func<Category, int> levelOf) => Sum(hold => hold.IsHeldAt(levelOf));

    /// <summary>Examples of holds that levels hold and others would not: first those that moderators denied, then those that they approved, then what nobody decided, each the newest first.</summary>
    /// <param name="before">The levels now.</param>
    /// <param name="after">The levels to try.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<HoldId> LetGo(Func<Category, int> before, Func<Category, int> after, int limit) =>
        [.. holds.Where(hold => hold.IsHeldAt(before) && !hold.IsHeldAt(after)).Reverse().OrderByDescending(hold => hold.Outcome.Denied).ThenByDescending(hold => hold.Outcome.Approved).Take(limit).Select(hold => hold.Id)];

    private OutcomeCounts Sum(Func<Evidence, bool> isHeld) => holds.Where(isHeld).Aggregate(default(OutcomeCounts), (sum, hold) => sum + hold.Outcome);

    private void Add(Hold hold, LevelThresholds thresholds)
    {
        if (hold.Appeal is not null) return;
        if (hold.Decision.Scores is not { } scores)
        {
            WithoutScores++;
            return;
        }
        var lowest = Categories.All.Select(category => thresholds.LowestHolding(category, scores[category])).ToArray();
        holds.Add(new Evidence(hold.Id, OutcomeOf(hold), hold.Decision.Reasons.Any(reason => reason.Source != DecisionRule.ModelSource), lowest));
    }

    /// <summary>As in <see cref="Feedback.Tally"/>: what machines decided was judged by nobody.</summary>
    private static OutcomeCounts OutcomeOf(Hold hold) => hold switch
    {
        { Resolution: { By.IsMachine: true, IsOnTwitch: false } } => new OutcomeCounts(0, 0, 1),
        { State: HoldState.Approved } => new OutcomeCounts(1, 0, 0),
        { State: HoldState.Denied } => new OutcomeCounts(0, 1, 0),
        _ => new OutcomeCounts(0, 0, 1),
    };

    /// <summary>One hold, without its text.</summary>
    /// <param name="ByRule">A rule or Twitch holds it, whatever the levels.</param>
    /// <param name="Lowest">By category, the lowest level that holds it.</param>
    private readonly record struct Evidence(HoldId Id, OutcomeCounts Outcome, bool ByRule, int?[] Lowest)
    {
        public bool IsHeldAt(Func<Category, int> levelOf)
        {
            if (ByRule) return true;
            foreach (var category in Categories.All)
            {
                if (Lowest[(int)category] <= levelOf(category)) return true;
            }
            return false;
        }
    }
}
