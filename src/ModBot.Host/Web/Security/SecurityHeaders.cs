namespace ModBot.Host.Web.Security;

/// <summary>What every answer says to browsers: nothing foreign in our pages, our pages in nothing foreign, and nothing of them kept.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(static state =>
        {
            var http = (HttpContext)state;
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            // Not less: a browser that sends no referrer sends no origin with our own forms either.
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            // Assets say otherwise: their name changes with their content.
            if (http.GetEndpoint()?.Metadata.GetMetadata<PublicPage>() is not null && http.Response.StatusCode == StatusCodes.Status200OK) headers.CacheControl = PublicPage.CacheControl;
            else if (!headers.CacheControl.ToString().Contains("immutable", StringComparison.Ordinal)) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, http);
        return next(http);
    }
}

/// <summary>Marks what is the same for everybody, so that caches may keep it for a minute.</summary>
internal sealed class PublicPage
{
    public const string CacheControl = "public, max-age=60";
}
