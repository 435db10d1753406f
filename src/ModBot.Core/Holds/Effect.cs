using System.Text.Json.Serialization;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Holds;

/// <summary>
/// Something to do on Twitch because a hold changed: written to the outbox in the same atomic step, done after it, at least once.
/// An effect is written once by <see cref="Id"/>; a second try is answered by Twitch with "already so", but for a quote and a warning, which are tried twice at most.
/// </summary>
/// <param name="Id">Hold, version and kind, and which line: the same change never adds the same effect twice.</param>
/// <param name="Message">The line to delete, where it is not the hold's own message; or which quote.</param>
/// <param name="While">Only as long as the hold is in this state; null for whatever state it is in.</param>
public sealed record Effect(
    string Id, BroadcasterId Broadcaster, HoldId Hold, EffectKind Kind, ChatterId Chatter, TimeSpan? Duration = null, string? Reason = null, MessageId? Message = null, HoldState? While = null)
{
    /// <summary>What must be done one after another: everything about a message, and everything about a chatter, whichever holds it comes from. The lines that are held with a message need not wait for each other.</summary>
    [JsonIgnore]
    public string Lane => Kind switch
    {
        EffectKind.Warn or EffectKind.Timeout or EffectKind.Ban or EffectKind.Unban => $"@{Chatter}",
        EffectKind.DeleteMessage when Message is { } line => $"{Hold}/{line}",
        _ => Hold.Value,
    };

    public static Effect For(Hold hold, EffectKind kind, TimeSpan? duration = null, string? reason = null) =>
        new($"{hold.Id}:{hold.Version}:{kind}", hold.Broadcaster, hold.Id, kind, hold.Message.Chatter.Id, duration, reason);

    /// <summary>Does something to another chatter than the sender of the hold's own message.</summary>
    public static Effect Against(Hold hold, Chatter chatter, EffectKind kind, TimeSpan? duration = null, string? reason = null) =>
        new($"{hold.Id}:{hold.Version}:{kind}:{chatter.Id}", hold.Broadcaster, hold.Id, kind, chatter.Id, duration, reason);

    /// <summary>Deletes a line that is held with the hold's own message.</summary>
    public static Effect Delete(Hold hold, HeldLine line) =>
        new($"{hold.Id}:{hold.Version}:{EffectKind.DeleteMessage}:{line.Id}", hold.Broadcaster, hold.Id, EffectKind.DeleteMessage, line.Chatter.Id, Message: line.Id);
}

/// <summary>What ModBot does on Twitch for a hold.</summary>
public enum EffectKind
{
    DeleteMessage,
    PostQuote,
    DeleteQuote,
    AllowOnTwitch,
    DenyOnTwitch,
    Warn,
    Timeout,
    Ban,

    /// <summary>Lifts a timeout or a ban.</summary>
    Unban,

    /// <summary>Answers an unban request, which lifts the ban too.</summary>
    ApproveUnbanRequest,
    DenyUnbanRequest,

    /// <summary>Tells the sender of the hold's message, in chat, what became of it. The reason is the sentence; at most once, so that a lost reply never makes it two.</summary>
    TellSender,
}

/// <summary>An effect that this process has taken to do. If it is not completed before the lease ends, it is handed out again.</summary>
/// <param name="Receipt">The store's own handle for completing it.</param>
/// <param name="Attempt">1 for the first hand-out.</param>
public sealed record LeasedEffect(Effect Effect, string Receipt, int Attempt);
