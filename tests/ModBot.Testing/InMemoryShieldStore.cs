using System.Text.Json;
using ModBot.Messages;
using ModBot.Shield;

namespace ModBot.Testing;

/// <summary>Shields in memory, as JSON: what comes out has gone through what a file holds.</summary>
public sealed class InMemoryShieldStore : IShieldStore
{
    private readonly Dictionary<BroadcasterId, string> kept = [];

    /// <summary>When set, nothing can be written.</summary>
    public bool IsFull { get; set; }

    public int Count => kept.Count;

    public IReadOnlyList<ShieldState> Load() => [.. kept.Values.Select(json => JsonSerializer.Deserialize(json, ShieldJson.Default.ShieldState)!)];

    public void Save(ShieldState state)
    {
        if (IsFull) throw new IOException("The disk is full.");
        kept[state.Broadcaster] = JsonSerializer.Serialize(state, ShieldJson.Default.ShieldState);
    }

    public void Remove(BroadcasterId broadcaster) => kept.Remove(broadcaster);
}
