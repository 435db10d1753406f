using ModBot.Sandbox.EventSub;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.Helix;

/// <summary>A WebSocket transport as Helix lists it; when it ended is there only once it has.</summary>
internal static class TransportJson
{
    public static object Of(EventSubSession session, DateTimeOffset? disabledAt)
    {
        var connectedAt = TwitchTime.Nanoseconds(session.ConnectedAt);
        return disabledAt is { } at
            ? new { Method = "websocket", SessionId = session.Id, ConnectedAt = connectedAt, DisconnectedAt = TwitchTime.Nanoseconds(at) }
            : new { Method = "websocket", SessionId = session.Id, ConnectedAt = connectedAt };
    }
}
