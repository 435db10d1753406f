using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ModBot.Sandbox.Pages;

/// <summary>The static files of the chat page, from inside the assembly.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => File("index.html", "text/html; charset=utf-8"));
        // Browsers ask for it; there is none.
        app.MapGet("/favicon.ico", () => Results.NoContent());
        app.MapGet("/assets/chat.css", () => File("chat.css", "text/css; charset=utf-8"));
        app.MapGet("/assets/chat.js", () => File("chat.js", "text/javascript; charset=utf-8"));
    }

    private static IResult File(string name, string contentType)
        => Results.Stream(typeof(PageEndpoints).Assembly.GetManifestResourceStream("Pages/" + name)!, contentType);
}
