using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace ModBot.Sandbox.Peers;

/// <summary>A bare IRC client over TCP or WebSocket: sends lines, reads lines.</summary>
internal sealed class IrcPeer : IAsyncDisposable
{
    private readonly Func<string, Task> send;
    private readonly Func<Task<string?>> receive;
    private readonly Action close;
    private readonly Queue<string> lines = new();

    private IrcPeer(Func<string, Task> send, Func<Task<string?>> receive, Action close)
        => (this.send, this.receive, this.close) = (send, receive, close);

    public static async Task<IrcPeer> TcpAsync(SandboxServer sandbox)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(sandbox.IrcEndPoint!, Guard.Token());
        var reader = new StreamReader(tcp.GetStream());
        return new IrcPeer(
            async line => await tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), Guard.Token()),
            async () => await reader.ReadLineAsync(Guard.Token()),
            tcp.Dispose);
    }

    public static async Task<IrcPeer> WebSocketAsync(SandboxServer sandbox, string path = "/irc")
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("irc");
        await socket.ConnectAsync(new Uri(sandbox.IrcUri, path), Guard.Token());
        var buffer = new byte[64 * 1024];
        return new IrcPeer(
            line => socket.SendAsync(Encoding.UTF8.GetBytes(line), WebSocketMessageType.Text, true, Guard.Token()),
            async () =>
            {
                var received = await socket.ReceiveAsync(buffer, Guard.Token());
                return received.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, received.Count);
            },
            socket.Dispose);
    }

    /// <summary>Connects over TCP, asks for everything, logs in and joins the channel.</summary>
    public static async Task<IrcPeer> JoinedAsync(Scene scene, string user, string channel = "#pixelharbor")
    {
        var peer = await TcpAsync(scene.Sandbox);
        var token = scene.Sandbox.IssueToken(user, "chat:read", "chat:edit");
        await peer.SendAsync("CAP REQ :twitch.tv/tags twitch.tv/commands");
        await peer.SendAsync($"PASS oauth:{token.AccessToken}");
        await peer.SendAsync("NICK whoever");
        await peer.SendAsync($"JOIN {channel}");
        await peer.ReadAsync("ROOMSTATE");
        return peer;
    }

    public Task SendAsync(string line) => send(line);

    /// <summary>The next line, or null when the connection ended.</summary>
    public async Task<string?> ReadLineAsync()
    {
        while (lines.Count == 0)
        {
            if (await receive() is not { } text)
                return null;
            foreach (var line in text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
                lines.Enqueue(line);
        }

        return lines.Dequeue();
    }

    /// <summary>Reads on to the next line with a command.</summary>
    public async Task<string> ReadAsync(string command)
    {
        while (await ReadLineAsync() is { } line)
        {
            if (line.Contains($" {command}", StringComparison.Ordinal) || line.StartsWith(command, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"The connection ended before {command}.");
    }

    /// <summary>The value of a tag of a line, or null.</summary>
    public static string? Tag(string line, string name)
        => line[1..line.IndexOf(' ', StringComparison.Ordinal)].Split(';').FirstOrDefault(tag => tag.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    public ValueTask DisposeAsync()
    {
        close();
        return ValueTask.CompletedTask;
    }
}
