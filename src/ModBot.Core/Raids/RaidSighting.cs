using System.Collections.Immutable;
using ModBot.Policy;

namespace ModBot.Raids;

/// <summary>A message is part of a raid.</summary>
/// <param name="Earlier">For the message that makes a raid of what came before: those messages, the oldest first. Empty for one that comes later.</param>
public sealed record RaidSighting(Raid Raid, ImmutableArray<HeldLine> Earlier)
{
    public bool IsFirst => !Earlier.IsEmpty;
}
