using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.EventSub;

/// <summary>The sessions and subscriptions of all clients, and the delivery of what happens. Thread-safe; delivery never waits.</summary>
internal sealed class EventSubHub(SandboxOptions options, SandboxCounters counters)
{
    private readonly Dictionary<string, EventSubSession> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EventSubSession> reconnecting = new(StringComparer.Ordinal);
    private readonly SubscriptionBook book = new();

    /// <summary>Guards sessions, subscriptions and conduits.</summary>
    public Lock Gate { get; } = new();

    public EventSubFaults Faults { get; } = new();

    /// <summary>Use it inside the gate.</summary>
    public ConduitBook Conduits { get; } = new();

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public EventSubSession Open(string host, int? keepaliveSeconds)
    {
        var session = NewSession(host, Math.Clamp(keepaliveSeconds ?? options.DefaultKeepaliveSeconds, 10, 600));
        lock (Gate)
        {
            session.Send(EventSubFrames.Welcome(session, Now));
            sessions.Add(session.Id, session);
            return session;
        }
    }

    /// <summary>Opens the session that a reconnect URL promises and moves the subscriptions over; null when the URL is not good.</summary>
    public async Task<EventSubSession?> TakeOverAsync(string host, string challenge, string? oldId)
    {
        EventSubSession old;
        lock (Gate)
        {
            if (!reconnecting.Remove(challenge, out var found) || found.Id != oldId || !sessions.ContainsKey(found.Id))
                return null;
            old = found;
        }

        var session = NewSession(host, old.KeepaliveSeconds);
        lock (Gate)
        {
            session.Owner = old.Owner;
            session.Send(EventSubFrames.Welcome(session, Now));
            sessions.Add(session.Id, session);
            foreach (var subscription in book.EnabledOf(old).ToList())
                subscription.Session = session;
            foreach (var (_, shard) in Conduits.ServedBy(old).ToList())
                shard.Session = session;
        }

        // The client may leave the old socket once it reads the new welcome, so what is queued on the old one goes first.
        await old.DrainedAsync();
        return session;
    }

    public void End(EventSubSession session)
    {
        lock (Gate)
        {
            sessions.Remove(session.Id);
            foreach (var subscription in book.EnabledOf(session).ToList())
                Disable(subscription, session.EndStatus);
            foreach (var (conduit, shard) in Conduits.ServedBy(session).ToList())
            {
                conduit.Disable(shard, session.EndStatus, Now);
                Tell(ClientEventJson.ShardDisabled(conduit, shard), conduit.ClientId, Now);
            }
        }

        session.Dispose();
    }

    public bool IsUsed(EventSubSession session)
    {
        lock (Gate)
            return session.Owner is not null;
    }

    public SubscribeResult Subscribe(string sessionId, Func<EventSubSession, Subscription> create)
    {
        lock (Gate)
        {
            ForgetOld();
            if (FindSession(sessionId) is not { } session)
                return new SubscribeResult.SessionGone();
            var wanted = create(session);
            if (session.Owner is { } owner && owner != (wanted.ClientId, wanted.UserId))
                return new SubscribeResult.OtherUser();

            var result = book.Add(wanted);
            if (result is SubscribeResult.Created)
                session.Owner = (wanted.ClientId, wanted.UserId);
            return result;
        }
    }

    public SubscribeResult SubscribeConduit(string conduitId, string clientId, Func<Conduit, Subscription> create)
    {
        lock (Gate)
        {
            ForgetOld();
            return Conduits.Find(conduitId, clientId) is { } conduit ? book.Add(create(conduit)) : new SubscribeResult.ConduitGone();
        }
    }

    public IReadOnlyList<Subscription> List(string? clientId = null, string? userId = null)
    {
        lock (Gate)
        {
            ForgetOld();
            return [.. clientId is null ? book.All : book.OwnedBy(clientId, userId ?? "")];
        }
    }

    public bool Unsubscribe(string id, string clientId, string userId)
    {
        lock (Gate)
            return book.Remove(id, clientId, userId);
    }

    public void Deliver(SandboxEvent happened)
    {
        lock (Gate)
        {
            foreach (var notification in Notifications.Of(happened))
                Tell(notification, notification.ChannelId ?? happened.Broadcaster.Id, happened.At);

            RevokeAfter(happened);
        }
    }

    /// <summary>Ends the subscriptions that fit and tells their session once each; returns how many.</summary>
    public int Revoke(Func<Subscription, bool> fits, string status)
    {
        lock (Gate)
        {
            var revoked = book.All.Where(one => one.IsEnabled && fits(one)).ToList();
            foreach (var subscription in revoked)
            {
                Disable(subscription, status);
                ReceiverOf(subscription)?.Send(EventSubFrames.Revocation(subscription, Now));
            }

            return revoked.Count;
        }
    }

    /// <summary>Tells every session to move within the grace; those that stay are closed with 4004.</summary>
    public int AnnounceReconnect(bool goodUrl)
    {
        lock (Gate)
        {
            foreach (var session in sessions.Values)
            {
                var challenge = Guid.NewGuid().ToString();
                if (goodUrl)
                    reconnecting.Add(challenge, session);
                session.Send(EventSubFrames.Reconnect(session, $"ws://{session.Host}/ws?challenge={challenge}&id={session.Id}", Now));
                session.After(options.ReconnectGrace, () => EndGrace(session, challenge));
            }

            return sessions.Count;
        }
    }

    public IReadOnlyList<EventSubSession> Sessions()
    {
        lock (Gate)
            return [.. sessions.Values];
    }

    /// <summary>Use it inside the gate.</summary>
    public EventSubSession? FindSession(string? id) => id is null ? null : sessions.GetValueOrDefault(id);

    /// <summary>Use it inside the gate.</summary>
    public void RemoveConduit(Conduit conduit)
    {
        foreach (var subscription in book.All.Where(one => one.IsEnabled && one.Conduit == conduit).ToList())
            Disable(subscription, "conduit_deleted");
        Conduits.Remove(conduit);
    }

    /// <summary>Use it inside the gate.</summary>
    public void ForgetOld()
    {
        book.Forget(Now);
        foreach (var conduit in Conduits.DeadAt(Now).ToList())
            RemoveConduit(conduit);
    }

    /// <summary>Tells an application that a user has disconnected it.</summary>
    public void TellRevoked(SandboxUser user, string clientId)
    {
        lock (Gate)
            Tell(ClientEventJson.AuthorizationRevoked(user, clientId), clientId, Now);
    }

    private void Tell(Notification notification, string subjectId, DateTimeOffset at)
    {
        foreach (var subscription in book.All.Where(one => one.IsEnabled && Hears(one, notification, subjectId)).ToList())
        {
            if (subscription.ReceiverFor(subjectId) is { } session)
                Send(session, subscription, notification, at);
        }
    }

    private static bool Hears(Subscription subscription, Notification notification, string subjectId)
        => subscription.Type.Type == notification.Type
            && subscription.Type.Version == notification.Version
            && subscription.Condition.GetValueOrDefault(notification.ChannelKey) == subjectId
            && (notification.OnlyFor is not { } only || !subscription.Condition.TryGetValue(only.Key, out var named) || named == only.Id);

    private static EventSubSession? ReceiverOf(Subscription subscription)
        => subscription.ReceiverFor(subscription.Condition.GetValueOrDefault("broadcaster_user_id", ""));

    private EventSubSession NewSession(string host, int keepaliveSeconds)
        => new(keepaliveSeconds, host, options.TimeProvider, () => Faults.KeepalivesStopped);

    private void Send(EventSubSession session, Subscription subscription, Notification notification, DateTimeOffset at)
    {
        if (Faults.Late > 0)
        {
            Faults.Late--;
            at -= Faults.LateBy;
        }

        var id = EventSubFrames.NewNotificationId();
        SendOnce(id);
        if (Faults.Duplicates > 0)
        {
            Faults.Duplicates--;
            SendOnce(Faults.DuplicatesGetNewIds ? EventSubFrames.NewNotificationId() : id);
        }

        void SendOnce(string messageId)
        {
            session.Send(EventSubFrames.Notification(subscription, notification.Event, messageId, at));
            counters.CountNotification();
        }
    }

    private void RevokeAfter(SandboxEvent happened)
    {
        switch (happened)
        {
            case UserRestricted restricted:
                Revoke(
                    one => one.Type.IsChat && Names(one, happened.Broadcaster, restricted.Restriction.User), "chat_user_banned");
                break;
            case RoleChanged { After.CanModerate: false } changed:
                Revoke(one => one.Type.IsForModerators && Names(one, happened.Broadcaster, changed.User), "moderator_removed");
                break;
        }
    }

    private static bool Names(Subscription subscription, SandboxUser broadcaster, SandboxUser user)
        => subscription.Condition.GetValueOrDefault("broadcaster_user_id") == broadcaster.Id
            && subscription.AuthorizerId == user.Id;

    private void Disable(Subscription subscription, string status)
    {
        subscription.Status = status;
        subscription.DisabledAt = Now;
    }

    private void EndGrace(EventSubSession session, string challenge)
    {
        lock (Gate)
            reconnecting.Remove(challenge);
        session.Close(4004, "client reconnect grace time expired", "websocket_failed_to_reconnect");
    }
}
