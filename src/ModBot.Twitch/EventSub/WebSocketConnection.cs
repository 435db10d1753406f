using System.Net.WebSockets;

namespace ModBot.Twitch.EventSub;

/// <summary>Assembles frames that come in several reads.</summary>
internal sealed class WebSocketConnection(WebSocket socket) : IEventSubConnection
{
    public const int LargestFrame = 1024 * 1024;

    private const int CutWithoutCloseFrame = 1006;

    private byte[] buffer = new byte[16 * 1024];

    public async ValueTask<Received> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        long thrownAway = 0;
        while (true)
        {
            // One byte more than the largest frame, so that a full buffer means a frame over the limit.
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LargestFrame + 1));
            if (length > LargestFrame) (thrownAway, length) = (thrownAway + length, 0);
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return new Received.Over(new Ending.Closed((int?)socket.CloseStatus ?? CutWithoutCloseFrame));
            length += part.Count;
            if (part.EndOfMessage) break;
        }
        return thrownAway > 0 || length > LargestFrame ? new Received.TooLarge(thrownAway + length) : new Received.Text(buffer.AsMemory(0, length));
    }

    public Task CloseAsync(CancellationToken cancellationToken) =>
        socket.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken)
            : Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
