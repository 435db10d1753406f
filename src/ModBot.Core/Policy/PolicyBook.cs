using System.Collections.Frozen;
using ModBot.Messages;

namespace ModBot.Policy;

/// <summary>The policies in force. Readers take one snapshot and keep it; a reload swaps the whole by one reference.</summary>
public sealed class PolicyBook
{
    private volatile PolicySnapshot current;

    public PolicyBook(PolicySnapshot initial) => current = initial;

    public PolicySnapshot Current => current;

    public ChannelPolicy For(BroadcasterId broadcaster) => current.For(broadcaster);

    /// <summary>Puts a validated snapshot in force.</summary>
    public void Swap(PolicySnapshot snapshot) => current = snapshot;
}

/// <summary>All channels' policies at one moment.</summary>
/// <param name="Default">For channels without a file of their own.</param>
public sealed record PolicySnapshot(ChannelPolicy Default, FrozenDictionary<BroadcasterId, ChannelPolicy> Channels)
{
    public ChannelPolicy For(BroadcasterId broadcaster) => Channels.GetValueOrDefault(broadcaster, Default);
}
