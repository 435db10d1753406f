using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>Over a real socket, because that is where the platform's own behaviour counts.</summary>
public sealed class WebSocketTransportTests
{
    [Fact]
    public async Task Connect_RealSocket_ReceivesFramesInPiecesAndTheCloseCode()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var guard = new CancellationTokenSource(TestBed.Guard);
        var serving = Task.Run(async () =>
        {
            using var server = await AcceptAsync(listener, guard.Token);
            await server.SendAsync("hel"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, guard.Token);
            await server.SendAsync("lo"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, guard.Token);
            await server.SendAsync(new byte[WebSocketConnection.LargestFrame + 1], WebSocketMessageType.Text, endOfMessage: true, guard.Token);
            await server.CloseOutputAsync((WebSocketCloseStatus)4003, "connection unused", guard.Token);
            return await server.ReceiveAsync(new byte[100], guard.Token);
        });

        var connection = await new WebSocketTransport().ConnectAsync(new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/ws"), guard.Token);
        Assert.Equal("hello", Encoding.UTF8.GetString(Assert.IsType<Received.Text>(await connection.ReceiveAsync(guard.Token)).Utf8.Span));
        Assert.IsType<Received.TooLarge>(await connection.ReceiveAsync(guard.Token));
        Assert.Equal(new Received.Over(new Ending.Closed(4003)), await connection.ReceiveAsync(guard.Token));
        await connection.CloseAsync(guard.Token);

        // The only thing that the client ever sends.
        Assert.Equal(WebSocketMessageType.Close, (await serving).MessageType);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Receive_SocketCut_Throws()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var guard = new CancellationTokenSource(TestBed.Guard);
        var serving = Task.Run(async () => (await AcceptAsync(listener, guard.Token)).Abort());

        await using var connection = await new WebSocketTransport().ConnectAsync(new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/ws"), guard.Token);
        await serving;

        await Assert.ThrowsAsync<WebSocketException>(() => connection.ReceiveAsync(guard.Token).AsTask());
    }

    private static async Task<WebSocket> AcceptAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        var stream = (await listener.AcceptTcpClientAsync(cancellationToken)).GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, cancellationToken)));
        }
        var key = request.ToString().Split("\r\n").Single(l => l.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(':')[1].Trim();
#pragma warning disable CA5350 // The WebSocket handshake is defined with SHA-1.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        var reply = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(reply), cancellationToken);
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
    }
}
