using System.Collections.Frozen;
using System.Collections.Immutable;
using ModBot.Messages;

namespace ModBot.Policy;

/// <summary>The policies in force. Readers take one snapshot and keep it; a reload swaps the whole by one reference.</summary>
public sealed class PolicyBook
{
    private volatile PolicySnapshot current;
    private ImmutableHashSet<BroadcasterId> shielded = [];

    public PolicyBook(PolicySnapshot initial) => current = initial;

    /// <summary>The channels' own policies, whatever shield is up.</summary>
    public PolicySnapshot Current => current;

    /// <summary>What is in force in a channel now: its own policy, or while its shield is up the one for that.</summary>
    public ChannelPolicy For(BroadcasterId broadcaster)
    {
        var policy = current.For(broadcaster);
        return shielded.IsEmpty || !shielded.Contains(broadcaster) ? policy : policy.Shielded ?? policy;
    }

    /// <summary>Puts a channel's shield up or down.</summary>
    public void Shield(BroadcasterId broadcaster, bool isUp) =>
        ImmutableInterlocked.Update(ref shielded, (all, one) => isUp ? all.Add(one) : all.Remove(one), broadcaster);

    /// <summary>Puts a validated snapshot in force.</summary>
    public void Swap(PolicySnapshot snapshot) => current = snapshot;
}

/// <summary>All channels' policies at one moment.</summary>
/// <param name="Default">For channels without a file of their own.</param>
public sealed record PolicySnapshot(ChannelPolicy Default, FrozenDictionary<BroadcasterId, ChannelPolicy> Channels)
{
    public ChannelPolicy For(BroadcasterId broadcaster) => Channels.GetValueOrDefault(broadcaster, Default);
}
