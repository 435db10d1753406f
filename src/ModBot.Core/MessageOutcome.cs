using ModBot.Holds;
using ModBot.Policy;

namespace ModBot;

/// <summary>What became of a message.</summary>
/// <param name="Hold">The hold, unless the message simply passed.</param>
/// <param name="DecisionTime">From being taken up to being decided; storing the hold comes after it.</param>
public sealed record MessageOutcome(MessageEndState EndState, Decision Decision, Hold? Hold, TimeSpan DecisionTime);

/// <summary>Every message ends in exactly one of these.</summary>
public enum MessageEndState
{
    Passed,

    /// <summary>Waits, or waited, for a moderator.</summary>
    Held,

    /// <summary>ModBot acted at once, as the channel's policy says.</summary>
    Acted,

    /// <summary>Let through without scores because the classifier was overloaded, and counted.</summary>
    Shed,
}
