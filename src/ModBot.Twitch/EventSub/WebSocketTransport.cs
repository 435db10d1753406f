using System.Net.WebSockets;

namespace ModBot.Twitch.EventSub;

/// <summary>EventSub over the platform's WebSocket.</summary>
internal sealed class WebSocketTransport : IEventSubTransport
{
    public async Task<IEventSubConnection> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        // KeepAliveTimeout stays unset: setting it makes the socket send pings, and Twitch allows pongs only. Silence is noticed by the session's watchdog.
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(url, cancellationToken);
            return new WebSocketConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
