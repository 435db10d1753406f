using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ModBot.Host.Configuration;
using ModBot.Policy;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Web;

/// <summary>The link that a streamer opens to let the bot in: a page, the way to Twitch, and the way back.</summary>
internal static partial class ConnectEndpoints
{
    private const string Cookie = "modbot_connect";

    public static IEndpointRouteBuilder MapConnect(this IEndpointRouteBuilder routes)
    {
        var connect = routes.MapGroup("/connect").ExcludeFromDescription();
        connect.MapGet("/", AskAsync);
        connect.MapGet("/start", StartAsync);
        connect.MapGet("/callback", FinishAsync);
        return routes;
    }

    private static async Task<IResult> AskAsync(HttpContext http, TwitchDirectory twitch, IOptions<TwitchOptions> options, IOptions<ModBotOptions> host, CancellationToken cancellationToken)
    {
        var bot = await NameAsync(twitch, cancellationToken);
        return ConnectPage.Ask(http, bot, ConnectAddress.Start(Redirect(http, options, host)));
    }

    private static async Task<IResult> StartAsync(HttpContext http, StreamerConnection connection, IOptions<TwitchOptions> options, IOptions<ModBotOptions> host, CancellationToken cancellationToken)
    {
        try
        {
            var (url, state) = await connection.BeginAsync(Redirect(http, options, host).ToString(), cancellationToken);
            // Binds the way back to this browser: a link from somebody else cannot finish what they began.
            http.Response.Cookies.Append(Cookie, state, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = StreamerConnection.Limit });
            http.Response.Headers.CacheControl = "no-store";
            return Results.Redirect(url.ToString());
        }
        catch (TwitchLoginException e)
        {
            return ConnectPage.Say(http, StatusCodes.Status503ServiceUnavailable, "ModBot is not set up for this yet", $"Whoever runs this bot must do something first. {e.Message}");
        }
    }

    private static async Task<IResult> FinishAsync(
        HttpContext http, StreamerConnection connection, ChannelList channels, TwitchDirectory twitch, TwitchDoctor doctor, ILoggerFactory logs,
        string? state, string? code, string? error, CancellationToken cancellationToken)
    {
        var expected = http.Request.Cookies[Cookie];
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/" });
        if (string.IsNullOrEmpty(state) || expected is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(state))) return NotBegun(http);
        if (string.IsNullOrEmpty(code))
        {
            if (!connection.Abandon(state)) return NotBegun(http);
            return error == "access_denied"
                ? ConnectPage.Say(http, StatusCodes.Status200OK, "Nothing has changed", "You said no on Twitch, so the bot stays out of your channel. You can close this page.")
                : ConnectPage.Say(http, StatusCodes.Status502BadGateway, "Twitch did not let you through", "Twitch answered with an error. Open the link again; if it happens again, tell whoever runs this bot.");
        }
        try
        {
            if (await connection.CompleteAsync(state, code, cancellationToken) is not StreamerConnectionResult.Connected { Streamer: var streamer }) return NotBegun(http);
            await channels.AddAsync(streamer, mode: null, new SettingSource(new Messages.Actor(streamer.Id, streamer.Login), SettingSurface.Web), cancellationToken);
            LogConnected(logs.CreateLogger(typeof(ConnectEndpoints)), streamer.Login, streamer.Broadcaster);
            return ConnectPage.Done(http, streamer.Login, await NameAsync(twitch, cancellationToken), channels.ModeOf(streamer), await doctor.IsModeratorAsync(streamer.Broadcaster, cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or TwitchLoginException or IOException or UnauthorizedAccessException or ConfigException or Holds.HoldStoreUnavailableException)
        {
            LogFailed(logs.CreateLogger(typeof(ConnectEndpoints)), e.Message);
            return ConnectPage.Say(http, StatusCodes.Status502BadGateway, "That did not work", "Open the link again in a minute; if it happens again, tell whoever runs this bot: its log says what is wrong.");
        }
    }

    private static IResult NotBegun(HttpContext http) => ConnectPage.Say(
        http, StatusCodes.Status400BadRequest, "This page was opened out of turn", "It works once, within ten minutes, and in the browser in which you began. Open the link again.");

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

    [LoggerMessage(LogLevel.Error, "A streamer could not let the bot in: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
