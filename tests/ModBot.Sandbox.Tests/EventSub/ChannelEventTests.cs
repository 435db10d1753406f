using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.EventSub;

public sealed class ChannelEventTests
{
    private const string Broadcaster =
        """ "broadcaster_user_id":"810000001","broadcaster_user_login":"pixelharbor","broadcaster_user_name":"PixelHarbor" """;

    private const string Other =
        """broadcaster_user_id":"810000005","PREFIXbroadcaster_user_login":"coralbyte","PREFIXbroadcaster_user_name":"CoralByte" """;

    private const string User = """ "user_id":"810000007","user_login":"gravelgoblin","user_name":"GravelGoblin" """;
    private const string ByModerator =
        """ "moderator_user_id":"810000003","moderator_user_login":"quietlantern","moderator_user_name":"QuietLantern" """;

    [Fact]
    public async Task Stream_OnAndOff_TellsBothWithOneId()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await ListenAsync(scene, "stream.online", "stream.offline");

        scene.Sandbox.Channels.SetLive(Scene.Channel, true);
        scene.Sandbox.Channels.SetLive(Scene.Channel, true);
        scene.Sandbox.Channels.SetLive(Scene.Channel, false);

        var online = await peer.ReadEventAsync("stream.online");
        Shape.Is($$"""{ {{Broadcaster}},"id":"*","type":"live","started_at":"*"}""", online);
        Shape.Is($$"""{ {{Broadcaster}},"id":"{{online["id"]}}"}""", (await peer.ReadAsync())["payload"]!["event"]);
    }

    [Theory]
    [InlineData("to_broadcaster_user_id", Scene.Channel)]
    [InlineData("from_broadcaster_user_id", "810000005")]
    public async Task Raid_Arriving_IsToldOnEitherSide(string key, string id)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        Assert.Equal(202, (await SubscribeAsync(scene, peer, "channel.raid", (key, id))).Status);

        scene.Sandbox.Channels.Raid("coralbyte", DefaultWorld.Channel, 42);

        Shape.Is(
            """
            {"from_broadcaster_user_id":"810000005","from_broadcaster_user_login":"coralbyte","from_broadcaster_user_name":"CoralByte",
             "to_broadcaster_user_id":"810000001","to_broadcaster_user_login":"pixelharbor","to_broadcaster_user_name":"PixelHarbor","viewers":42}
            """,
            await peer.ReadEventAsync("channel.raid"));
    }

    [Fact]
    public async Task Raid_WithBothConditionsOrNone_Is400()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);

        Assert.Equal(400, (await SubscribeAsync(scene, peer, "channel.raid")).Status);
        Assert.Equal(400, (await SubscribeAsync(
            scene, peer, "channel.raid", ("to_broadcaster_user_id", Scene.Channel), ("from_broadcaster_user_id", "810000005"))).Status);
    }

    [Theory]
    [InlineData("raid", "coralbyte", "")]
    [InlineData("announcement", "quietlantern", "Kappa in ten minutes")]
    [InlineData("resub", "mossyotter", "ten months already")]
    public async Task Notice_InChat_NamesItsKindAndCarriesTheText(string kind, string chatter, string text)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.notification");
        await using var irc = await IrcPeer.JoinedAsync(scene, Scene.Bot);
        var channels = scene.Sandbox.Channels;

        switch (kind)
        {
            case "raid":
                channels.Raid(chatter, Scene.Channel, 42);
                break;
            case "announcement":
                channels.Announce(Scene.Channel, chatter, text);
                break;
            default:
                channels.ShareResub(Scene.Channel, chatter, 10, text);
                break;
        }

        var notice = await peer.ReadEventAsync("channel.chat.notification");
        Assert.Equal(kind, (string)notice["notice_type"]!);
        Assert.Equal(chatter, (string)notice["chatter_user_login"]!);
        Assert.Equal(text, (string)notice["message"]!["text"]!);
        Assert.NotNull(notice[kind]);
        Assert.Null(notice["sub"]);
        var line = await irc.ReadAsync("USERNOTICE");
        Assert.Equal(kind, IrcPeer.Tag(line, "msg-id"));
        Assert.EndsWith($"USERNOTICE #pixelharbor{(text.Length > 0 ? " :" + text : "")}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShieldMode_OnAndOff_TellsBeginAndEnd()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await ListenAsync(scene, "channel.shield_mode.begin", "channel.shield_mode.end");

        scene.Sandbox.Trust.SetShield(Scene.Channel, Scene.Moderator, true);
        scene.Sandbox.Trust.SetShield(Scene.Channel, Scene.Moderator, false);

        Shape.Is($$"""{ {{Broadcaster}},{{ByModerator}},"started_at":"*"}""", await peer.ReadEventAsync("channel.shield_mode.begin"));
        Shape.Is($$"""{ {{Broadcaster}},{{ByModerator}},"ended_at":"*"}""", await peer.ReadEventAsync("channel.shield_mode.end"));
    }

    [Fact]
    public async Task UnbanRequest_Approved_TellsAndLiftsTheBan()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await ListenAsync(scene, "channel.unban_request.create", "channel.unban_request.resolve");
        Assert.Null(scene.Sandbox.Trust.RequestUnban(Scene.Channel, Scene.RudeViewer, "not banned yet"));
        scene.Sandbox.Moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, null);

        var request = scene.Sandbox.Trust.RequestUnban(Scene.Channel, Scene.RudeViewer, "sorry")!;
        scene.Sandbox.Trust.ResolveUnban(Scene.Channel, Scene.Moderator, request.Id, approve: true, "welcome back");

        Shape.Is(
            $$"""{"id":"{{request.Id}}",{{Broadcaster}},{{User}},"text":"sorry","created_at":"*"}""",
            await peer.ReadEventAsync("channel.unban_request.create"));
        Shape.Is(
            $$"""{"id":"{{request.Id}}",{{Broadcaster}},{{ByModerator}},{{User}},"resolution_text":"welcome back","status":"approved"}""",
            await peer.ReadEventAsync("channel.unban_request.resolve"));
        Assert.Null(scene.Sandbox.Chat.RestrictionOf(Scene.Channel, Scene.RudeViewer));
    }

    [Fact]
    public async Task Warning_SentAndRead_TellsBoth()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await ListenAsync(scene, "channel.warning.send", "channel.warning.acknowledge");

        scene.Sandbox.Moderation.Warn(Scene.Channel, Scene.Moderator, Scene.RudeViewer, "please stop");
        scene.Sandbox.Trust.AcknowledgeWarning(Scene.Channel, Scene.RudeViewer);

        Shape.Is(
            $$"""{ {{Broadcaster}},{{ByModerator}},{{User}},"reason":"please stop","chat_rules_cited":null}""",
            await peer.ReadEventAsync("channel.warning.send"));
        Shape.Is($$"""{ {{Broadcaster}},{{User}} }""", await peer.ReadEventAsync("channel.warning.acknowledge"));
    }

    [Fact]
    public async Task SuspiciousUser_Restricted_ReachesModeratorsOnly()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await ListenAsync(scene, "channel.suspicious_user.update", "channel.suspicious_user.message");
        await using var chat = await scene.ListenAsync("channel.chat.message");

        scene.Sandbox.Trust.Suspect(Scene.Channel, Scene.Moderator, Scene.RudeViewer, SuspiciousStatus.Restricted);
        var message = scene.Say(Scene.RudeViewer, "hello again");
        scene.Say(Scene.Subscriber, "next");

        Shape.Is($$"""{ {{Broadcaster}},{{ByModerator}},{{User}},"low_trust_status":"restricted"}""", await peer.ReadEventAsync("channel.suspicious_user.update"));
        Shape.Is(
            $$"""
            { {{Broadcaster}},{{User}},"low_trust_status":"restricted","shared_ban_channel_ids":null,"types":["manually_added"],"ban_evasion_evaluation":"unknown",
             "message":{"message_id":"{{message.Id}}","text":"hello again","fragments":[{"type":"text","text":"hello again","cheermote":null,"emote":null}]} }
            """,
            await peer.ReadEventAsync("channel.suspicious_user.message"));
        Assert.Equal("next", (string)(await chat.ReadEventAsync("channel.chat.message"))["message"]!["text"]!);
    }

    [Fact]
    public async Task Roles_Changed_TellModeratorsAndVips()
    {
        await using var scene = await Scene.StartAsync();
        using var owner = scene.As(Scene.Channel, "moderation:read", "channel:read:vips");
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        foreach (var type in (string[])["channel.moderator.add", "channel.moderator.remove", "channel.vip.add", "channel.vip.remove"])
            Assert.Equal(202, (await SubscribeAsync(peer, type, owner, ("broadcaster_user_id", Scene.Channel))).Status);

        foreach (var role in (ChatRole[])[ChatRole.Moderator, ChatRole.Vip, ChatRole.Viewer])
            scene.Sandbox.Chat.SetRole(Scene.Channel, Scene.RudeViewer, role);

        foreach (var type in (string[])["channel.moderator.add", "channel.moderator.remove", "channel.vip.add", "channel.vip.remove"])
            Shape.Is($$"""{ {{User}},{{Broadcaster}} }""", await peer.ReadEventAsync(type));
    }

    [Fact]
    public async Task SharedChat_BeginsChangesAndEnds_TellsEachChannel()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await ListenAsync(scene, "channel.shared_chat.begin", "channel.shared_chat.update", "channel.shared_chat.end");
        scene.Sandbox.Chat.AddChannel("thirdharbor");

        var session = scene.Sandbox.Channels.ShareChat("coralbyte", DefaultWorld.Channel);
        scene.Sandbox.Channels.ShareChat("coralbyte", "thirdharbor");
        scene.Sandbox.Channels.LeaveSharedChat(DefaultWorld.Channel);

        var host = $"\"host_{Other.Replace("PREFIX", "host_", StringComparison.Ordinal)}";
        var guest = $"\"{Other.Replace("PREFIX", "", StringComparison.Ordinal)}";
        Shape.Is(
            $$"""{"session_id":"{{session.Id}}",{{Broadcaster}},{{host}},"participants":[{ {{guest}} },{ {{Broadcaster}} }]}""",
            await peer.ReadEventAsync("channel.shared_chat.begin"));
        Assert.Equal(3, (await peer.ReadEventAsync("channel.shared_chat.update"))["participants"]!.AsArray().Count);
        Shape.Is($$"""{"session_id":"{{session.Id}}",{{Broadcaster}},{{host}} }""", await peer.ReadEventAsync("channel.shared_chat.end"));
        Assert.Equal(2, scene.Sandbox.Channels.SharedChatOf("coralbyte")!.Participants.Count);
    }

    [Fact]
    public async Task SharedChat_Message_AppearsInEachChannelWithItsSource()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");
        await using var irc = await IrcPeer.JoinedAsync(scene, Scene.Bot);
        scene.Sandbox.Channels.ShareChat("coralbyte", DefaultWorld.Channel);

        scene.Sandbox.Chat.Post("coralbyte", Scene.Moderator, "from the other side");
        scene.Say(Scene.Subscriber, "from here");

        var original = scene.Sandbox.Chat.Messages("coralbyte")[0];
        var foreign = await peer.ReadEventAsync("channel.chat.message");
        Assert.Equal("810000005", (string)foreign["source_broadcaster_user_id"]!);
        Assert.Equal(original.Id, (string)foreign["source_message_id"]!);
        Assert.NotEqual(original.Id, (string)foreign["message_id"]!);
        Assert.Equal("moderator", (string)foreign["source_badges"]![0]!["set_id"]!);
        Assert.False((bool)foreign["is_source_only"]!);
        Assert.Null((await peer.ReadEventAsync("channel.chat.message"))["source_message_id"]);
        Assert.Equal(original.Id, IrcPeer.Tag(await irc.ReadAsync("PRIVMSG"), "source-id"));
        Assert.Equal("from here", scene.Sandbox.Chat.Messages("coralbyte")[^1].Text);
    }

    private static async Task<EventSubPeer> ListenAsync(Scene scene, params string[] types)
    {
        var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        using var moderator = scene.As(
            Scene.Bot, [.. Scene.BotScopes, "moderator:read:shield_mode", "moderator:read:suspicious_users", "moderator:read:unban_requests"]);
        foreach (var type in types)
            Assert.Equal(202, (await SubscribeAsync(
                peer, type, moderator, ("broadcaster_user_id", Scene.Channel), ("moderator_user_id", Scene.Bot))).Status);
        return peer;
    }

    private static Task<HelixAnswer> SubscribeAsync(Scene scene, EventSubPeer peer, string type, params (string Key, string Id)[] condition)
        => SubscribeAsync(peer, type, scene.Helix, condition);

    private static Task<HelixAnswer> SubscribeAsync(
        EventSubPeer peer, string type, HelixPeer helix, params (string Key, string Id)[] condition)
        => helix.PostAsync("eventsub/subscriptions", new
        {
            type,
            version = "1",
            condition = condition.ToDictionary(pair => pair.Key, pair => pair.Id),
            transport = new { method = "websocket", session_id = peer.SessionId },
        });
}
