using ModBot.Host.Configuration;
using ModBot.Twitch;

namespace ModBot.Host.Web;

/// <summary>Where the pages are on which a streamer lets the bot in. Twitch knows the address of the last one, so that one says where the others are.</summary>
internal static class ConnectAddress
{
    /// <param name="port">The port that is really listened on, where config leaves the choice to the system.</param>
    public static Uri Redirect(TwitchOptions twitch, ModBotOptions host, int? port = null) =>
        new(twitch.RedirectUrl is { Length: > 0 } url ? url : $"http://localhost:{port ?? new Uri(host.Http).Port}/connect/callback");

    public static Uri Page(Uri redirect) => new(new Uri(redirect, ".").ToString().TrimEnd('/'));

    public static Uri Start(Uri redirect) => new(redirect, "start");
}
