using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Irc;

public sealed class IrcLoginTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/irc")]
    public async Task WebSocket_WithToken_IsGreetedAndJoins(string path)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.WebSocketAsync(scene.Sandbox, path);
        var token = scene.Sandbox.IssueToken(Scene.Bot, "chat:read");

        await peer.SendAsync("CAP REQ :twitch.tv/tags twitch.tv/commands\r\nPASS oauth:" + token.AccessToken);
        await peer.SendAsync("NICK tidewardenbot");
        await peer.SendAsync("JOIN #pixelharbor,#nobodyhere");

        string[] expected =
        [
            ":tmi.twitch.tv CAP * ACK :twitch.tv/tags twitch.tv/commands",
            ":tmi.twitch.tv 001 tidewardenbot :Welcome, GLHF!",
            ":tmi.twitch.tv 002 tidewardenbot :Your host is tmi.twitch.tv",
            ":tmi.twitch.tv 003 tidewardenbot :This server is rather new",
            ":tmi.twitch.tv 004 tidewardenbot :-",
            ":tmi.twitch.tv 375 tidewardenbot :-",
            ":tmi.twitch.tv 372 tidewardenbot :You are in a maze of twisty passages, all alike.",
            ":tmi.twitch.tv 376 tidewardenbot :>",
            "@badge-info=;badges=;color=#1E90FF;display-name=TidewardenBot;emote-sets=0;user-id=810000002;user-type= :tmi.twitch.tv GLOBALUSERSTATE",
            ":tidewardenbot!tidewardenbot@tidewardenbot.tmi.twitch.tv JOIN #pixelharbor",
            ":tidewardenbot.tmi.twitch.tv 353 tidewardenbot = #pixelharbor :tidewardenbot",
            ":tidewardenbot.tmi.twitch.tv 366 tidewardenbot #pixelharbor :End of /NAMES list",
            "@badge-info=;badges=moderator/1;color=#1E90FF;display-name=TidewardenBot;emote-sets=0;mod=1;subscriber=0;user-type=mod :tmi.twitch.tv USERSTATE #pixelharbor",
            "@emote-only=0;followers-only=-1;r9k=0;room-id=810000001;slow=0;subs-only=0 :tmi.twitch.tv ROOMSTATE #pixelharbor",
        ];
        foreach (var line in expected)
            Assert.Equal(line, await peer.ReadLineAsync());
    }

    [Fact]
    public async Task Anonymous_ReadsAndCannotWrite()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.TcpAsync(scene.Sandbox);
        await peer.SendAsync("NICK justinfan12345");
        await peer.SendAsync("JOIN #pixelharbor");
        await peer.ReadAsync("366");

        await peer.SendAsync("PRIVMSG #pixelharbor :not from here");
        scene.Say(Scene.Subscriber, "hello");

        Assert.Equal(":mossyotter!mossyotter@mossyotter.tmi.twitch.tv PRIVMSG #pixelharbor :hello", await peer.ReadLineAsync());
        Assert.Single(scene.Sandbox.Chat.Messages(Scene.Channel));
    }

    [Theory]
    [InlineData("PASS oauth:wrong", ":tmi.twitch.tv NOTICE * :Login authentication failed")]
    [InlineData("PASS wrong", ":tmi.twitch.tv NOTICE * :Improperly formatted auth")]
    [InlineData("PING", "PONG :tmi.twitch.tv")]
    public async Task Login_Refused_SaysWhyAndCloses(string first, string answer)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.TcpAsync(scene.Sandbox);

        await peer.SendAsync(first);
        await peer.SendAsync("NICK tidewardenbot");

        Assert.Equal(answer, await peer.ReadLineAsync());
        if (first == "PING")
            Assert.Equal(":tmi.twitch.tv NOTICE * :Improperly formatted auth", await peer.ReadLineAsync());
        Assert.Null(await peer.ReadLineAsync());
    }

    [Fact]
    public async Task Login_WithoutChatScope_Fails()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.TcpAsync(scene.Sandbox);

        await peer.SendAsync("PASS oauth:" + scene.Sandbox.IssueToken(Scene.Bot, "user:read:chat").AccessToken);
        await peer.SendAsync("NICK tidewardenbot");

        Assert.Contains("Login authentication failed", await peer.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Capability_Unknown_IsRefused()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.TcpAsync(scene.Sandbox);

        await peer.SendAsync("CAP REQ :twitch.tv/tags draft/other");

        Assert.Equal(":tmi.twitch.tv CAP * NAK :twitch.tv/tags draft/other", await peer.ReadLineAsync());
    }

    [Fact]
    public async Task Join_MoreThanTwentyInTenSeconds_LosesTheRest()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await IrcPeer.TcpAsync(scene.Sandbox);
        await peer.SendAsync("NICK justinfan1");
        var channels = Enumerable.Range(0, 21).Select(number => "#" + scene.Sandbox.Chat.AddChannel($"channel{number}").Login).ToList();

        await peer.SendAsync("JOIN " + string.Join(',', channels));
        await peer.SendAsync("PING :first");
        Assert.Equal(20, await CountJoinsUntilAsync("first"));
        clock.Advance(TimeSpan.FromSeconds(10));
        await peer.SendAsync("JOIN " + channels[20]);
        await peer.SendAsync("PING :second");

        Assert.Equal(1, await CountJoinsUntilAsync("second"));

        async Task<int> CountJoinsUntilAsync(string pong)
        {
            var joins = 0;
            for (var line = await peer.ReadLineAsync(); line != $":tmi.twitch.tv PONG tmi.twitch.tv :{pong}"; line = await peer.ReadLineAsync())
                joins += line!.Contains(" JOIN ", StringComparison.Ordinal) ? 1 : 0;
            return joins;
        }
    }

    [Fact]
    public async Task Part_FromAChannel_HearsNoMoreOfIt()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.JoinedAsync(scene, Scene.Bot);

        await peer.SendAsync("PART #pixelharbor");
        Assert.Equal(":tidewardenbot!tidewardenbot@tidewardenbot.tmi.twitch.tv PART #pixelharbor", await peer.ReadLineAsync());
        scene.Say(Scene.Subscriber, "unheard");
        await peer.SendAsync("PING :end");

        Assert.Equal(":tmi.twitch.tv PONG tmi.twitch.tv :end", await peer.ReadLineAsync());
    }

    [Fact]
    public async Task Membership_Asked_TellsWhoComesAndGoes()
    {
        await using var scene = await Scene.StartAsync();
        await using var watcher = await IrcPeer.TcpAsync(scene.Sandbox);
        await watcher.SendAsync("CAP REQ :twitch.tv/membership");
        await watcher.SendAsync("NICK justinfan7");
        await watcher.SendAsync("JOIN #pixelharbor");
        await watcher.ReadAsync("366");

        await using var other = await IrcPeer.JoinedAsync(scene, Scene.Moderator);
        await other.SendAsync("PART #pixelharbor");

        Assert.Equal(":quietlantern!quietlantern@quietlantern.tmi.twitch.tv JOIN #pixelharbor", await watcher.ReadLineAsync());
        Assert.Equal(":quietlantern!quietlantern@quietlantern.tmi.twitch.tv PART #pixelharbor", await watcher.ReadLineAsync());
    }
}
