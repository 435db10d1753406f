using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Feedback;

/// <summary>What one person thought of one hold: the last that they decided or proposed on it.</summary>
/// <param name="Denies">True for deny, false for approve.</param>
public readonly record struct Judgement(Actor By, bool Denies)
{
    /// <summary>Below this version nothing was undone and decided anew, so a hold tells its judgements itself: held, decided, undone, decided.</summary>
    private const int LeastUndoneVersion = 4;

    /// <summary>Held, denied, overturned by an appeal.</summary>
    private const int LeastOverturnedVersion = 3;

    /// <summary>Whether the history may know of judgements that the hold itself no longer shows.</summary>
    public static bool NeedsHistory(Hold hold) => hold.Version >= LeastUndoneVersion || hold is { Version: LeastOverturnedVersion, State: HoldState.Approved };

    /// <summary>One judgement a person, by everybody who decided or proposed; machines judge nothing. Pure.</summary>
    /// <param name="hold">The hold as it stands.</param>
    /// <param name="history">Its history; may be empty where <see cref="NeedsHistory"/> is false.</param>
    public static IReadOnlyCollection<Judgement> Of(Hold hold, IEnumerable<HistoryEntry> history)
    {
        var last = new Dictionary<ChatterId, Judgement>();
        foreach (var entry in history) Note(entry.By, VerbOf(entry));
        if (hold.Proposal is { } proposal) Note(proposal.By, proposal.Ruling.Verb);
        if (hold.Resolution is { } resolution) Note(resolution.By, resolution.Ruling.Verb);
        return last.Values;

        void Note(Actor by, RulingVerb? verb)
        {
            if (!by.IsMachine && verb is RulingVerb.Approve or RulingVerb.Deny) last[by.Id] = new Judgement(by, verb == RulingVerb.Deny);
        }
    }

    /// <summary>Older histories name no verb, but the action of a decision does.</summary>
    private static RulingVerb? VerbOf(HistoryEntry entry) => entry.Verb ?? entry.Action switch
    {
        HistoryAction.Approved => RulingVerb.Approve,
        HistoryAction.Denied => RulingVerb.Deny,
        _ => null,
    };
}
