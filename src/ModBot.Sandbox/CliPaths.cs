using Microsoft.AspNetCore.Http;

namespace ModBot.Sandbox;

/// <summary>Takes the Twitch CLI's mock paths for the real ones, so that clients made for it need no other setting.</summary>
internal sealed class CliPaths(RequestDelegate next)
{
    private static readonly (PathString Alias, PathString Path)[] Aliases =
        [("/mock", "/helix"), ("/auth", "/oauth2"), ("/eventsub", "/helix/eventsub")];

    public Task InvokeAsync(HttpContext context)
    {
        foreach (var (alias, path) in Aliases)
        {
            if (context.Request.Path.StartsWithSegments(alias, out var rest))
            {
                context.Request.Path = path + rest;
                break;
            }
        }

        return next(context);
    }
}
