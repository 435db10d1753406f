using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.OAuth;
using static ModBot.Sandbox.Faults.ModerationAdmin;

namespace ModBot.Sandbox.Faults;

/// <summary>The fault switches over HTTP, parameters in the query; and a token for whoever asks.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/admin").AddEndpointFilter(NameTheUnknownAsync);
        admin.MapGet("/status", Status);
        admin.MapPost("/eventsub/reconnect", (SandboxFaults faults, bool goodUrl = true) => Affected(faults.AnnounceReconnect(goodUrl)));
        admin.MapPost("/eventsub/drop", (SandboxFaults faults) => Affected(faults.DropSockets()));
        admin.MapPost("/eventsub/down", (SandboxFaults faults, bool enabled) => Do(() => faults.CloseEventSub(enabled)));
        admin.MapPost("/eventsub/close", Close);
        admin.MapPost("/eventsub/keepalives", Keepalives);
        admin.MapPost("/eventsub/duplicate", Duplicate);
        admin.MapPost("/eventsub/late", Late);
        admin.MapPost("/eventsub/revoke", (SandboxFaults faults, string? type, string status = "authorization_revoked")
            => Affected(faults.Revoke(type, status)));
        admin.MapPost("/eventsub/raw", SendRawAsync);
        admin.MapPost("/eventsub/delay", (SandboxFaults faults, int milliseconds, int count = 1)
            => Do(() => faults.DelayNotifications(count, TimeSpan.FromMilliseconds(milliseconds))));
        admin.MapPost("/eventsub/split", (SandboxFaults faults, int bytes) => Do(() => faults.SplitFrames(bytes)));
        admin.MapPost("/eventsub/pad", (SandboxFaults faults, int bytes) => Do(() => faults.PadNotifications(bytes)));
        admin.MapPost("/clock/skew", (SandboxFaults faults, int seconds) => Do(() => faults.SkewClock(TimeSpan.FromSeconds(seconds))));
        admin.MapPost("/oauth/lifetime", (SandboxFaults faults, int seconds) => Do(() => faults.ShortenTokens(TimeSpan.FromSeconds(seconds))));
        admin.MapPost("/oauth/expire-devices", (SandboxFaults faults) => Affected(faults.ExpireDeviceCodes()));
        admin.MapPost("/irc/reconnect", (SandboxFaults faults) => Affected(faults.AnnounceIrcReconnect()));
        admin.MapPost("/irc/drop", (SandboxFaults faults) => Affected(faults.DropIrc()));
        admin.MapPost("/helix/fail", Fail);
        admin.MapPost("/helix/slow", Slow);
        admin.MapModeration();
        admin.MapChannel();
        admin.MapPost("/oauth/expire", ExpireTokens);
        admin.MapPost("/oauth/disconnect", Disconnect);
        admin.MapPost("/oauth/token", IssueToken);
    }

    // Somebody or some channel that the sandbox does not know is a mistake of the caller, not of the sandbox.
    private static async ValueTask<object?> NameTheUnknownAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ArgumentException unknown)
        {
            return Results.NotFound(unknown.Message);
        }
    }

    private static IResult Status(SandboxFaults faults, SandboxCounters counters)
        => Results.Json(new { Sessions = faults.Sessions.Count, IrcConnections = faults.IrcConnectionCount, Subscriptions = faults.EnabledSubscriptions, Counters = counters });

    private static IResult Close(SandboxFaults faults, int code = 4000)
        => code is >= 4000 and <= 4999 ? Affected(faults.CloseSockets(code)) : Results.BadRequest("code must be between 4000 and 4999");

    private static IResult Keepalives(SandboxFaults faults, bool enabled)
    {
        faults.StopKeepalives(!enabled);
        return Results.NoContent();
    }

    private static IResult Duplicate(SandboxFaults faults, int count = 1, [FromQuery(Name = "new_id")] bool newId = false)
    {
        faults.DuplicateNotifications(count, newId);
        return Results.NoContent();
    }

    private static IResult Late(SandboxFaults faults, int count = 1, int seconds = 660)
    {
        faults.DelayTimestamps(count, TimeSpan.FromSeconds(seconds));
        return Results.NoContent();
    }

    private static async Task<IResult> SendRawAsync(SandboxFaults faults, HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return Affected(faults.SendRawFrame(await reader.ReadToEndAsync(request.HttpContext.RequestAborted)));
    }

    private static IResult Fail(SandboxFaults faults, int status, int count = 1, string path = "/")
    {
        if (status is < 400 or > 599)
            return Results.BadRequest("status must be between 400 and 599");
        faults.FailHelix(count, status, path);
        return Results.NoContent();
    }

    private static IResult Slow(SandboxFaults faults, int milliseconds, string path = "/")
    {
        faults.SlowHelix(TimeSpan.FromMilliseconds(milliseconds), path);
        return Results.NoContent();
    }

    private static IResult ExpireTokens(SandboxFaults faults, SandboxChat chat, string user)
    {
        if (chat.FindUser(user) is null)
            return Results.NotFound();
        faults.ExpireTokens(user);
        return Results.NoContent();
    }

    private static IResult Disconnect(SandboxFaults faults, SandboxChat chat, string user)
        => chat.FindUser(user) is null ? Results.NotFound() : Affected(faults.Disconnect(user));

    private static IResult IssueToken(SandboxOptions options, TokenStore tokens, SandboxChat chat, string user, string scopes = "")
    {
        if (chat.FindUser(user) is not { } who)
            return Results.NotFound();
        var token = tokens.Issue(options.ClientId, who.Id, scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Results.Json(new { token.AccessToken, token.RefreshToken, token.ClientId, token.UserId, Scope = token.Scopes });
    }

    private static IResult Affected(int count) => Results.Json(new { Affected = count });
}
