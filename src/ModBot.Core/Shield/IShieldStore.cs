using ModBot.Messages;

namespace ModBot.Shield;

/// <summary>Keeps shields over a restart. What is saved is there after a crash, whole.</summary>
public interface IShieldStore
{
    /// <summary>All that are kept.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    IReadOnlyList<ShieldState> Load();

    /// <exception cref="IOException">The state is not kept; the one before still is.</exception>
    void Save(ShieldState state);

    /// <exception cref="IOException">It is still kept.</exception>
    void Remove(BroadcasterId broadcaster);
}
