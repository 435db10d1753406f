using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.EventSub;

/// <summary>The sessions and subscriptions of all clients, and the delivery of what happens. Thread-safe; delivery never waits.</summary>
internal sealed class EventSubHub(SandboxOptions options, SandboxCounters counters)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, EventSubSession> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EventSubSession> reconnecting = new(StringComparer.Ordinal);
    private readonly SubscriptionBook book = new();

    public EventSubFaults Faults { get; } = new();

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public EventSubSession Open(string host, int? keepaliveSeconds)
    {
        var session = NewSession(host, Math.Clamp(keepaliveSeconds ?? options.DefaultKeepaliveSeconds, 10, 600));
        lock (gate)
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
        lock (gate)
        {
            if (!reconnecting.Remove(challenge, out var found) || found.Id != oldId || !sessions.ContainsKey(found.Id))
                return null;
            old = found;
        }

        var session = NewSession(host, old.KeepaliveSeconds);
        lock (gate)
        {
            session.Owner = old.Owner;
            session.Send(EventSubFrames.Welcome(session, Now));
            sessions.Add(session.Id, session);
            foreach (var subscription in book.EnabledOf(old).ToList())
                subscription.Session = session;
        }

        // The client may leave the old socket once it reads the new welcome, so what is queued on the old one goes first.
        await old.DrainedAsync();
        return session;
    }

    public void End(EventSubSession session)
    {
        lock (gate)
        {
            sessions.Remove(session.Id);
            foreach (var subscription in book.EnabledOf(session).ToList())
                Disable(subscription, session.EndStatus);
        }

        session.Dispose();
    }

    public bool IsUsed(EventSubSession session)
    {
        lock (gate)
            return session.Owner is not null;
    }

    public SubscribeResult Subscribe(
        string sessionId, SubscriptionType type, IReadOnlyDictionary<string, string> condition, string clientId, string userId, int cost)
    {
        lock (gate)
        {
            book.Forget(Now);
            if (!sessions.TryGetValue(sessionId, out var session))
                return new SubscribeResult.SessionGone();
            if (session.Owner is { } owner && owner != (clientId, userId))
                return new SubscribeResult.OtherUser();

            var result = book.Add(new Subscription(type, condition, clientId, userId, cost, Now) { Session = session });
            if (result is SubscribeResult.Created)
                session.Owner = (clientId, userId);
            return result;
        }
    }

    public IReadOnlyList<Subscription> List(string? clientId = null, string? userId = null)
    {
        lock (gate)
        {
            book.Forget(Now);
            return [.. clientId is null ? book.All : book.OwnedBy(clientId, userId ?? "")];
        }
    }

    public bool Unsubscribe(string id, string clientId, string userId)
    {
        lock (gate)
            return book.Remove(id, clientId, userId);
    }

    public void Deliver(SandboxEvent happened)
    {
        lock (gate)
        {
            foreach (var notification in Notifications.Of(happened))
            {
                foreach (var subscription in book.All.Where(one => one.IsEnabled && Hears(one, happened, notification)))
                    Send(subscription, notification, happened.At);
            }

            RevokeAfter(happened);
        }
    }

    /// <summary>Ends the subscriptions that fit and tells their session once each; returns how many.</summary>
    public int Revoke(Func<Subscription, bool> fits, string status)
    {
        lock (gate)
        {
            var revoked = book.All.Where(one => one.IsEnabled && fits(one)).ToList();
            foreach (var subscription in revoked)
            {
                Disable(subscription, status);
                subscription.Session.Send(EventSubFrames.Revocation(subscription, Now));
            }

            return revoked.Count;
        }
    }

    /// <summary>Tells every session to move within the grace; those that stay are closed with 4004.</summary>
    public int AnnounceReconnect(bool goodUrl)
    {
        lock (gate)
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
        lock (gate)
            return [.. sessions.Values];
    }

    private static bool Hears(Subscription subscription, SandboxEvent happened, Notification notification)
        => subscription.Type.Type == notification.Type
            && subscription.Type.Version == notification.Version
            && subscription.Condition.GetValueOrDefault("broadcaster_user_id") == happened.Broadcaster.Id;

    private EventSubSession NewSession(string host, int keepaliveSeconds)
        => new(keepaliveSeconds, host, options.TimeProvider, () => Faults.KeepalivesStopped);

    private void Send(Subscription subscription, Notification notification, DateTimeOffset at)
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
            subscription.Session.Send(EventSubFrames.Notification(subscription, notification.Event, messageId, at));
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
            && subscription.Condition.GetValueOrDefault(subscription.Type.AuthorizedBy) == user.Id;

    private void Disable(Subscription subscription, string status)
    {
        subscription.Status = status;
        subscription.DisabledAt = Now;
    }

    private void EndGrace(EventSubSession session, string challenge)
    {
        lock (gate)
            reconnecting.Remove(challenge);
        session.Close(4004, "client reconnect grace time expired", "websocket_failed_to_reconnect");
    }
}
