using System.Net.WebSockets;

namespace ModBot.Twitch.EventSub;

/// <summary>EventSub over the platform's WebSocket.</summary>
internal sealed class WebSocketTransport : IEventSubTransport
{
    public async Task<IEventSubConnection> ConnectAsync(Uri url, CancellationToken cancellationToken) => new WebSocketConnection(await DialAsync(url, cancellationToken));

    /// <summary>An open socket, which the caller disposes.</summary>
    public static async Task<WebSocket> DialAsync(Uri url, CancellationToken cancellationToken)
    {
        // KeepAliveTimeout stays unset: setting it makes the socket send pings, and Twitch allows pongs only. Silence is noticed by the session's watchdog.
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(url, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
