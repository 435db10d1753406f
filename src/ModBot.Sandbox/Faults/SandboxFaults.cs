using ModBot.Sandbox.Chat;
using ModBot.Sandbox.EventSub;
using ModBot.Sandbox.Helix;
using ModBot.Sandbox.Irc;
using ModBot.Sandbox.OAuth;

namespace ModBot.Sandbox.Faults;

/// <summary>The switches that make the sandbox misbehave as Twitch does. Each also has a route under <c>/admin</c>. Thread-safe.</summary>
public sealed class SandboxFaults
{
    private readonly EventSubHub hub;
    private readonly IrcHub irc;
    private readonly HelixFaults helix;
    private readonly TokenStore tokens;
    private readonly GrantStore grants;
    private readonly SkewedClock clock;
    private readonly SandboxChat chat;

    internal SandboxFaults(EventSubHub hub, IrcHub irc, HelixFaults helix, TokenStore tokens, GrantStore grants, SkewedClock clock, SandboxChat chat)
        => (this.hub, this.irc, this.helix, this.tokens, this.grants, this.clock, this.chat) = (hub, irc, helix, tokens, grants, clock, chat);

    /// <summary>Open EventSub sessions, by the id that their welcome gave.</summary>
    public IReadOnlyList<string> Sessions => [.. hub.Sessions().Select(session => session.Id)];

    /// <summary>Enabled subscriptions of all clients, as type and version.</summary>
    public IReadOnlyList<string> EnabledSubscriptions
        => [.. hub.List().Where(one => one.IsEnabled).Select(one => $"{one.Type.Type} {one.Type.Version}")];

    /// <summary>Sends a reconnect notice to every session; with a bad URL the new connection is closed with 4007.</summary>
    public int AnnounceReconnect(bool goodUrl = true) => hub.AnnounceReconnect(goodUrl);

    /// <summary>Cuts every socket without a close frame.</summary>
    public int DropSockets()
    {
        var sessions = hub.Sessions();
        foreach (var session in sessions)
            session.Drop();
        return sessions.Count;
    }

    /// <summary>EventSub is down: every socket is cut, and no new one let in until it is opened again.</summary>
    public void CloseEventSub(bool closed = true)
    {
        hub.Faults.IsClosed = closed;
        if (closed)
            DropSockets();
    }

    /// <summary>Closes every socket with one of Twitch's codes, 4000 to 4007; 4002 is how it ends with a client that answers no pings.</summary>
    public int CloseSockets(int code, string reason = "closed by the sandbox")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 4000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 4999);
        var sessions = hub.Sessions();
        foreach (var session in sessions)
            session.Close(code, reason, CloseStatus.Of(code));
        return sessions.Count;
    }

    /// <summary>Stops the keepalives of all sessions, or starts them again.</summary>
    public void StopKeepalives(bool stopped = true) => hub.Faults.KeepalivesStopped = stopped;

    /// <summary>Sends the next notifications twice, with the same message id or with a new one.</summary>
    public void DuplicateNotifications(int count = 1, bool newMessageId = false)
    {
        hub.Faults.DuplicatesGetNewIds = newMessageId;
        hub.Faults.Duplicates = count;
    }

    /// <summary>Dates the next notifications back.</summary>
    public void DelayTimestamps(int count, TimeSpan by)
    {
        hub.Faults.LateBy = by;
        hub.Faults.Late = count;
    }

    /// <summary>Holds the next notifications back and sends them then with the time at which they were due.</summary>
    public void DelayNotifications(int count, TimeSpan by)
    {
        hub.Faults.DelayedBy = by;
        hub.Faults.Delayed = count;
    }

    /// <summary>Sends every frame in pieces of at most this many bytes; 0 sends them whole again.</summary>
    public void SplitFrames(int pieceBytes) => hub.Faults.PieceBytes = pieceBytes;

    /// <summary>Fills every notification up to this many bytes with an unknown field; 0 ends it. Twitch's largest are near 64 KiB.</summary>
    public void PadNotifications(int bytes) => hub.Faults.PaddedBytes = bytes;

    /// <summary>Moves every time that the sandbox tells (frames, events, headers) against the true time.</summary>
    public void SkewClock(TimeSpan by) => clock.Skew = by;

    /// <summary>Revokes the subscriptions of a type, or all; returns how many.</summary>
    public int Revoke(string? type = null, string status = "authorization_revoked")
        => hub.Revoke(one => type is null || one.Type.Type == type, status);

    /// <summary>Sends a text frame as it is to every session: unknown types, broken JSON, anything.</summary>
    public int SendRawFrame(string frame)
    {
        var sessions = hub.Sessions();
        var bytes = System.Text.Encoding.UTF8.GetBytes(frame);
        foreach (var session in sessions)
            session.Send(bytes);
        return sessions.Count;
    }

    /// <summary>Fails the next Helix calls whose path, without <c>/helix</c>, starts with <paramref name="path"/>.</summary>
    public void FailHelix(int count, int status, string path = "/") => helix.Fail(count, status, path);

    /// <summary>Delays Helix answers until it is set back to zero.</summary>
    public void SlowHelix(TimeSpan by, string path = "/") => helix.Slow(by, path);

    /// <summary>Expires the access tokens of a user; they can be refreshed.</summary>
    public void ExpireTokens(string user) => tokens.ExpireUser(UserId(user));

    /// <summary>User tokens issued from now on, by login or refresh, live this long.</summary>
    public void ShortenTokens(TimeSpan lifetime) => tokens.Lifetime = lifetime;

    /// <summary>Every device code that waits for its user dies; returns how many.</summary>
    public int ExpireDeviceCodes() => grants.ExpireDevices();

    /// <summary>The user disconnects the application: tokens die for good and subscriptions are revoked.</summary>
    public int Disconnect(string user)
    {
        var userId = UserId(user);
        foreach (var clientId in tokens.RevokeUser(userId))
            hub.TellRevoked(chat.FindUser(userId)!, clientId);
        return hub.Revoke(one => one.UserId == userId || (one.UserId.Length == 0 && one.AuthorizerId == userId), "authorization_revoked");
    }

    /// <summary>Open IRC connections.</summary>
    public int IrcConnectionCount => irc.Sessions.Count;

    /// <summary>Sends RECONNECT to every IRC connection; those that stay are closed after <see cref="SandboxOptions.ReconnectGrace"/>.</summary>
    public int AnnounceIrcReconnect() => irc.AnnounceReconnect();

    /// <summary>Cuts every IRC connection without a word.</summary>
    public int DropIrc()
    {
        var sessions = irc.Sessions;
        foreach (var session in sessions)
            session.Cut.Cancel();
        return sessions.Count;
    }

    private string UserId(string user)
        => chat.FindUser(user)?.Id ?? throw new ArgumentException($"The sandbox has no user '{user}'.", nameof(user));
}
