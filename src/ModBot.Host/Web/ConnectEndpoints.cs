using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ModBot.Host.Configuration;
using ModBot.Host.Web.Access;
using ModBot.Host.Web.Layout;
using ModBot.Host.Web.Security;
using ModBot.Policy;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Web;

/// <summary>The link that a streamer opens to let the bot in: a page, the way to Twitch, and the way back, which is the moderators' way back, too.</summary>
internal static partial class ConnectEndpoints
{
    private const string Cookie = "modbot_connect";

    public static IEndpointRouteBuilder MapConnect(this IEndpointRouteBuilder routes)
    {
        var connect = routes.MapGroup("/connect").ExcludeFromDescription().WithMetadata(new ForBrowsers());
        connect.MapGet("/", AskAsync);
        connect.MapGet("/start", StartAsync).RequireRateLimiting(RateLimits.Login);
        connect.MapGet("/callback", FinishAsync).RequireRateLimiting(RateLimits.Callback);
        return routes;
    }

    /// <summary>Sends the browser to Twitch; the state also goes into a cookie.</summary>
    public static async Task<IResult> GoToTwitchAsync(
        HttpContext http, BrowserLogin login, BrowserLoginPurpose purpose, IOptions<TwitchOptions> options, IOptions<ModBotOptions> host, CancellationToken cancellationToken)
    {
        try
        {
            var (url, state) = await login.BeginAsync(purpose, Redirect(http, options, host).ToString(), cancellationToken);
            // Binds the way back to this browser: a link from somebody else cannot finish what they began.
            http.Response.Cookies.Append(Cookie, state, ShortCookie(http));
            return Results.Redirect(url.ToString());
        }
        catch (TwitchLoginException e)
        {
            return DeskPage.Say(StatusCodes.Status503ServiceUnavailable, "ModBot is not set up for this yet", $"Whoever runs this bot must do something first. {e.Message}");
        }
    }

    /// <summary>A cookie for the way through Twitch.</summary>
    public static CookieOptions ShortCookie(HttpContext http) => new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = DeskCookies.IsSecure(http), Path = "/", MaxAge = BrowserLogin.Limit };

    /// <summary>Whether a browser that comes back is one that we sent to Twitch. It is so once.</summary>
    public static bool IsExpected(HttpContext http) =>
        http.Request.Query["state"].ToString() is { Length: > 0 } state && HasState(http, state) && http.RequestServices.GetRequiredService<BrowserLogin>().IsPending(state);

    private static async Task<IResult> AskAsync(HttpContext http, TwitchDirectory twitch, IOptions<TwitchOptions> options, IOptions<ModBotOptions> host, CancellationToken cancellationToken) =>
        ConnectPage.Ask(await NameAsync(twitch, cancellationToken), ConnectAddress.Start(Redirect(http, options, host)));

    private static Task<IResult> StartAsync(HttpContext http, BrowserLogin login, IOptions<TwitchOptions> options, IOptions<ModBotOptions> host, CancellationToken cancellationToken) =>
        GoToTwitchAsync(http, login, BrowserLoginPurpose.Streamer, options, host, cancellationToken);

    private static async Task<IResult> FinishAsync(
        HttpContext http, BrowserLogin login, ChannelList channels, TwitchDirectory twitch, TwitchDoctor doctor, ILoggerFactory logs,
        string? state, string? code, string? error, CancellationToken cancellationToken)
    {
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/" });
        if (string.IsNullOrEmpty(state) || !HasState(http, state)) return NotBegun();
        if (string.IsNullOrEmpty(code)) return login.Abandon(state) is { } purpose ? Refused(purpose, error) : NotBegun();
        try
        {
            switch (await login.CompleteAsync(state, code, cancellationToken))
            {
                case BrowserLoginResult.ModeratorCame { Login: var moderator }:
                    return await LoginEndpoints.FinishAsync(http, moderator, cancellationToken);
                case BrowserLoginResult.StreamerConnected { Streamer: var streamer }:
                    await channels.AddAsync(streamer, mode: null, new SettingSource(new Messages.Actor(streamer.Id, streamer.Login), SettingSurface.Web), cancellationToken);
                    LogConnected(logs.CreateLogger(typeof(ConnectEndpoints)), streamer.Login, streamer.Broadcaster);
                    return ConnectPage.Done(streamer.Login, await NameAsync(twitch, cancellationToken), channels.ModeOf(streamer), await doctor.IsModeratorAsync(streamer.Broadcaster, cancellationToken));
                default:
                    return NotBegun();
            }
        }
        catch (Exception e) when (e is HttpRequestException or TwitchLoginException or IOException or UnauthorizedAccessException or ConfigException or Holds.HoldStoreUnavailableException)
        {
            LogFailed(logs.CreateLogger(typeof(ConnectEndpoints)), e.Message);
            return DeskPage.Say(StatusCodes.Status502BadGateway, "That did not work", "Open the link again in a minute; if it happens again, tell whoever runs this bot: its log says what is wrong.");
        }
    }

    private static bool HasState(HttpContext http, string state) =>
        http.Request.Cookies[Cookie] is { } expected && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(state));

    private static IResult Refused(BrowserLoginPurpose purpose, string? error) => (error, purpose) switch
    {
        ("access_denied", BrowserLoginPurpose.Streamer) => DeskPage.Say(StatusCodes.Status200OK, "Nothing has changed", "You said no on Twitch, so the bot stays out of your channel. You can close this page."),
        ("access_denied", _) => DeskPage.Say(StatusCodes.Status200OK, "You are not logged in", "You said no on Twitch, so the desk does not know who you are."),
        _ => DeskPage.Say(StatusCodes.Status502BadGateway, "Twitch did not let you through", "Twitch answered with an error. Open the link again; if it happens again, tell whoever runs this bot."),
    };

    private static IResult NotBegun() => DeskPage.Say(
        StatusCodes.Status400BadRequest, "This page was opened out of turn", "It works once, within ten minutes, and in the browser in which you began. Open the link again.");

    private static Uri Redirect(HttpContext http, IOptions<TwitchOptions> options, IOptions<ModBotOptions> host) => ConnectAddress.Redirect(options.Value, host.Value, http.Connection.LocalPort);

    /// <summary>The bot's name, for people; the page does without where it is unknown.</summary>
    private static async Task<string?> NameAsync(TwitchDirectory twitch, CancellationToken cancellationToken)
    {
        try
        {
            return (twitch.Bot ?? await twitch.GetBotAsync(cancellationToken)).Login;
        }
        catch (Exception e) when (e is HttpRequestException or TwitchLoginException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Login} ({Broadcaster}) has let the bot in")]
    private static partial void LogConnected(ILogger logger, string login, Messages.BroadcasterId broadcaster);

    [LoggerMessage(LogLevel.Error, "Somebody came back from Twitch in vain: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
