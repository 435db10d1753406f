namespace ModBot.Sandbox.EventSub;

/// <summary>All conduits and the limits on them. Not thread-safe: <see cref="EventSubHub"/> guards it.</summary>
internal sealed class ConduitBook
{
    public const int MaxConduits = 5;
    public const int MaxShards = 20_000;

    /// <summary>A conduit without a working shard is deleted after this.</summary>
    private static readonly TimeSpan DeadLimit = TimeSpan.FromHours(72);

    private readonly List<Conduit> all = [];

    public IEnumerable<Conduit> OwnedBy(string clientId) => all.Where(conduit => conduit.ClientId == clientId);

    public Conduit? Find(string? id, string clientId) => all.Find(conduit => conduit.Id == id && conduit.ClientId == clientId);

    public Conduit? Add(string clientId, int shardCount, DateTimeOffset now)
    {
        if (OwnedBy(clientId).Count() >= MaxConduits)
            return null;
        var conduit = new Conduit(clientId, shardCount, now);
        all.Add(conduit);
        return conduit;
    }

    public void Remove(Conduit conduit) => all.Remove(conduit);

    public IEnumerable<Conduit> DeadAt(DateTimeOffset now) => all.Where(conduit => conduit.DeadSince is { } since && now - since >= DeadLimit);

    /// <summary>Each shard that the session serves, with its conduit.</summary>
    public IEnumerable<(Conduit Conduit, ConduitShard Shard)> ServedBy(EventSubSession session)
        => all.Select(conduit => (conduit, Shard: conduit.ShardOf(session))).Where(pair => pair.Shard is not null).Select(pair => (pair.conduit, pair.Shard!));
}
