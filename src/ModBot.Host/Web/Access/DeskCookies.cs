using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using ModBot.Host.Configuration;
using ModBot.Twitch;

namespace ModBot.Host.Web.Access;

/// <summary>The cookie that names a session; it says nothing else, and without the session it opens nothing.</summary>
internal static class DeskCookies
{
    /// <summary>The name of the authentication scheme and of the policy that demands it.</summary>
    public const string Scheme = "Desk";

    private const string SessionClaim = "modbot:session";

    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication(Scheme).AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = "modbot_desk";
            cookie.Cookie.HttpOnly = true;
            // Twitch sends the browser back with a link, which a strict cookie would not follow.
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.SlidingExpiration = false;
            cookie.Events.OnValidatePrincipal = ValidateAsync;
            cookie.Events.OnRedirectToLogin = SendToLogin;
        });
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IOptions<TwitchOptions>, IOptions<ModBotOptions>, IOptions<WebOptions>, TimeProvider>((cookie, twitch, host, web, time) =>
        {
            cookie.Cookie.SecurePolicy = Secure(twitch.Value, host.Value);
            cookie.ExpireTimeSpan = web.Value.SessionLimit;
            cookie.TimeProvider = time;
        });
        services.AddAuthorizationBuilder().AddPolicy(Scheme, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());
    }

    /// <summary>Secure unless browsers reach the desk over plain HTTP on this very machine; anybody else must come through a proxy that speaks HTTPS.</summary>
    public static CookieSecurePolicy Secure(TwitchOptions twitch, ModBotOptions host) =>
        ConnectAddress.Redirect(twitch, host) is { IsLoopback: true, Scheme: "http" } ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;

    /// <summary>The same for a cookie that an endpoint writes itself.</summary>
    public static bool IsSecure(HttpContext http) => http.Request.IsHttps
        || Secure(http.RequestServices.GetRequiredService<IOptions<TwitchOptions>>().Value, http.RequestServices.GetRequiredService<IOptions<ModBotOptions>>().Value) == CookieSecurePolicy.Always;

    public static Task SignInAsync(HttpContext http, DeskSession session)
    {
        var claims = new[] { new Claim(SessionClaim, session.Id), new Claim(ClaimTypes.NameIdentifier, session.User.Id.Value) };
        return http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)), new AuthenticationProperties { IsPersistent = false });
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var id = context.Principal?.FindFirstValue(SessionClaim) ?? "";
        var sessions = http.RequestServices.GetRequiredService<DeskSessions>();
        if (sessions.Find(id) is { } session)
        {
            if (await session.IsAliveAsync(http.RequestAborted))
            {
                http.Features.Set(session);
                return;
            }
            sessions.Remove(session);
        }
        context.RejectPrincipal();
        await http.SignOutAsync(Scheme);
    }

    /// <summary>A page that somebody opens leads to the login; what a page's script asks for gets a plain 401, which the script knows what to do with.</summary>
    private static Task SendToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var isPage = HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !request.Headers.ContainsKey("HX-Request");
        if (isPage) context.Response.Redirect($"/desk/login?to={Uri.EscapeDataString(request.Path + request.QueryString)}");
        else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
