using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Tests.Irc;

/// <summary>The lines that most IRC scripts begin with.</summary>
internal static class IrcScript
{
    /// <summary>A bed that reads over IRC, and has no login unless one is given.</summary>
    public static TestBed Bed(TwitchLogin? login = null, Action<TwitchOptions>? configure = null) => new(login ?? new TwitchLogin(), o =>
    {
        o.ChatSource = TwitchChatSource.Irc;
        o.IrcUrl = ScriptedIrc.Url;
        configure?.Invoke(o);
    });

    /// <summary>Expects a connection, lets it in and expects it to join the channel.</summary>
    public static async Task<IrcPeer> ConnectIrcAsync(this TestBed bed, string channel = "pixelharbor")
    {
        var twitch = await bed.Irc.ExpectConnectAsync();
        await twitch.WelcomeAsync();
        await twitch.ExpectAsync($"JOIN #{channel}");
        twitch.Room(channel);
        return twitch;
    }

    /// <summary>Expects an anonymous login and accepts it.</summary>
    public static async Task WelcomeAsync(this IrcPeer twitch)
    {
        await twitch.ExpectAsync("CAP REQ :twitch.tv/tags twitch.tv/commands");
        var nick = await twitch.NextLineAsync().WaitAsync(TestBed.Guard);
        Assert.Matches("^NICK justinfan[0-9]{5}$", nick);
        twitch.Send(":tmi.twitch.tv CAP * ACK :twitch.tv/tags twitch.tv/commands", $":tmi.twitch.tv 001 {nick[5..]} :Welcome, GLHF!", $":tmi.twitch.tv 376 {nick[5..]} :>");
    }
}
