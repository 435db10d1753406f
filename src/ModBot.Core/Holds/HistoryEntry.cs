using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>One line of a hold's history, written in the same atomic step as the change that it tells of. Never holds the message's text.</summary>
/// <param name="Version">The version of the hold after the change.</param>
/// <param name="Detail">What the action alone does not say: a sanction, a reason, a figure.</param>
/// <param name="Verb">Which way it was proposed or decided; null for every other action.</param>
/// <param name="From">Whose claim was taken over; null for every other action.</param>
public sealed record HistoryEntry(long Version, DateTimeOffset At, Actor By, HistoryAction Action, string? Detail = null, RulingVerb? Verb = null, Actor? From = null);

/// <summary>What can happen to a hold.</summary>
public enum HistoryAction
{
    Held,
    Enforced,
    MessageDeleted,
    DeleteRefused,
    Claimed,
    Proposed,
    Approved,
    Denied,
    Expired,
    Undone,
    QuotePosted,
    QuoteDeleted,
    EffectFailed,
    ClosedOnTwitch,
    SanctionLifted,

    /// <summary>A person's texts or names were taken out of the hold and out of all the entries before.</summary>
    Erased,

    /// <summary>More messages of a raid came onto its card.</summary>
    Joined,

    /// <summary>The sender asked for another look, or to be unbanned: how an appeal begins.</summary>
    Appealed,

    /// <summary>An appeal against the decision was granted.</summary>
    Overturned,

    /// <summary>Somebody took the hold over from the one who had claimed it.</summary>
    TakenOver,

    /// <summary>A claim was given back.</summary>
    Released,

    /// <summary>A moderator left a note for the others, which is the entry's detail.</summary>
    Noted,
}
