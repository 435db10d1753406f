namespace ModBot.Sandbox.EventSub;

/// <summary>What a close code makes of the subscriptions of its session.</summary>
internal static class CloseStatus
{
    public static string Of(int code) => code switch
    {
        4001 => "websocket_received_inbound_traffic",
        4002 => "websocket_failed_ping_pong",
        4003 => "websocket_connection_unused",
        4004 or 4007 => "websocket_failed_to_reconnect",
        4005 => "websocket_network_timeout",
        4006 => "websocket_network_error",
        _ => "websocket_internal_error",
    };
}
