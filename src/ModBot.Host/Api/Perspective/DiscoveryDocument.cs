using System.Text;
using System.Text.Json;

namespace ModBot.Host.Api.Perspective;

/// <summary>
/// <c>/$discovery/rest</c>: what Google's own clients read before they ask for anything, and from which they know names, paths and the host. Their users change the host of this address, and
/// no other.
/// </summary>
/// <remarks>
/// <c>discovery.json</c> has no <c>auth</c>, because a Python client without a key would then look for Google's credentials. It is for programs and holds no secret, so it answers to any host
/// name, as the endpoints do that it names.
/// </remarks>
internal static class DiscoveryDocument
{
    private const string Version = "v1alpha1";

    private static readonly string Template = Read();

    public static void MapDiscovery(this IEndpointRouteBuilder routes) => routes.MapGet("/$discovery/rest", SendAsync).ExcludeFromDescription();

    private static Task SendAsync(HttpContext http)
    {
        var version = http.Request.Query["version"].ToString();
        if (version is not ("" or Version)) return new GoogleError(StatusCodes.Status404NotFound, $"There is no discovery document of version '{version}', only of {Version}.", "NOT_FOUND").ExecuteAsync(http);
        if (!http.Request.Host.HasValue) return new GoogleError(StatusCodes.Status400BadRequest, "The request names no host.", "INVALID_ARGUMENT").ExecuteAsync(http);
        var document = Template.Replace("{root}", JsonEncodedText.Encode($"{Scheme(http.Request)}://{http.Request.Host}/").Value, StringComparison.Ordinal);
        return Results.Text(document, "application/json", Encoding.UTF8).ExecuteAsync(http);
    }

    /// <summary>
    /// Behind a proxy with TLS the client must come back through it, or its key and texts go in the clear: so also behind one that config does not name. Whoever lies about it lies to himself: no
    /// cache keeps the answer.
    /// </summary>
    private static string Scheme(HttpRequest request) =>
        request.IsHttps || request.Headers["X-Forwarded-Proto"].ToString().Split(',')[0].Trim().Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;

    private static string Read()
    {
        using var stream = typeof(DiscoveryDocument).Assembly.GetManifestResourceStream("discovery.json") ?? throw new InvalidOperationException("The program lacks its file discovery.json.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
