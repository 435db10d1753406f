namespace ModBot.Sandbox.EventSub;

/// <summary>How assigning one shard ended: the shard, or why not.</summary>
internal sealed record ShardResult(string Id, ConduitShard? Shard, string? Error = null);

/// <summary>What applications do with their conduits. Works under the gate of <see cref="EventSubHub"/>. Thread-safe.</summary>
internal sealed class ConduitHub(EventSubHub hub, SandboxOptions options)
{
    public Conduit? Create(string clientId, int shardCount)
    {
        lock (hub.Gate)
        {
            hub.ForgetOld();
            return hub.Conduits.Add(clientId, shardCount, options.TimeProvider.GetUtcNow());
        }
    }

    public IReadOnlyList<Conduit> List(string clientId)
    {
        lock (hub.Gate)
        {
            hub.ForgetOld();
            return [.. hub.Conduits.OwnedBy(clientId)];
        }
    }

    public Conduit? Resize(string? id, string clientId, int shardCount)
    {
        lock (hub.Gate)
        {
            var conduit = hub.Conduits.Find(id, clientId);
            conduit?.Resize(shardCount);
            return conduit;
        }
    }

    public bool Delete(string? id, string clientId)
    {
        lock (hub.Gate)
        {
            if (hub.Conduits.Find(id, clientId) is not { } conduit)
                return false;
            hub.RemoveConduit(conduit);
            return true;
        }
    }

    /// <summary>Null when the conduit is not the client's.</summary>
    public IReadOnlyList<ConduitShard>? Shards(string? id, string clientId)
    {
        lock (hub.Gate)
            return hub.Conduits.Find(id, clientId) is { } conduit ? [.. conduit.Shards] : null;
    }

    /// <summary>Puts sessions into shards; each can fail alone. Null when the conduit is not the client's.</summary>
    public IReadOnlyList<ShardResult>? Assign(string? id, string clientId, IEnumerable<(string ShardId, string? SessionId)> wanted)
    {
        lock (hub.Gate)
        {
            return hub.Conduits.Find(id, clientId) is { } conduit
                ? [.. wanted.Select(one => Assign(conduit, one.ShardId, one.SessionId))]
                : null;
        }
    }

    private ShardResult Assign(Conduit conduit, string shardId, string? sessionId)
    {
        if (!int.TryParse(shardId, out var index) || !conduit.Has(index))
            return new ShardResult(shardId, null, "The shard id is outside the conduit's range");
        if (hub.FindSession(sessionId) is not { } session)
            return new ShardResult(shardId, null, "The websocket session does not exist or has already disconnected");
        if (session.Owner is { } owner && owner != (conduit.ClientId, ""))
            return new ShardResult(shardId, null, "The websocket session already has subscriptions of a user");

        session.Owner = (conduit.ClientId, "");
        return new ShardResult(shardId, conduit.Assign(index, session));
    }
}
