using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace ModBot.Sandbox.EventSub;

/// <summary><c>/ws</c>: no authorization here, that happens in the call that subscribes.</summary>
internal static class EventSubEndpoints
{
    // A client whose event loop is blocked this long is cut off.
    private static readonly WebSocketAcceptContext Accept = new()
    {
        KeepAliveInterval = TimeSpan.FromSeconds(10),
        KeepAliveTimeout = TimeSpan.FromSeconds(30),
    };

    public static void MapEventSub(this IEndpointRouteBuilder app) => app.Map("/ws", ServeAsync);

    private static async Task ServeAsync(
        HttpContext context,
        EventSubHub hub,
        SandboxOptions options,
        IHostApplicationLifetime lifetime,
        [FromQuery(Name = "keepalive_timeout_seconds")] string? keepalive,
        [FromQuery] string? challenge,
        [FromQuery] string? id)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        if (hub.Faults.IsClosed)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(Accept);
        var host = context.Request.Host.Value ?? "";
        var session = challenge is null
            ? hub.Open(host, int.TryParse(keepalive, out var seconds) ? seconds : null)
            : await hub.TakeOverAsync(host, challenge, id);
        if (session is null)
        {
            await socket.CloseAsync((WebSocketCloseStatus)4007, "invalid reconnect", context.RequestAborted);
            return;
        }

        session.After(options.UnusedSessionLimit, () => CloseUnused(hub, session));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await session.RunAsync(socket, context.Abort, ending.Token);
        }
        finally
        {
            hub.End(session);
        }
    }

    private static void CloseUnused(EventSubHub hub, EventSubSession session)
    {
        if (!hub.IsUsed(session))
            session.Close(4003, "connection unused", "websocket_connection_unused");
    }
}
