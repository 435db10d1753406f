using ModBot.Holds;

namespace ModBot.Review;

/// <summary>A hold, and the version of it that a moderator saw, where the surface knows it: an act on a newer one is then <see cref="ReviewResult.Stale"/>, so what is sent twice is done once.</summary>
/// <param name="Version">Null where it does not matter.</param>
public readonly record struct SeenHold(HoldId Id, long? Version = null)
{
    public static implicit operator SeenHold(HoldId id) => new(id);
}
