namespace ModBot.Sandbox.Chat;

/// <summary>What AutoMod holds: allow and deny by a moderator, expiry by the clock.</summary>
internal sealed class HeldMessages(ChatState state)
{
    private readonly Dictionary<string, ITimer> timers = new(StringComparer.Ordinal);

    /// <summary>Call inside the gate.</summary>
    public void ExpireLater(ChatMessage message)
        => timers[message.Id] = state.Options.TimeProvider.CreateTimer(
            _ => Expire(message.Id), null, state.Options.HeldMessageLifetime, Timeout.InfiniteTimeSpan);

    public ModerationResult Resolve(string moderator, string messageId, bool allow)
    {
        lock (state.Gate)
        {
            var actor = state.User(moderator);
            if (state.FindMessage(messageId) is not { HeldFor: not null } message)
                return ModerationResult.NotFound;
            if (!state.Room(message.Broadcaster.Id).RoleOf(actor).CanModerate)
                return ModerationResult.NotModerator;
            if (message.Status != MessageStatus.Held)
                return ModerationResult.AlreadyProcessed;

            Finish(message, allow ? MessageStatus.Visible : MessageStatus.Denied, actor);
            return ModerationResult.Done;
        }
    }

    public int ExpireAll()
    {
        lock (state.Gate)
        {
            var waiting = timers.Keys.ToList();
            foreach (var messageId in waiting)
                Expire(messageId);
            return waiting.Count;
        }
    }

    private void Expire(string messageId)
    {
        lock (state.Gate)
        {
            if (state.FindMessage(messageId) is { Status: MessageStatus.Held } message)
                Finish(message, MessageStatus.Expired, null);
        }
    }

    private void Finish(ChatMessage message, MessageStatus status, SandboxUser? actor)
    {
        if (timers.Remove(message.Id, out var timer))
            timer.Dispose();

        var now = state.Now;
        var room = state.Room(message.Broadcaster.Id);
        // The update still carries the time of the hold; an allowed message enters chat at the time of the decision.
        var resolved = message with { Status = status, ChangedBy = actor, ChangedAt = now };
        state.Publish(new HeldMessageResolved(now, resolved));
        if (status == MessageStatus.Visible)
        {
            resolved = resolved with { SentAt = now, Fragments = Fragmenter.Cut(message.Body, state.Users.Find, []) };
            room.Replace(resolved);
            state.Enter(resolved);
            return;
        }

        room.Replace(resolved);
    }
}
