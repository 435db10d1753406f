using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ModBot.Twitch;

/// <summary>How ModBot reaches Twitch. Secrets are not here: they come from the environment or the token file.</summary>
public sealed class TwitchOptions
{
    public const string Section = "Twitch";

    /// <summary>EventSub's WebSocket address; point it elsewhere to talk to a local Twitch. Default: Twitch's own.</summary>
    [Required, AbsoluteUrl("wss", "ws")]
    public string EventSubUrl { get; set; } = "wss://eventsub.wss.twitch.tv/ws";

    /// <summary>Where chat is read. EventSub needs a login and tells everything. Irc needs none: without a login ModBot only watches, and whatever it would have done is recorded. Default: EventSub.</summary>
    public TwitchChatSource ChatSource { get; set; } = TwitchChatSource.EventSub;

    /// <summary>The WebSocket address of Twitch's IRC. Default: Twitch's own.</summary>
    [Required, AbsoluteUrl("wss", "ws")]
    public string IrcUrl { get; set; } = "wss://irc-ws.chat.twitch.tv:443";

    /// <summary>
    /// After how long without EventSub chat is read over IRC until EventSub is back; 0 to 1 h, and 0 is never. Only one of EventSubUrl and IrcUrl pointing elsewhere is never, too: the two must
    /// be the same Twitch. Default: 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan IrcFallbackAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where Helix lives, without a slash at the end. Default: Twitch's own.</summary>
    [Required, AbsoluteUrl("https", "http")]
    public string HelixUrl { get; set; } = "https://api.twitch.tv/helix";

    /// <summary>Where tokens are refreshed and validated. Default: Twitch's own.</summary>
    [Required, AbsoluteUrl("https", "http")]
    public string AuthUrl { get; set; } = "https://id.twitch.tv/oauth2";

    /// <summary>The application's client id. Default: the one that the login says.</summary>
    public string? ClientId { get; set; }

    /// <summary>
    /// The file with all logins, encrypted; a login that stands there in plain text is taken over. Null keeps them in memory, and then a restart
    /// needs a new login. Default: <c>twitch-login.json</c>; a relative path starts at the folder <c>Data</c>.
    /// </summary>
    public string? TokenFile { get; set; } = "twitch-login.json";

    /// <summary>The login of the account that the bot acts as, where several have logged in. Default: the one that logged in last.</summary>
    public string? Bot { get; set; }

    /// <summary>
    /// The address to which Twitch sends browsers back, those of streamers who let the bot in and of moderators who log in to the desk; it must stand in the Twitch developer console exactly so. Default:
    /// <c>http://localhost:PORT/connect/callback</c> with the port of <c>Http</c>.
    /// </summary>
    [AbsoluteUrl("https", "http")]
    public string? RedirectUrl { get; set; }

    /// <summary>The logins of the channels to read, beside those that were added with <c>modbot channels add</c>. Default: none.</summary>
    public string[] Channels { get; set; } = [];

    /// <summary>The JSON file with the channels that were added while the bot runs. Default: <c>channels.json</c>; a relative path starts at the folder <c>Data</c>.</summary>
    public string? RosterFile { get; set; } = "channels.json";

    /// <summary>Reading chat through a conduit instead of the bot's own sessions.</summary>
    [ValidateObjectMembers]
    public ConduitOptions Conduit { get; set; } = new();

    /// <summary>How many events may wait for their reader before the sockets are left unread; 1 to 100,000. Default: 1,024.</summary>
    [Range(1, 100_000)]
    public int QueueLength { get; set; } = 1_024;

    /// <summary>How long a connection may take until Twitch welcomes it; 1 s to 2 min. Default: 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan ConnectLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest wait between two attempts to connect; 1 s to 10 min. The first wait is under a second. Default: 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LongestReconnectDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The first wait before a refused subscription is asked for again; it doubles up to 15 minutes. 1 s to 15 min. Default: 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00")]
    public TimeSpan ResubscribeDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one request may take; 1 s to 1 min. Default: 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan RequestLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one Helix call may take with all its retries; 1 s to 15 s, which is less than an effect is leased for. Default: 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:15")]
    public TimeSpan CallLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the token is validated; Twitch demands once an hour. 1 min to 1 h. Default: 1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan ValidateEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often the token file is looked at, to notice that somebody logged in or out; 1 s to 10 min. Default: 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LoginPollEvery { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Which of Twitch's two ways of telling chat is used.</summary>
public enum TwitchChatSource
{
    EventSub,
    Irc,
}

[OptionsValidator]
internal sealed partial class TwitchOptionsValidator : IValidateOptions<TwitchOptions>;
