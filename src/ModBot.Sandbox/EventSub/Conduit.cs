namespace ModBot.Sandbox.EventSub;

/// <summary>A named bundle of shards to which an application's subscriptions belong. <see cref="EventSubHub"/> guards it.</summary>
internal sealed class Conduit(string clientId, int shardCount, DateTimeOffset createdAt)
{
    private readonly Dictionary<int, ConduitShard> assigned = [];

    public string Id { get; } = Guid.NewGuid().ToString();

    public string ClientId => clientId;

    public int ShardCount { get; private set; } = shardCount;

    /// <summary>Since when no shard works; null while one does.</summary>
    public DateTimeOffset? DeadSince { get; private set; } = createdAt;

    /// <summary>The shards that ever had a session, in order.</summary>
    public IEnumerable<ConduitShard> Shards => assigned.Values.OrderBy(shard => shard.Index);

    public bool Has(int index) => index >= 0 && index < ShardCount;

    public ConduitShard? ShardOf(EventSubSession session) => assigned.Values.FirstOrDefault(shard => shard.IsEnabled && shard.Session == session);

    public ConduitShard Assign(int index, EventSubSession session)
    {
        DeadSince = null;
        return assigned[index] = new ConduitShard(index, session);
    }

    public void Disable(ConduitShard shard, string status, DateTimeOffset now)
    {
        (shard.Status, shard.DisabledAt) = (status, now);
        if (!assigned.Values.Any(one => one.IsEnabled))
            DeadSince = now;
    }

    /// <summary>Shards above the new count are gone.</summary>
    public void Resize(int count)
    {
        ShardCount = count;
        foreach (var index in assigned.Keys.Where(index => index >= count).ToList())
            assigned.Remove(index);
    }

    /// <summary>The channel's own shard, or the next one when that is disabled; a second disabled one loses the notification.</summary>
    public EventSubSession? Route(string channelId)
    {
        var own = (int)(Hash(channelId) % (uint)ShardCount);
        return SessionAt(own) ?? SessionAt((own + 1) % ShardCount);
    }

    private EventSubSession? SessionAt(int index) => assigned.TryGetValue(index, out var shard) && shard.IsEnabled ? shard.Session : null;

    // FNV-1a: the same channel goes to the same shard in every run.
    private static uint Hash(string text) => text.Aggregate(2_166_136_261u, (hash, letter) => (hash ^ letter) * 16_777_619u);
}

/// <summary>One place of a conduit and the WebSocket session in it.</summary>
internal sealed class ConduitShard(int index, EventSubSession session)
{
    public int Index => index;

    public EventSubSession Session { get; set; } = session;

    public string Status { get; set; } = Subscription.Enabled;

    public DateTimeOffset? DisabledAt { get; set; }

    public bool IsEnabled => Status == Subscription.Enabled;
}
