using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Irc;

public sealed class IrcChatTests
{
    [Fact]
    public async Task Message_WithEmotesAfterEmoji_HasTagsWithCodePointPositions()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.JoinedAsync(scene, Scene.Bot);

        var message = scene.Say(Scene.Subscriber, "😂 Kappa LUL Kappa");

        var line = await peer.ReadAsync("PRIVMSG");
        Assert.Equal("25:2-6,12-16/425618:8-10", IrcPeer.Tag(line, "emotes"));
        Assert.Equal(message.Id, IrcPeer.Tag(line, "id"));
        Assert.Equal("subscriber/12", IrcPeer.Tag(line, "badges"));
        Assert.Equal("subscriber/14", IrcPeer.Tag(line, "badge-info"));
        Assert.Equal("810000001", IrcPeer.Tag(line, "room-id"));
        Assert.Equal("810000004", IrcPeer.Tag(line, "user-id"));
        Assert.Equal(IrcTags.Milliseconds(message.SentAt), IrcPeer.Tag(line, "tmi-sent-ts"));
        Assert.EndsWith(" :mossyotter!mossyotter@mossyotter.tmi.twitch.tv PRIVMSG #pixelharbor :😂 Kappa LUL Kappa", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_Sent_CarriesItsParentEscaped()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.JoinedAsync(scene, Scene.Bot);
        await using var other = await IrcPeer.JoinedAsync(scene, Scene.Moderator);
        var parent = scene.Say(Scene.Subscriber, "one; two");

        await peer.SendAsync($"@reply-parent-msg-id={parent.Id} PRIVMSG #pixelharbor :three");

        await other.ReadAsync("PRIVMSG");
        var line = await other.ReadAsync("PRIVMSG");
        Assert.Equal(parent.Id, IrcPeer.Tag(line, "reply-parent-msg-id"));
        Assert.Equal("one\\:\\stwo", IrcPeer.Tag(line, "reply-parent-msg-body"));
    }

    [Fact]
    public async Task OwnMessage_Sent_ComesBackAsUserStateOnly()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.JoinedAsync(scene, Scene.Bot);
        await using var second = await IrcPeer.JoinedAsync(scene, Scene.Bot);

        await peer.SendAsync("PRIVMSG #pixelharbor :\u0001ACTION waves\u0001");

        var state = (await peer.ReadLineAsync())!;
        Assert.EndsWith(" :tmi.twitch.tv USERSTATE #pixelharbor", state, StringComparison.Ordinal);
        var posted = Assert.Single(scene.Sandbox.Chat.Messages(Scene.Channel));
        Assert.Equal(posted.Id, IrcPeer.Tag(state, "id"));
        Assert.EndsWith("PRIVMSG #pixelharbor :\u0001ACTION waves\u0001", await second.ReadAsync("PRIVMSG"), StringComparison.Ordinal);
        scene.Say(Scene.Subscriber, "next");
        Assert.EndsWith(":next", await peer.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_OfAMessage_AreNotices()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.JoinedAsync(scene, Scene.RudeViewer);

        await peer.SendAsync("PRIVMSG #pixelharbor :you dummkopf");
        Assert.Equal("msg_rejected", IrcPeer.Tag(await peer.ReadAsync("NOTICE"), "msg-id"));
        await peer.SendAsync("PRIVMSG #pixelharbor :too fast");
        Assert.Equal("msg_ratelimit", IrcPeer.Tag(await peer.ReadAsync("NOTICE"), "msg-id"));
        await peer.SendAsync("PRIVMSG #pixelharbor :/ban mossyotter");
        Assert.Equal("unrecognized_cmd", IrcPeer.Tag(await peer.ReadAsync("NOTICE"), "msg-id"));
    }

    [Fact]
    public async Task Moderation_OfAnyKind_ClearsOnIrc()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.JoinedAsync(scene, Scene.Bot);
        var message = scene.Say(Scene.RudeViewer, "click here");
        var moderation = scene.Sandbox.Moderation;

        moderation.Delete(Scene.Channel, Scene.Moderator, message.Id);
        moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, TimeSpan.FromMinutes(10));
        moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, null);
        moderation.Clear(Scene.Channel, Scene.Moderator);

        var deleted = await peer.ReadAsync("CLEARMSG");
        Assert.Equal(message.Id, IrcPeer.Tag(deleted, "target-msg-id"));
        Assert.EndsWith(":tmi.twitch.tv CLEARMSG #pixelharbor :click here", deleted, StringComparison.Ordinal);
        var timeout = await peer.ReadAsync("CLEARCHAT");
        Assert.Equal("600", IrcPeer.Tag(timeout, "ban-duration"));
        Assert.EndsWith(":tmi.twitch.tv CLEARCHAT #pixelharbor :gravelgoblin", timeout, StringComparison.Ordinal);
        Assert.Null(IrcPeer.Tag(await peer.ReadAsync("CLEARCHAT"), "ban-duration"));
        Assert.EndsWith(":tmi.twitch.tv CLEARCHAT #pixelharbor", await peer.ReadAsync("CLEARCHAT"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_Changed_TellOnlyWhatChanged()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.JoinedAsync(scene, Scene.Bot);

        scene.Sandbox.Chat.ChangeSettings(Scene.Channel, settings => settings with { SlowMode = true, SlowModeWaitTime = 30 });

        Assert.Equal("@room-id=810000001;slow=30 :tmi.twitch.tv ROOMSTATE #pixelharbor", await peer.ReadLineAsync());
        Assert.Equal("slow_on", IrcPeer.Tag((await peer.ReadLineAsync())!, "msg-id"));
    }

    [Fact]
    public async Task Ping_Unanswered_ClosesAndAnsweredGoesOn()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await IrcPeer.JoinedAsync(scene, Scene.Bot);

        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("PING :tmi.twitch.tv", await peer.ReadLineAsync());
        await peer.SendAsync("PONG :tmi.twitch.tv");
        await peer.SendAsync("PING :sync");
        await peer.ReadAsync(":tmi.twitch.tv PONG");
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("PING :tmi.twitch.tv", await peer.ReadLineAsync());
        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await peer.ReadLineAsync());
    }

    [Fact]
    public async Task Reconnect_Announced_ClosesAfterTheGrace()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await IrcPeer.JoinedAsync(scene, Scene.Bot);

        Assert.Equal(1, scene.Sandbox.Faults.AnnounceIrcReconnect());
        Assert.Equal(":tmi.twitch.tv RECONNECT", await peer.ReadLineAsync());
        scene.Say(Scene.Subscriber, "still heard");
        await peer.ReadAsync("PRIVMSG");
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await peer.ReadLineAsync());
    }

    [Fact]
    public async Task Drop_CutsEveryConnection()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await IrcPeer.JoinedAsync(scene, Scene.Bot);

        scene.Sandbox.Faults.DropIrc();

        await Assert.ThrowsAnyAsync<IOException>(async () => Assert.NotNull(await peer.ReadLineAsync() ?? throw new IOException("ended")));
        await Eventually.TrueAsync(() => scene.Sandbox.Faults.IrcConnectionCount == 0);
    }
}
