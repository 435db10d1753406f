using System.Net.WebSockets;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Tests.EventSub;

public sealed class WebSocketConnectionTests
{
    [Fact]
    public async Task Receive_FrameInSeveralReads_IsPutTogether()
    {
        await using var connection = new WebSocketConnection(new ChoppingWebSocket(chop: 7, frames: [50, 3]));
        Assert.Equal(50, Assert.IsType<Received.Text>(await connection.ReceiveAsync(CancellationToken.None)).Utf8.Length);
        Assert.Equal(3, Assert.IsType<Received.Text>(await connection.ReceiveAsync(CancellationToken.None)).Utf8.Length);
    }

    [Fact]
    public async Task Receive_LargestFrame_IsWhole()
    {
        await using var connection = new WebSocketConnection(new ChoppingWebSocket(chop: 60_000, frames: [WebSocketConnection.LargestFrame]));
        var text = Assert.IsType<Received.Text>(await connection.ReceiveAsync(CancellationToken.None));
        Assert.Equal(WebSocketConnection.LargestFrame, text.Utf8.Length);
        Assert.All(Enumerable.Range(0, 100).Select(i => i * 10_000), i => Assert.Equal((byte)i, text.Utf8.Span[i]));
    }

    [Theory]
    [InlineData(WebSocketConnection.LargestFrame + 1)]
    [InlineData(WebSocketConnection.LargestFrame * 5)]
    public async Task Receive_LargerFrame_IsSkippedAndTheNextIsRead(int bytes)
    {
        await using var connection = new WebSocketConnection(new ChoppingWebSocket(chop: 60_000, frames: [bytes, 10]));
        Assert.Equal(bytes, Assert.IsType<Received.TooLarge>(await connection.ReceiveAsync(CancellationToken.None)).Bytes);
        Assert.Equal(10, Assert.IsType<Received.Text>(await connection.ReceiveAsync(CancellationToken.None)).Utf8.Length);
    }

    [Fact]
    public async Task Receive_Closed_SaysTheCode()
    {
        await using var connection = new WebSocketConnection(new ChoppingWebSocket(chop: 1, frames: []));
        Assert.Equal(new Received.Over(new Ending.Closed(4003)), await connection.ReceiveAsync(CancellationToken.None));
    }

    /// <summary>Hands out frames in small pieces; byte i of a frame is i. Then it closes with 4003.</summary>
    private sealed class ChoppingWebSocket(int chop, int[] frames) : WebSocket
    {
        private int frame;
        private int offset;

        public override WebSocketCloseStatus? CloseStatus => (WebSocketCloseStatus)4003;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            if (frame == frames.Length) return ValueTask.FromResult(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true));
            var count = Math.Min(Math.Min(chop, buffer.Length), frames[frame] - offset);
            for (var i = 0; i < count; i++) buffer.Span[i] = (byte)(offset + i);
            offset += count;
            var end = offset == frames[frame];
            if (end) (frame, offset) = (frame + 1, 0);
            return ValueTask.FromResult(new ValueWebSocketReceiveResult(count, WebSocketMessageType.Text, end));
        }

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override void Abort()
        {
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Nothing may be sent on EventSub.");

        public override void Dispose()
        {
        }
    }
}
