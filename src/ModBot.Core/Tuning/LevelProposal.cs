using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Policy;

namespace ModBot.Tuning;

/// <summary>A change of level that the feedback suggests. Only a suggestion: applying it is a moderator's explicit act.</summary>
/// <param name="Evidence">The sentence that says why.</param>
public sealed record LevelProposal(Category Category, int From, int To, string Evidence)
{
    private const int EnoughDecisions = 20;
    private const int EnoughMessages = 1000;
    private const double MostlyHarmless = 0.3;
    private const double MostlyRight = 0.8;

    /// <summary>
    /// Proposes one level less for each category whose holds moderators mostly approve: even the upper end of the interval of its precision is below 30 %, on 20 decisions or
    /// more. Pure.
    /// </summary>
    public static IEnumerable<LevelProposal> Propose(ReviewReport report, ChannelPolicy policy)
    {
        foreach (var (source, tally) in report.BySource)
        {
            if (!Categories.TryParse(source, out var category) || policy.LevelOf(category) is var level && level == 0) continue;
            if (tally.Decided < EnoughDecisions || tally.Precision is not { High: < MostlyHarmless }) continue;
            yield return new LevelProposal(category, level, level - 1, $"moderators approved {tally.Approved} of {tally.Decided} decided holds");
        }
    }

    /// <summary>
    /// Proposes, with what it would have meant: one level less where moderators mostly approve, as above; one level more where even the lower end of the interval is above 80 % and enough chat
    /// was counted to say what it would cost. A category with a raw threshold is left alone: no level applies to it. Pure.
    /// </summary>
    public static IEnumerable<LevelProposal> Propose(HoldEvidence evidence, ChatCounts chat, ChannelPolicy policy)
    {
        foreach (var category in Categories.All)
        {
            var level = policy.LevelOf(category);
            if (level == 0 || policy.RawThresholdOf(category) is not null) continue;
            var now = evidence.At(category, level);
            if (now.Decided < EnoughDecisions || now.Precision is not { } precision) continue;
            if (precision.High < MostlyHarmless) yield return Less(category, level, now, evidence);
            else if (precision.Low > MostlyRight && level < LevelThresholds.MaxLevel && chat.Messages >= EnoughMessages) yield return More(category, level, now, chat);
        }
    }

    private static LevelProposal Less(Category category, int level, OutcomeCounts now, HoldEvidence evidence)
    {
        var passed = now - evidence.At(category, level - 1);
        return new LevelProposal(category, level, level - 1,
            $"moderators approved {now.Approved} of {Counted.Of(now.Decided, "decided hold")}; level {level - 1} would have spared {passed.Approved} of these and missed {passed.Denied} of {now.Denied} that were denied");
    }

    private static LevelProposal More(Category category, int level, OutcomeCounts now, ChatCounts chat)
    {
        var added = chat.HeldAt(category, level + 1) - chat.HeldAt(category, level);
        return new LevelProposal(category, level, level + 1,
            $"moderators denied {now.Denied} of {Counted.Of(now.Decided, "decided hold")}; level {level + 1} would hold {added} more of {Counted.Of(chat.Messages, "message")}");
    }
}
