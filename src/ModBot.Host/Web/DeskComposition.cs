using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;
using ModBot.Host.Api.Access;
using ModBot.Host.Configuration;
using ModBot.Host.Web.Access;
using ModBot.Host.Web.Assets;
using ModBot.Host.Web.Dock;
using ModBot.Host.Web.Queue;
using ModBot.Host.Web.Review;
using ModBot.Host.Web.Security;
using ModBot.Host.Web.Settings;
using ModBot.Host.Web.Trust;
using ModBot.Twitch;

namespace ModBot.Host.Web;

/// <summary>Puts the moderator desk together.</summary>
internal static class DeskComposition
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddOptions<WebOptions>().BindConfiguration(WebOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();
        services.AddSingleton<IValidateOptions<WebOptions>, WebHostsValidator>();
        services.AddRazorComponents();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<TwitchOptions>, IOptions<ModBotOptions>>((antiforgery, twitch, host) =>
        {
            antiforgery.Cookie.Name = "modbot_form";
            antiforgery.Cookie.SecurePolicy = DeskCookies.Secure(twitch.Value, host.Value);
            // A strict cookie is not sent by whoever comes from a page elsewhere, Twitch's login among them: they would get a new one, and all pages that they have open would be out of date.
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        DeskCookies.Add(services);
        RateLimits.Add(services);
        TrustedProxies.Add(services);
        services.AddSingleton<DeskSessions>();
        services.AddSingleton<DeskAccess>();
        services.AddSingleton<DeskQueue>();
        services.AddSingleton<SettingsReader>();
        services.AddSingleton<LevelExamples>();
        services.AddSingleton<DockReader>();
        services.AddSingleton<TrustFigures>();
    }

    /// <summary>What stands before the endpoints, the outermost first.</summary>
    public static void UseDesk(this WebApplication app)
    {
        app.UseRouting();
        app.UseMiddleware<PageHosts>();
        // Before the limits, which count by key.
        app.UseMiddleware<ApiGate>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<DeskGate>();
    }

    /// <summary>Everything that moderators open.</summary>
    public static void MapDeskPages(this IEndpointRouteBuilder routes)
    {
        routes.MapAssets();
        routes.MapLogin();
        routes.MapQueue();
        routes.MapReview();
        routes.MapSettings();
        routes.MapDock();
        routes.MapTrust();
    }

    /// <summary>
    /// The group of everything that needs a login: each of its endpoints can take a <see cref="DeskUser"/> and, with <c>{channel}</c> in its address, a <see cref="DeskChannel"/>. What is no GET
    /// carries the anti-forgery token; that and the channel are checked before the endpoint is reached. The parameter of the channel is not called <c>channel</c>, which would be the text.
    /// </summary>
    /// <param name="routes">Where.</param>
    /// <param name="prefix">What the addresses begin with.</param>
    public static RouteGroupBuilder MapDesk(this IEndpointRouteBuilder routes, string prefix = "/desk")
    {
        var desk = routes.MapGroup(prefix).ExcludeFromDescription();
        desk.WithMetadata(new DeskEndpoint(), new ForBrowsers()).RequireAuthorization(DeskCookies.Scheme).RequireRateLimiting(RateLimits.Desk).DisableAntiforgery();
        return desk;
    }
}
