using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace ModBot.Sandbox.Peers;

/// <summary>A bare EventSub client: reads frames, says nothing.</summary>
internal sealed class EventSubPeer : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();

    public string SessionId { get; private set; } = "";

    public JsonObject Welcome { get; private set; } = [];

    public int? CloseCode => (int?)socket.CloseStatus;

    public static async Task<EventSubPeer> ConnectAsync(Uri uri)
    {
        var peer = await DialAsync(uri);
        peer.Welcome = await peer.ReadAsync();
        Assert.Equal("session_welcome", TypeOf(peer.Welcome));
        peer.SessionId = (string)peer.Welcome["payload"]!["session"]!["id"]!;
        return peer;
    }

    public static async Task<EventSubPeer> DialAsync(Uri uri)
    {
        var peer = new EventSubPeer();
        await peer.socket.ConnectAsync(uri, Guard.Token());
        return peer;
    }

    public static string TypeOf(JsonObject frame) => (string)frame["metadata"]!["message_type"]!;

    public async Task<JsonObject> ReadAsync() => JsonNode.Parse(await ReadTextAsync() ?? throw new InvalidOperationException($"Closed with {CloseCode}."))!.AsObject();

    /// <summary>The next text frame, or null when the socket was closed.</summary>
    public async Task<string?> ReadTextAsync()
    {
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, Guard.Token());
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            text.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                return System.Text.Encoding.UTF8.GetString(text.ToArray());
        }
    }

    /// <summary>Reads on to the next notification of a type.</summary>
    public async Task<JsonObject> ReadNotificationAsync(string type)
    {
        while (true)
        {
            var frame = await ReadAsync();
            if (TypeOf(frame) == "notification" && (string)frame["metadata"]!["subscription_type"]! == type)
                return frame;
        }
    }

    public async Task<JsonObject> ReadEventAsync(string type) => (await ReadNotificationAsync(type))["payload"]!["event"]!.AsObject();

    public async Task SendTextAsync(string text)
        => await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Guard.Token());

    public async Task CloseAsync() => await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Guard.Token());

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
