using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.OAuth;

/// <summary>A small page without script: pick who you are, allow or refuse.</summary>
internal static class LoginPage
{
    public static IResult Ask(
        string title, IEnumerable<string> scopes, IEnumerable<SandboxUser> users, IReadOnlyDictionary<string, string> hidden)
    {
        var body = new StringBuilder("<form method=\"post\">");
        foreach (var (name, value) in hidden)
            body.Append("<input type=\"hidden\" name=\"").Append(Encode(name)).Append("\" value=\"").Append(Encode(value)).Append("\">");
        body.Append("<label>Log in as <select name=\"user\">");
        foreach (var user in users)
            body.Append("<option value=\"").Append(Encode(user.Id)).Append("\">").Append(Encode(user.DisplayName)).Append("</option>");
        body.Append("</select></label><p>It asks for:</p><ul>");
        foreach (var scope in scopes)
            body.Append("<li><code>").Append(Encode(scope)).Append("</code></li>");
        body.Append("</ul><button name=\"decision\" value=\"allow\">Allow</button> <button name=\"decision\" value=\"deny\" class=\"quiet\">Refuse</button></form>");
        return Page(title, body.ToString());
    }

    public static IResult AskForCode() => Page(
        "Activate a device",
        "<form method=\"get\"><label>The code that it shows <input name=\"device-code\" autofocus required></label> <button>Continue</button></form>");

    public static IResult Say(string title, string text) => Page(title, $"<p>{Encode(text)}</p>");

    private static IResult Page(string title, string body) => Results.Content(
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)}</title><link rel="stylesheet" href="/assets/chat.css"></head>
        <body class="login"><main class="card"><p class="brand">ModBot sandbox</p><h1>{Encode(title)}</h1>{body}</main></body>
        </html>
        """,
        "text/html; charset=utf-8");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
