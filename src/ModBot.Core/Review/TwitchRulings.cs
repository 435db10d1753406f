using ModBot.Appeals;
using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Review;

/// <summary>
/// Brings what people do in Twitch's own interface to the holds that it concerns: a hold whose message or sender was dealt with there is closed, and says by whom. What ModBot
/// did itself comes back as the same events and is left alone.
/// </summary>
public sealed class TwitchRulings(ReviewDesk desk, IHoldStore store, OwnActs own, TimeProvider time, AppealIntake? appeals = null)
{
    /// <summary>Twitch tells of one act twice, once without a name: that one waits for the one with it, which may come later or, to a login with few scopes, not at all.</summary>
    public static readonly TimeSpan NameWait = TimeSpan.FromMilliseconds(500);

    /// <summary>Applies one event; doing it again changes nothing. Events that are not about an act of moderation are none of its business.</summary>
    /// <param name="self">ModBot's own account.</param>
    public Task ApplyAsync(ChatEvent chatEvent, ChatterId? self, CancellationToken cancellationToken) => chatEvent switch
    {
        ChatEvent.TwitchHoldClosed closed => CloseAsync(closed.Broadcaster, HoldId.Of(closed.Message), RulingOf(closed.Outcome), closed.By is { } by ? Actor.Of(by) : Actor.Twitch, IsHeldByTwitch, cancellationToken),
        ChatEvent.MessageDeleted { Moderator: { } moderator } deleted => DeletedAsync(deleted.Broadcaster, deleted.Message, moderator, self, cancellationToken),
        ChatEvent.MessageDeleted deleted => DeletedBySomebodyAsync(deleted, cancellationToken),
        ChatEvent.ChatterMessagesCleared cleared => RemovedBySomebodyAsync(cleared, cancellationToken),
        ChatEvent.ChatCleared cleared => ClearedBySomebodyAsync(cleared.Broadcaster, cancellationToken),
        ChatEvent.UnbanRequested asked => appeals?.TakeAsync(asked.Broadcaster, asked.Request, cancellationToken) ?? Task.CompletedTask,
        ChatEvent.UnbanRequestResolved answered => CloseAsync(answered.Broadcaster, AppealIntake.IdOf(answered.Request), RulingOf(answered.Outcome), answered.By ?? Actor.Twitch, IsAppeal, cancellationToken),
        ChatEvent.ModeratorActed acted => ActedAsync(acted, self, cancellationToken),
        _ => Task.CompletedTask,
    };

    private Task ActedAsync(ChatEvent.ModeratorActed acted, ChatterId? self, CancellationToken cancellationToken) => acted switch
    {
        { Action: ModeratorAction.Delete, Message: { } message } => DeletedAsync(acted.Broadcaster, message, acted.Moderator, self, cancellationToken),
        { Action: ModeratorAction.Timeout or ModeratorAction.Ban, Chatter: { } chatter } when acted.Moderator.Id == self => NoteRemoval(acted.Broadcaster, chatter.Id),
        _ when acted.Moderator.Id == self => Task.CompletedTask,
        { Action: ModeratorAction.Timeout, Chatter: { } chatter } => CloseAllOfAsync(acted.Broadcaster, chatter.Id, "sender timed out", acted.Moderator, cancellationToken),
        { Action: ModeratorAction.Ban, Chatter: { } chatter } => CloseAllOfAsync(acted.Broadcaster, chatter.Id, "sender banned", acted.Moderator, cancellationToken),
        { Action: ModeratorAction.Clear } => ClearedAsync(acted.Broadcaster, acted.Moderator, cancellationToken),
        { Action: ModeratorAction.Unban or ModeratorAction.Untimeout, Chatter: { } chatter } => desk.LiftSanctionsAsync(acted.Broadcaster, chatter.Id, acted.Moderator, cancellationToken),
        // A warning is about the chatter and leaves the message where it is.
        _ => Task.CompletedTask,
    };

    private Task DeletedAsync(BroadcasterId broadcaster, MessageId message, Actor by, ChatterId? self, CancellationToken cancellationToken)
    {
        if (by.Id != self) return CloseAsync(broadcaster, HoldId.Of(message), Denied("message deleted"), by, IsOfOneMessage, cancellationToken);
        own.NoteDelete(message);
        return Task.CompletedTask;
    }

    private Task NoteRemoval(BroadcasterId broadcaster, ChatterId chatter)
    {
        own.NoteRemoval(broadcaster, chatter);
        return Task.CompletedTask;
    }

    private async Task DeletedBySomebodyAsync(ChatEvent.MessageDeleted deleted, CancellationToken cancellationToken)
    {
        await Task.Delay(NameWait, time, cancellationToken);
        if (own.HasDeleted(deleted.Message)) return;
        // What is known to be deleted already was deleted by ModBot, perhaps by another process.
        await CloseAsync(deleted.Broadcaster, HoldId.Of(deleted.Message), Denied("message deleted"), Actor.Twitch, hold => IsVisible(hold) && IsOfOneMessage(hold), cancellationToken);
    }

    private async Task RemovedBySomebodyAsync(ChatEvent.ChatterMessagesCleared cleared, CancellationToken cancellationToken)
    {
        await Task.Delay(NameWait, time, cancellationToken);
        if (own.HasRemoved(cleared.Broadcaster, cleared.Chatter.Id)) return;
        await CloseAllOfAsync(cleared.Broadcaster, cleared.Chatter.Id, "sender timed out or banned", Actor.Twitch, cancellationToken);
    }

    private async Task ClearedBySomebodyAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        await Task.Delay(NameWait, time, cancellationToken);
        await ClearedAsync(broadcaster, Actor.Twitch, cancellationToken);
    }

    /// <summary>Only what was visible is gone with the rest of chat; and nobody judged it, so it counts neither as right nor as wrong.</summary>
    private Task ClearedAsync(BroadcasterId broadcaster, Actor by, CancellationToken cancellationToken) =>
        CloseAllAsync(broadcaster, IsVisible, new Ruling(RulingVerb.Expire, Reason: "chat cleared"), by, cancellationToken);

    private Task CloseAllOfAsync(BroadcasterId broadcaster, ChatterId chatter, string what, Actor by, CancellationToken cancellationToken) =>
        CloseAllAsync(broadcaster, hold => hold.IsOnlyOf(chatter) && !IsAppeal(hold), Denied(what), by, cancellationToken);

    private async Task CloseAllAsync(BroadcasterId broadcaster, Func<Hold, bool> isConcerned, Ruling ruling, Actor by, CancellationToken cancellationToken)
    {
        foreach (var hold in (await store.ListOpenAsync(broadcaster, int.MaxValue, cancellationToken)).Where(isConcerned))
        {
            await CloseAsync(broadcaster, hold.Id, ruling, by, isConcerned, cancellationToken);
        }
    }

    private Task CloseAsync(BroadcasterId broadcaster, HoldId id, Ruling ruling, Actor by, Func<Hold, bool> isConcerned, CancellationToken cancellationToken) =>
        desk.CloseOnTwitchAsync(broadcaster, id, ruling, by, isConcerned, cancellationToken);

    /// <summary>The delete of one message says nothing about a whole raid.</summary>
    private static bool IsOfOneMessage(Hold hold) => hold.RaidSize is null;

    private static bool IsVisible(Hold hold) => hold.Kind == HoldKind.Flagged;

    private static bool IsHeldByTwitch(Hold hold) => hold.Kind == HoldKind.Twitch;

    private static bool IsAppeal(Hold hold) => hold.Kind == HoldKind.Appeal;

    private static Ruling Denied(string what) => new(RulingVerb.Deny, Reason: what);

    private static Ruling RulingOf(TwitchHoldOutcome outcome) => outcome switch
    {
        TwitchHoldOutcome.Allowed => new Ruling(RulingVerb.Approve, Reason: "message allowed"),
        TwitchHoldOutcome.Denied => Denied("message denied"),
        _ => new Ruling(RulingVerb.Expire, Reason: "lapsed"),
    };

    private static Ruling RulingOf(UnbanRequestOutcome outcome) => outcome switch
    {
        UnbanRequestOutcome.Approved => new Ruling(RulingVerb.Approve, Reason: "request approved"),
        UnbanRequestOutcome.Denied => Denied("request denied"),
        _ => new Ruling(RulingVerb.Expire, Reason: "request withdrawn"),
    };
}
