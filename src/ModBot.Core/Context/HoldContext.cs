using System.Collections.Immutable;
using ModBot.Policy;

namespace ModBot.Context;

/// <summary>What was said around a held message in the same channel, so that a moderator can judge it without looking for it in chat.</summary>
public sealed record HoldContext
{
    /// <summary>The messages just before the held one, the oldest first; what is held with it is not among them.</summary>
    public ImmutableArray<HeldLine> Before { get => field.IsDefault ? [] : field; init; }

    /// <summary>The messages just after it, the oldest first. Stored with the hold's next change, so fewer than were said while nobody has touched the hold, and none after a crash.</summary>
    public ImmutableArray<HeldLine> After { get => field.IsDefault ? [] : field; init; }
}
