using ModBot.Messages;

namespace ModBot.Rules;

/// <summary>Who may post links just now, by a moderator's leave: one message, until time is up. Lives as long as the process. Thread-safe.</summary>
public sealed class LinkPermits
{
    /// <summary>Far more than moderators give out; beyond it the one that ends first is forgotten.</summary>
    private const int Most = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<(BroadcasterId, ChatterId), DateTimeOffset> until = [];

    /// <summary>Lets somebody post links in one message until then.</summary>
    public void Grant(BroadcasterId broadcaster, ChatterId chatter, DateTimeOffset end)
    {
        lock (gate)
        {
            until[(broadcaster, chatter)] = end;
            if (until.Count > Most) until.Remove(until.MinBy(permit => permit.Value).Key);
        }
    }

    /// <summary>Whether a message with links is let through by a permit, which it uses up.</summary>
    public bool TryUse(BroadcasterId broadcaster, ChatterId chatter, DateTimeOffset now)
    {
        lock (gate)
        {
            return until.Remove((broadcaster, chatter), out var end) && now <= end;
        }
    }
}
