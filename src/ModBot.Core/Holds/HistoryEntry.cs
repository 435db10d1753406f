using ModBot.Messages;

namespace ModBot.Holds;

/// <summary>One line of a hold's history, written in the same atomic step as the change that it tells of. Never holds the message's text.</summary>
/// <param name="Version">The version of the hold after the change.</param>
/// <param name="Detail">What the action alone does not say: a sanction, a reason, a figure.</param>
public sealed record HistoryEntry(long Version, DateTimeOffset At, Actor By, HistoryAction Action, string? Detail = null);

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

    /// <summary>More messages of a raid came onto its card.</summary>
    Joined,
}
