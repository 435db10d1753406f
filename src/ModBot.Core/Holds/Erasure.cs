using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>
/// A hold without a person. Of what they sent stays a tombstone: what it was counted under, how it ended and who decided, without text, names, spans and free words. Where they only acted on
/// somebody else's hold, their name goes and the rest stays. Pure.
/// </summary>
public static class Erasure
{
    /// <summary>Whether the hold or its history tells of a person.</summary>
    public static bool Concerns(Hold hold, IReadOnlyList<HistoryEntry> history, ChatterId person) =>
        hold.Message.Chatter.Id == person || Actors(hold, history).Any(actor => actor.Id == person);

    /// <summary>Everybody who acted on a hold.</summary>
    public static IEnumerable<Actor> Actors(Hold hold, IReadOnlyList<HistoryEntry> history) =>
        history.Select(entry => entry.By).Concat(new[] { hold.Claim?.By, hold.Proposal?.By, hold.Resolution?.By }.OfType<Actor>());

    /// <summary>The hold's next version and its whole history without the person. What they sent and is still open lapses: nobody can judge it any more.</summary>
    public static (Hold Hold, IReadOnlyList<HistoryEntry> History) Apply(Hold hold, IReadOnlyList<HistoryEntry> history, ChatterId person, DateTimeOffset now)
    {
        var isSender = hold.Message.Chatter.Id == person;
        var next = isSender ? Tombstone(hold, now) : hold;
        next = next with
        {
            Version = hold.Version + 1,
            Claim = next.Claim is { } claim ? claim with { By = Mask(claim.By) } : null,
            Proposal = next.Proposal is { } proposal ? proposal with { By = Mask(proposal.By) } : null,
            Resolution = next.Resolution is { } resolution ? resolution with { By = Mask(resolution.By) } : null,
        };
        var kept = history.Select(entry => entry with { By = Mask(entry.By), Detail = isSender && !entry.By.IsMachine ? null : entry.Detail });
        return (next, [.. kept, new HistoryEntry(next.Version, now, Actor.ModBot, HistoryAction.Erased)]);

        Actor Mask(Actor actor) => actor.Id == person ? Actor.Erased : actor;
    }

    private static Hold Tombstone(Hold hold, DateTimeOffset now) => hold with
    {
        State = hold.IsOpen ? HoldState.Expired : hold.State,
        Message = hold.Message with { Chatter = new Chatter(Actor.Erased.Id, Actor.Erased.Login, Actor.Erased.Login), Text = "", Fragments = [] },
        Decision = hold.Decision with { Folded = null, Explanation = null, Reasons = [.. hold.Decision.Reasons.Select(reason => reason with { Span = null })] },
        Claim = null,
        Proposal = hold.Proposal is { } proposal ? proposal with { Ruling = proposal.Ruling with { Reason = null } } : null,
        Resolution = hold.Resolution is { } resolution
            ? resolution with { Ruling = resolution.Ruling with { Reason = null } }
            : new Resolution(Actor.ModBot, now, new Ruling(RulingVerb.Expire), hold.Kind),
    };
}
