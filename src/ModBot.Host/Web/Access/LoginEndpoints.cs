using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ModBot.Host.Configuration;
using ModBot.Host.Web.Layout;
using ModBot.Host.Web.Security;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Web.Access;

/// <summary>The moderators' way in and out. The way back from Twitch is the one that streamers take, too (<see cref="ConnectEndpoints"/>).</summary>
internal static partial class LoginEndpoints
{
    private const string ReturnCookie = "modbot_return";

    public static void MapLogin(this IEndpointRouteBuilder routes)
    {
        var login = routes.MapGroup("/desk/login").ExcludeFromDescription().WithMetadata(new ForBrowsers());
        login.MapGet("/", Ask);
        login.MapGet("/start", StartAsync).RequireRateLimiting(RateLimits.Login);
        var desk = routes.MapDesk();
        desk.MapPost("/logout", LeaveAsync).WithMetadata(new NeedsNoRole());
        // Whoever types the address is shown the button: a link from elsewhere must log out nobody.
        desk.MapGet("/logout", () => Results.Redirect("/desk"));
    }

    /// <summary>Opens a session for somebody who came back from Twitch.</summary>
    public static async Task<IResult> FinishAsync(HttpContext http, ModeratorLogin login, CancellationToken cancellationToken)
    {
        var sessions = http.RequestServices.GetRequiredService<DeskSessions>();
        if (await sessions.BeginAsync(login, cancellationToken) is not { } session) return DeskPage.Say(StatusCodes.Status400BadRequest, "Twitch did not let you through", "Log in again.");
        await DeskCookies.SignInAsync(http, session);
        LogCame(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(LoginEndpoints)), session.User.Login, session.User.Id);
        var to = http.Request.Cookies[ReturnCookie];
        http.Response.Cookies.Delete(ReturnCookie);
        return Results.Redirect(IsOurs(to) ? to! : "/desk");
    }

    private static IResult Ask(HttpContext http, IOptions<TwitchOptions> twitch, IOptions<ModBotOptions> host, string? to)
    {
        var start = new Uri(ConnectAddress.Redirect(twitch.Value, host.Value, http.Connection.LocalPort), "/desk/login/start");
        return DeskPage.Of<LoginPage>(StatusCodes.Status200OK, new { Start = IsOurs(to) ? $"{start}?to={Uri.EscapeDataString(to!)}" : start.ToString() });
    }

    private static async Task<IResult> StartAsync(HttpContext http, BrowserLogin login, IOptions<TwitchOptions> twitch, IOptions<ModBotOptions> host, string? to, CancellationToken cancellationToken)
    {
        if (IsOurs(to)) http.Response.Cookies.Append(ReturnCookie, to!, ConnectEndpoints.ShortCookie(http));
        return await ConnectEndpoints.GoToTwitchAsync(http, login, BrowserLoginPurpose.Moderator, twitch, host, cancellationToken);
    }

    private static async Task<IResult> LeaveAsync(HttpContext http, DeskSessions sessions, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var session = http.Features.Get<DeskSession>()!;
        sessions.Remove(session);
        await http.SignOutAsync(DeskCookies.Scheme);
        try
        {
            await session.EndAsync(cancellationToken);
        }
        catch (HttpRequestException e)
        {
            // Here the session has ended, and the token is forgotten with it.
            LogNotRevoked(logs.CreateLogger(typeof(LoginEndpoints)), e.Message);
        }
        return Results.Redirect("/desk/login");
    }

    /// <summary>A page of the desk and nothing else, so that no link can send anybody from our login to a foreign page. In ASCII, as all that goes into a header.</summary>
    private static bool IsOurs(string? path) =>
        path is not null && (path == "/desk" || path.StartsWith("/desk/", StringComparison.Ordinal) || path.StartsWith("/dock/", StringComparison.Ordinal)) && !path.Contains("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal)
        && path.All(char.IsAscii) && !path.Any(char.IsControl) && !path.StartsWith("/desk/login", StringComparison.Ordinal);

    [LoggerMessage(LogLevel.Information, "{Login} ({Chatter}) has logged in to the desk")]
    private static partial void LogCame(ILogger logger, string login, Messages.ChatterId chatter);

    [LoggerMessage(LogLevel.Warning, "Somebody logged out of the desk, and Twitch could not be told to forget the login: {Reason}")]
    private static partial void LogNotRevoked(ILogger logger, string reason);
}
