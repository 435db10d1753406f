using System.Net.WebSockets;
using System.Text;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Irc;

/// <summary>IRC over the platform's WebSocket.</summary>
internal sealed class IrcWebSocketTransport : IIrcTransport
{
    public async Task<IIrcConnection> ConnectAsync(Uri url, CancellationToken cancellationToken) => new Connection(await WebSocketTransport.DialAsync(url, cancellationToken));

    private sealed class Connection(WebSocket socket) : IIrcConnection
    {
        private readonly WebSocketConnection frames = new(socket);

        public ValueTask<Received> ReceiveAsync(CancellationToken cancellationToken) => frames.ReceiveAsync(cancellationToken);

        public Task SendAsync(string lines, CancellationToken cancellationToken) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(lines), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

        public ValueTask DisposeAsync() => frames.DisposeAsync();
    }
}
