using ModBot.Host.Web.Access;
using ModBot.Host.Web.Layout;
using ModBot.Host.Web.Security;
using ModBot.Policy;

namespace ModBot.Host.Web.Trust;

/// <summary>What ModBot does in a channel, for anybody to read, where the channel's config says so.</summary>
internal static class TrustEndpoints
{
    public static void MapTrust(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/trust/{login}", ShowAsync).ExcludeFromDescription().WithMetadata(new ForBrowsers(), new PublicPage()).RequireRateLimiting(RateLimits.Public);

    private static async Task<IResult> ShowAsync(HttpContext http, string login, DeskAccess access, PolicyBook policies, TrustFigures figures, CancellationToken cancellationToken)
    {
        // Whether the bot is in a channel is nobody's business where it says nothing of itself.
        if (access.Find(login) is not { } channel || policies.Current.For(channel.Id) is not { Config.Trust.Public: true } policy)
        {
            return DeskPage.Say(StatusCodes.Status404NotFound, "There is no such page", "No channel of that name tells here what its bot does.");
        }
        var counts = await figures.OfAsync(channel.Id, cancellationToken);
        // The reader's choice of colours is in a cookie.
        http.Response.Headers.Vary = "Cookie";
        return DeskPage.Of<TrustPage>(StatusCodes.Status200OK, new { channel.Login, Sections = TrustStatement.Of(policy), Counts = counts, policy.Config.Trust.Contact });
    }
}
