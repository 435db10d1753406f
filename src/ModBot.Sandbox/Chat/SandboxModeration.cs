namespace ModBot.Sandbox.Chat;

/// <summary>What moderators do, under Twitch's rules, whoever asks: Helix, the chat page, a demo or a test. Thread-safe.</summary>
public sealed class SandboxModeration
{
    private static readonly TimeSpan OldestDeletable = TimeSpan.FromHours(6);

    private readonly ChatState state;

    internal SandboxModeration(ChatState state) => this.state = state;

    /// <summary>Allows or denies a message that AutoMod holds; an allowed one is posted at once.</summary>
    public ModerationResult ResolveHeld(string moderator, string messageId, bool allow)
        => state.HeldMessages.Resolve(moderator, messageId, allow);

    /// <summary>Deletes one message: not the broadcaster's, not another moderator's, not older than six hours, not twice.</summary>
    public ModerationResult Delete(string channel, string moderator, string messageId)
    {
        lock (state.Gate)
        {
            var (room, actor) = (state.Room(channel), state.User(moderator));
            if (!room.RoleOf(actor).CanModerate)
                return ModerationResult.NotModerator;
            if (room.Find(messageId) is not { Status: MessageStatus.Visible } message || state.Now - message.SentAt > OldestDeletable)
                return ModerationResult.NotFound;

            var author = room.RoleOf(message.Chatter);
            if (author == ChatRole.Broadcaster)
                return ModerationResult.BroadcastersMessage;
            if (author.CanModerate && message.Chatter != actor && room.Broadcaster != actor)
                return ModerationResult.ModeratorsMessage;

            var deleted = Remove(room, message, actor);
            state.Publish(new MessageDeleted(state.Now, deleted, actor) { SharedWith = room.Partners });
            return ModerationResult.Done;
        }
    }

    /// <summary>Removes every visible message of the channel.</summary>
    public ModerationResult Clear(string channel, string moderator)
    {
        lock (state.Gate)
        {
            var (room, actor) = (state.Room(channel), state.User(moderator));
            if (!room.RoleOf(actor).CanModerate)
                return ModerationResult.NotModerator;

            foreach (var message in room.Messages.Where(message => message.Status == MessageStatus.Visible).ToList())
                Remove(room, message, actor);
            state.Publish(new ChatCleared(state.Now, room.Broadcaster, actor));
            return ModerationResult.Done;
        }
    }

    /// <summary>Bans (no duration) or times out. A timeout may become a ban or another timeout; a ban must be lifted first.</summary>
    public ModerationResult Restrict(string channel, string moderator, string user, TimeSpan? duration, string reason = "")
    {
        lock (state.Gate)
        {
            var (room, actor, target) = (state.Room(channel), state.User(moderator), state.User(user));
            if (!room.RoleOf(actor).CanModerate)
                return ModerationResult.NotModerator;

            var role = room.RoleOf(target);
            if (role == ChatRole.Broadcaster || (role.CanModerate && actor != room.Broadcaster))
                return ModerationResult.TargetNotAllowed;

            var now = state.Now;
            if (room.RestrictionOf(target, now) is { IsBan: true })
                return ModerationResult.AlreadyBanned;

            if (role.CanModerate)
            {
                room.SetRole(target, ChatRole.Viewer);
                state.Publish(new RoleChanged(now, room.Broadcaster, target, role, ChatRole.Viewer));
            }

            var restriction = new Restriction(target, actor, reason, now, now + duration);
            room.Restrict(restriction);
            var removed = room.Messages
                .Where(message => message.Chatter == target && message.Status == MessageStatus.Visible)
                .ToList();
            foreach (var message in removed)
                Remove(room, message, actor);
            state.Publish(new UserRestricted(now, room.Broadcaster, restriction, [.. removed.Select(message => message.Id)])
            {
                SharedWith = room.Partners,
            });
            return ModerationResult.Done;
        }
    }

    /// <summary>Takes back a ban or a running timeout.</summary>
    public ModerationResult Lift(string channel, string moderator, string user)
    {
        lock (state.Gate)
        {
            var (room, actor, target) = (state.Room(channel), state.User(moderator), state.User(user));
            if (!room.RoleOf(actor).CanModerate)
                return ModerationResult.NotModerator;
            if (room.RestrictionOf(target, state.Now) is not { } restriction)
                return ModerationResult.NotBanned;

            room.Lift(target);
            state.Publish(new RestrictionLifted(state.Now, room.Broadcaster, restriction, actor) { SharedWith = room.Partners });
            return ModerationResult.Done;
        }
    }

    /// <summary>Sends a warning that the user must acknowledge; the sandbox records it and does not stop the user from chatting.</summary>
    public ModerationResult Warn(string channel, string moderator, string user, string reason)
    {
        lock (state.Gate)
        {
            var (room, actor, target) = (state.Room(channel), state.User(moderator), state.User(user));
            if (!room.RoleOf(actor).CanModerate)
                return ModerationResult.NotModerator;
            if (room.RoleOf(target).CanModerate)
                return ModerationResult.TargetNotAllowed;

            state.Publish(new UserWarned(state.Now, room.Broadcaster, target, actor, reason));
            return ModerationResult.Done;
        }
    }

    private ChatMessage Remove(ChatRoom room, ChatMessage message, SandboxUser actor)
    {
        var removed = message with { Status = MessageStatus.Deleted, ChangedBy = actor, ChangedAt = state.Now };
        room.Replace(removed);
        return removed;
    }
}
