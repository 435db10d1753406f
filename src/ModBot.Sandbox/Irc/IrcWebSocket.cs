using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ModBot.Sandbox.Irc;

/// <summary>IRC over WebSocket: <c>/irc</c>, and <c>/</c> because Twitch serves it there. A frame can hold several lines.</summary>
internal static class IrcWebSocket
{
    private const int MaxFrame = 16 * 1024;
    private const int MaxLinesPerFrame = 20;

    public static void MapIrc(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.WebSockets.IsWebSocketRequest && context.Request.Path.Value is "/irc" or "/")
            await ServeAsync(context);
        else
            await next(context);
    });

    private static async Task ServeAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var hub = (IrcHub)services.GetService(typeof(IrcHub))!;
        var commands = (IrcCommands)services.GetService(typeof(IrcCommands))!;
        var lifetime = (IHostApplicationLifetime)services.GetService(typeof(IHostApplicationLifetime))!;

        // Clients that offer the protocol insist on hearing it back.
        var protocol = context.WebSockets.WebSocketRequestedProtocols.Contains("irc") ? "irc" : null;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        var session = hub.Open();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, session.Cut.Token);
        var reading = ReadAsync(socket, session, commands, ending.Token);
        try
        {
            await WriteAsync(socket, session, ending.Token);
            if (socket.State == WebSocketState.Open)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", ending.Token);
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or IOException)
        {
            context.Abort();
        }
        finally
        {
            await ending.CancelAsync();
            await reading;
            hub.End(session);
        }
    }

    private static async Task ReadAsync(WebSocket socket, IrcSession session, IrcCommands commands, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxFrame];
        try
        {
            var filled = 0;
            while (filled < buffer.Length)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                filled += received.Count;
                if (!received.EndOfMessage)
                    continue;
                foreach (var line in Encoding.UTF8.GetString(buffer, 0, filled).Split('\n'))
                    commands.Handle(session, line.TrimEnd('\r'));
                filled = 0;
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or IOException)
        {
            // The peer is gone or the server stops: nothing is left to read.
        }

        session.Close();
    }

    private static async Task WriteAsync(WebSocket socket, IrcSession session, CancellationToken cancellationToken)
    {
        while (await session.Outgoing.WaitToReadAsync(cancellationToken))
        {
            var frame = new StringBuilder();
            for (var lines = 0; lines < MaxLinesPerFrame && session.Outgoing.TryRead(out var line); lines++)
                frame.Append(line).Append("\r\n");
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
    }
}
