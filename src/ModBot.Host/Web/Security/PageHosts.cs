using System.Net;
using Microsoft.Extensions.Options;
using ModBot.Host.Configuration;
using ModBot.Twitch;

namespace ModBot.Host.Web.Security;

/// <summary>Marks what people open in a browser, so that it answers only to names that it is known by.</summary>
internal sealed class ForBrowsers;

/// <summary>
/// Refuses pages that are asked for by a foreign name. Who owns a name can point it at this machine (DNS rebinding), and the browser would then take our pages for theirs. An IP address
/// belongs to nobody who could do that. And refuses acts that come from a page of a foreign name, whatever else they bring with them.
/// </summary>
internal sealed class PageHosts(RequestDelegate next, IOptions<WebOptions> web, IOptions<TwitchOptions> twitch, IOptions<ModBotOptions> host)
{
    private readonly HashSet<string> names = new(
        ["localhost", ConnectAddress.Redirect(twitch.Value, host.Value).Host, .. web.Value.Hosts], StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ForBrowsers>() is null) return next(http);
        if (!IsKnown(http.Request.Host.Host))
        {
            return Results.Problem(
                statusCode: StatusCodes.Status421MisdirectedRequest,
                detail: "This page does not answer to that host name. Whoever runs this bot can add it to Web:Hosts in modbot.json.").ExecuteAsync(http);
        }
        if (HttpMethods.IsGet(http.Request.Method) || IsFromHere(http.Request)) return next(http);
        return Results.Problem(
            statusCode: StatusCodes.Status403Forbidden,
            detail: "This was sent by a page of another site. If it is a page of this bot, whoever runs it can add its host name to Web:Hosts in modbot.json.").ExecuteAsync(http);
    }

    /// <summary>Whether the page that sends this is one of ours, as far as the browser says. Only the name counts: a proxy in front of us may speak another protocol and use another port.</summary>
    private bool IsFromHere(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0) return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var page) && (names.Contains(page.Host) || page.Host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase));
    }

    private bool IsKnown(string name) => names.Contains(name) || IPAddress.TryParse(name.Trim('[', ']'), out _);
}
