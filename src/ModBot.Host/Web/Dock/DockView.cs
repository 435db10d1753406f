using ModBot.Host.Web.Access;

namespace ModBot.Host.Web.Dock;

/// <summary>What a dock in the streaming software shows: numbers, and nothing that anybody wrote.</summary>
/// <param name="Open">How many holds wait.</param>
/// <param name="Oldest">For how long the first of them waits.</param>
/// <param name="Raid">How many messages the largest raid has that waits; null without one.</param>
/// <param name="ShieldFor">For how long the shield stays up; null while it is down.</param>
/// <param name="HasShield">The channel's config has a shield.</param>
public sealed record DockView(DeskChannel Channel, long Open, TimeSpan? Oldest, int? Raid, TimeSpan? ShieldFor, bool HasShield)
{
    public string Address => $"/dock/{Channel.Login}";
}
