using System.Collections.Frozen;
using System.Security.Cryptography;

namespace ModBot.Host.Web.Assets;

/// <summary>The files that pages load, from inside the program, each under a name that has its content's hash.</summary>
public static class DeskAssets
{
    private static readonly FrozenDictionary<string, Asset> Files = new[] { "desk.css", "desk.js", "review.css", "htmx.min.js" }.Select(Read).ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Asset> ByAddress = Files.Values.ToFrozenDictionary(asset => asset.Address, StringComparer.Ordinal);

    /// <summary>Where a page finds a file, e.g. <c>/assets/desk.1f2e3d4c.css</c>.</summary>
    public static string Path(string name) => Files[name].Address;

    internal static void MapAssets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{name}", Send).ExcludeFromDescription();
        // Browsers ask for it; there is none.
        routes.MapGet("/favicon.ico", () => Results.NoContent()).ExcludeFromDescription();
    }

    private static IResult Send(HttpContext http)
    {
        if (!ByAddress.TryGetValue(http.Request.Path.Value ?? "", out var asset)) return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Content, asset.Type);
    }

    private static Asset Read(string name)
    {
        using var stream = typeof(DeskAssets).Assembly.GetManifestResourceStream($"Assets/{name}") ?? throw new InvalidOperationException($"The program lacks its file {name}.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var content = memory.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..10];
        var (stem, extension) = (System.IO.Path.GetFileNameWithoutExtension(name), System.IO.Path.GetExtension(name));
        return new Asset(name, $"/assets/{stem}.{hash}{extension}", extension == ".css" ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", content);
    }

    private sealed record Asset(string Name, string Address, string Type, byte[] Content);
}
