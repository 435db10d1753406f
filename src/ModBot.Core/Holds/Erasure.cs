using System.Collections.Immutable;
using ModBot.Context;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Holds;

/// <summary>
/// A hold without a person. Of what they sent stays a tombstone: what it was counted under, how it ended and who decided, without text, names, spans and free words. Where they only acted on
/// somebody else's hold, their name goes and the rest stays; where they were only heard around it, so does their line. Pure.
/// </summary>
public static class Erasure
{
    private static readonly Chatter Nobody = new(Actor.Erased.Id, Actor.Erased.Login, Actor.Erased.Login);

    /// <summary>Whether the hold or its history tells of a person.</summary>
    public static bool Concerns(Hold hold, IReadOnlyList<HistoryEntry> history, ChatterId person) =>
        Senders(hold).Concat(Bystanders(hold)).Any(chatter => chatter.Id == person) || Actors(hold, history).Any(actor => actor.Id == person);

    /// <summary>Everybody who sent what is held: a split message and a raid have several.</summary>
    public static IEnumerable<Chatter> Senders(Hold hold) => hold.Decision.Lines.Select(line => line.Chatter).Prepend(hold.Message.Chatter);

    /// <summary>Everybody who was heard around what is held.</summary>
    public static IEnumerable<Chatter> Bystanders(Hold hold) => hold.Context is { } context ? context.Before.Concat(context.After).Select(line => line.Chatter) : [];

    /// <summary>Everybody who acted on a hold.</summary>
    public static IEnumerable<Actor> Actors(Hold hold, IReadOnlyList<HistoryEntry> history) =>
        history.SelectMany(entry => new[] { entry.By, entry.From }).OfType<Actor>().Concat(new[] { hold.Claim?.By, hold.Proposal?.By, hold.Resolution?.By }.OfType<Actor>());

    /// <summary>The hold's next version and its whole history without the person. What they sent and is still open lapses: nobody can judge it any more.</summary>
    public static (Hold Hold, IReadOnlyList<HistoryEntry> History) Apply(Hold hold, IReadOnlyList<HistoryEntry> history, ChatterId person, DateTimeOffset now)
    {
        var isSender = hold.Message.Chatter.Id == person;
        var isAmongSenders = Senders(hold).Any(sender => sender.Id == person);
        var next = isSender ? Tombstone(hold, now) : hold;
        next = next with
        {
            Version = hold.Version + 1,
            Decision = isAmongSenders ? Without(next.Decision, person) : next.Decision,
            Context = next.Context is { } context ? new HoldContext { Before = Without(context.Before, person), After = Without(context.After, person) } : null,
            Claim = next.Claim is { } claim ? claim with { By = Mask(claim.By) } : null,
            Proposal = next.Proposal is { } proposal ? proposal with { By = Mask(proposal.By) } : null,
            Resolution = next.Resolution is { } resolution ? resolution with { By = Mask(resolution.By) } : null,
        };
        var kept = history.Select(entry => entry with { By = Mask(entry.By), From = entry.From is { } from ? Mask(from) : null, Detail = IsAbout(entry) ? null : entry.Detail });
        return (next, [.. kept, new HistoryEntry(next.Version, now, Actor.ModBot, HistoryAction.Erased)]);

        // Free words are about whoever sent it; a note on what several sent may be about any of them.
        bool IsAbout(HistoryEntry entry) => entry.Action == HistoryAction.Noted ? isAmongSenders : isSender && !entry.By.IsMachine;

        Actor Mask(Actor actor) => actor.Id == person ? Actor.Erased : actor;
    }

    private static Decision Without(Decision decision, ChatterId person) => decision with
    {
        Folded = null,
        Explanation = null,
        Reasons = [.. decision.Reasons.Select(reason => reason with { Span = null })],
        Lines = Without(decision.Lines, person),
    };

    private static ImmutableArray<HeldLine> Without(ImmutableArray<HeldLine> lines, ChatterId person) =>
        [.. lines.Select(line => line.Chatter.Id == person ? line with { Chatter = Nobody, Text = "" } : line)];

    private static Hold Tombstone(Hold hold, DateTimeOffset now) => hold with
    {
        State = hold.IsOpen ? HoldState.Expired : hold.State,
        Message = hold.Message with { Chatter = Nobody, Text = "", Fragments = [] },
        // Around what nobody can read any more it shows others for nothing.
        Context = null,
        Claim = null,
        Proposal = hold.Proposal is { } proposal ? proposal with { Ruling = proposal.Ruling with { Reason = null } } : null,
        Resolution = hold.Resolution is { } resolution
            ? resolution with { Ruling = resolution.Ruling with { Reason = null } }
            : new Resolution(Actor.ModBot, now, new Ruling(RulingVerb.Expire), hold.Kind),
    };
}
