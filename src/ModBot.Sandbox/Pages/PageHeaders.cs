using Microsoft.AspNetCore.Http;

namespace ModBot.Sandbox.Pages;

/// <summary>Browser-facing safety: no foreign content in our pages, no other site's page acting here.</summary>
internal sealed class PageHeaders(RequestDelegate next)
{
    // A login ends with a redirect to the application on this machine, which counts as a form action.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'; form-action 'self' http://localhost:* http://127.0.0.1:*";

    public Task InvokeAsync(HttpContext context)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        if (!HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }
}
