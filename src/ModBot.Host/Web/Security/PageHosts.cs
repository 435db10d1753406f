using System.Net;
using Microsoft.Extensions.Options;
using ModBot.Host.Configuration;
using ModBot.Twitch;

namespace ModBot.Host.Web.Security;

/// <summary>Marks what people open in a browser, so that it answers only to names that it is known by.</summary>
internal sealed class ForBrowsers;

/// <summary>
/// Refuses pages that are asked for by a foreign name. Who owns a name can point it at this machine (DNS rebinding), and the browser would then take our pages for theirs. An IP address
/// belongs to nobody who could do that.
/// </summary>
internal sealed class PageHosts(RequestDelegate next, IOptions<WebOptions> web, IOptions<TwitchOptions> twitch, IOptions<ModBotOptions> host)
{
    private readonly HashSet<string> names = new(
        ["localhost", ConnectAddress.Redirect(twitch.Value, host.Value).Host, .. web.Value.Hosts], StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ForBrowsers>() is null || IsKnown(http.Request.Host.Host)) return next(http);
        return Results.Problem(
            statusCode: StatusCodes.Status421MisdirectedRequest,
            detail: "This page does not answer to that host name. Whoever runs this bot can add it to Web:Hosts in modbot.json.").ExecuteAsync(http);
    }

    private bool IsKnown(string name) => names.Contains(name) || IPAddress.TryParse(name.Trim('[', ']'), out _);
}
