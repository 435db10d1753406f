using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Irc;

/// <summary>All IRC connections, and the delivery of what happens to those that joined the channel. Thread-safe; delivery never waits.</summary>
internal sealed class IrcHub(SandboxOptions options)
{
    private readonly Lock gate = new();
    private readonly List<IrcSession> sessions = [];

    public IReadOnlyList<IrcSession> Sessions
    {
        get
        {
            lock (gate)
                return [.. sessions];
        }
    }

    public IrcSession Open()
    {
        var session = new IrcSession(options.TimeProvider);
        session.After(options.IrcPingInterval, () => Ping(session), repeat: true);
        lock (gate)
            sessions.Add(session);
        return session;
    }

    public void End(IrcSession session)
    {
        lock (gate)
            sessions.Remove(session);
        session.Dispose();
    }

    public void Deliver(SandboxEvent happened)
    {
        var listening = Sessions.Where(session => session.IsIn(happened.Broadcaster.Id)).ToList();
        if (listening.Count == 0)
            return;

        foreach (var message in IrcMessages.Of(happened))
        {
            foreach (var session in listening.Where(session => session != message.NotFor && (session.HasCommands || !message.NeedsCommands)))
                session.Send(message.Tags, message.Line);
        }
    }

    /// <summary>Tells those in the channel who asked for memberships.</summary>
    public void TellOthers(IrcSession who, string broadcasterId, string line)
    {
        foreach (var session in Sessions.Where(session => session != who && session.HasMembership && session.IsIn(broadcasterId)))
            session.Send(line);
    }

    /// <summary>Tells every connection to come back; those that stay are closed after the grace.</summary>
    public int AnnounceReconnect()
    {
        var told = Sessions;
        foreach (var session in told)
        {
            session.Send(":tmi.twitch.tv RECONNECT");
            session.After(options.ReconnectGrace, session.Close);
        }

        return told.Count;
    }

    private static void Ping(IrcSession session)
    {
        if (session.AwaitsPong)
        {
            session.Close();
            return;
        }

        session.AwaitsPong = true;
        session.Send("PING :tmi.twitch.tv");
    }
}
