using System.Net;

namespace ModBot.Host.Web;

/// <summary>Small pages without script.</summary>
internal static class ConnectPage
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#18181b;background:#fff}
        a.button{display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;background:#6d28d9;color:#fff;text-decoration:none}
        a.button:focus-visible{outline:3px solid #c4b5fd}code{background:#f4f4f5;padding:.1rem .3rem;border-radius:.2rem}
        @media(prefers-color-scheme:dark){body{color:#f4f4f5;background:#18181b}code{background:#3f3f46}}
        """;

    public static IResult Ask(HttpContext http, string? bot, Uri start) => Page(http, StatusCodes.Status200OK, "Let ModBot into your channel", $"""
        <p>ModBot{(bot is null ? "" : $" (as <strong>{Encode(bot)}</strong>)")} reads your chat and points out messages that may hurt somebody, so that your moderators can decide about them.</p>
        <ul>
        <li>With your permission it may <strong>join your chat</strong>; that is all that Twitch will ask you for.</li>
        <li>It begins by <strong>observing</strong>: it deletes nothing until it is told to.</li>
        <li>To delete, time out or warn it must be your moderator, which only you can make it.</li>
        <li>You can take the permission back at any time in Twitch's settings, under Connections.</li>
        </ul>
        <p><a class="button" href="{Encode(start.ToString())}">Continue on Twitch</a></p>
        """);

    /// <param name="isModerator">Null when it is unknown.</param>
    public static IResult Done(HttpContext http, string login, string? bot, string mode, bool? isModerator) => Page(http, StatusCodes.Status200OK, "ModBot is in your channel", $"""
        <p>The channel <strong>{Encode(login)}</strong> is added; the bot reads it within seconds. Its mode is <strong>{Encode(mode.ToLowerInvariant())}</strong>.</p>
        <p>{(isModerator is true
            ? "The bot is your moderator already, so it can act when it is told to."
            : $"For the bot to act, make it a moderator: type <code>/mod {Encode(bot ?? "the bot's name")}</code> in your chat.")}</p>
        <p>You can close this page.</p>
        """);

    public static IResult Say(HttpContext http, int status, string title, string text) => Page(http, status, title, $"<p>{Encode(text)}</p>");

    private static IResult Page(HttpContext http, int status, string title, string body)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Encode(title)}</title><style>{Style}</style></head>
            <body><main><h1>{Encode(title)}</h1>{body}</main></body>
            </html>
            """,
            "text/html; charset=utf-8", statusCode: status);
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
