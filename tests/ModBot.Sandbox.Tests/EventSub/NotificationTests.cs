using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.EventSub;

public sealed class NotificationTests
{
    private const string Broadcaster =
        """ "broadcaster_user_id":"810000001","broadcaster_user_login":"pixelharbor","broadcaster_user_name":"PixelHarbor" """;

    private const string User = """ "user_id":"810000007","user_login":"gravelgoblin","user_name":"GravelGoblin" """;
    private const string Target = """ "target_user_id":"810000007","target_user_login":"gravelgoblin","target_user_name":"GravelGoblin" """;
    private const string ByModerator =
        """ "moderator_user_id":"810000003","moderator_user_login":"quietlantern","moderator_user_name":"QuietLantern" """;

    [Fact]
    public async Task ChatMessage_WithMentionAndEmote_HasTwitchsShape()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        scene.Say(Scene.Subscriber, "@QuietLantern that was wild Kappa");

        var frame = await peer.ReadNotificationAsync("channel.chat.message");
        Shape.Is(
            $$"""
            {"metadata":{"message_id":"*","message_type":"notification","message_timestamp":"*","subscription_type":"channel.chat.message","subscription_version":"1"},
             "payload":{"subscription":{"id":"*","status":"enabled","type":"channel.chat.message","version":"1",
               "condition":{"broadcaster_user_id":"810000001","user_id":"810000002"},"transport":{"method":"websocket","session_id":"{{peer.SessionId}}"},
               "created_at":"*","cost":0},
              "event":{ {{Broadcaster}},"source_broadcaster_user_id":null,"source_broadcaster_user_login":null,"source_broadcaster_user_name":null,
               "chatter_user_id":"810000004","chatter_user_login":"mossyotter","chatter_user_name":"MossyOtter","message_id":"*","source_message_id":null,
               "is_source_only":null,"message":{"text":"@QuietLantern that was wild Kappa","fragments":[
                {"type":"mention","text":"@QuietLantern","cheermote":null,"emote":null,"mention":{"user_id":"810000003","user_login":"quietlantern","user_name":"QuietLantern"} },
                {"type":"text","text":" that was wild ","cheermote":null,"emote":null,"mention":null},
                {"type":"emote","text":"Kappa","cheermote":null,"emote":{"id":"25","emote_set_id":"0","owner_id":"0","format":["static"]},"mention":null}]},
               "color":"#2E8B57","badges":[{"set_id":"subscriber","id":"12","info":"14"}],"source_badges":null,"message_type":"text","cheer":null,"reply":null,
               "channel_points_custom_reward_id":null} } }
            """,
            frame);
        Assert.Equal(44, ((string)frame["metadata"]!["message_id"]!).Length);
    }

    [Theory]
    [InlineData("pixelharbor", "broadcaster")]
    [InlineData("stormledger", "lead_moderator")]
    [InlineData("quietlantern", "moderator")]
    [InlineData("velvetcompass", "vip")]
    public async Task ChatMessage_OfRole_CarriesItsOnlyBadge(string login, string badge)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        scene.Say(login, "hello");

        Shape.Is($$"""[{"set_id":"{{badge}}","id":"1","info":""}]""", (await peer.ReadEventAsync("channel.chat.message"))["badges"]);
    }

    [Fact]
    public async Task ChatMessage_Action_WrapsTextAndNotFragments()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        scene.Say(Scene.Subscriber, "/me waves");

        var message = (await peer.ReadEventAsync("channel.chat.message"))["message"]!;
        Assert.Equal("\u0001ACTION waves\u0001", (string)message["text"]!);
        Assert.Equal("waves", (string)message["fragments"]![0]!["text"]!);
    }

    [Fact]
    public async Task ChatMessage_SentByHelix_ComesBackAsEvent()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        var sent = await scene.Helix.PostAsync(
            "chat/messages", new { broadcaster_id = Scene.Channel, sender_id = Scene.Bot, message = "one to review: K7" });

        Assert.True((bool)sent.Row["is_sent"]!);
        var heard = await peer.ReadEventAsync("channel.chat.message");
        Assert.Equal((string)sent.Row["message_id"]!, (string)heard["message_id"]!);
        Assert.Equal(Scene.Bot, (string)heard["chatter_user_id"]!);
    }

    [Fact]
    public async Task Delete_ByHelix_TellsDeleteAndModerate()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message_delete", "channel.moderate");
        var message = scene.Say(Scene.RudeViewer, "click here https://prize.example");

        scene.Sandbox.Moderation.Delete(Scene.Channel, Scene.Moderator, message.Id);

        Shape.Is(
            $$"""{ {{Broadcaster}},{{Target}},"message_id":"{{message.Id}}" }""", await peer.ReadEventAsync("channel.chat.message_delete"));
        Shape.Is(
            Moderate("delete", $$"""{ {{User}},"message_id":"{{message.Id}}","message_body":"click here https://prize.example"}"""),
            await peer.ReadEventAsync("channel.moderate"));
    }

    [Fact]
    public async Task Timeout_ThenLifted_TellsClearTimeoutAndUntimeout()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.clear_user_messages", "channel.moderate");
        var message = scene.Say(Scene.RudeViewer, "CAPS WALL");

        scene.Sandbox.Moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, TimeSpan.FromMinutes(10), "caps wall");
        scene.Sandbox.Moderation.Lift(Scene.Channel, Scene.Moderator, Scene.RudeViewer);

        Shape.Is($$"""{ {{Broadcaster}},{{Target}} }""", await peer.ReadEventAsync("channel.chat.clear_user_messages"));
        Shape.Is(Moderate("timeout", $$"""{ {{User}},"reason":"caps wall","expires_at":"*"}"""), await peer.ReadEventAsync("channel.moderate"));
        Shape.Is(Moderate("untimeout", $$"""{ {{User}} }"""), await peer.ReadEventAsync("channel.moderate"));
        Assert.Equal(MessageStatus.Deleted, scene.Sandbox.Chat.FindMessage(message.Id)!.Status);
    }

    [Fact]
    public async Task Ban_ThenLifted_TellsBanAndUnban()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.moderate");

        scene.Sandbox.Moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, null, "enough");
        scene.Sandbox.Moderation.Lift(Scene.Channel, Scene.Moderator, Scene.RudeViewer);

        Shape.Is(Moderate("ban", $$"""{ {{User}},"reason":"enough"}"""), await peer.ReadEventAsync("channel.moderate"));
        Shape.Is(Moderate("unban", $$"""{ {{User}} }"""), await peer.ReadEventAsync("channel.moderate"));
    }

    [Fact]
    public async Task Clear_ByModerator_TellsClear()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.clear", "channel.moderate");

        scene.Sandbox.Moderation.Clear(Scene.Channel, Scene.Moderator);

        Shape.Is($$"""{ {{Broadcaster}} }""", await peer.ReadEventAsync("channel.chat.clear"));
        Assert.Equal("clear", (string)(await peer.ReadEventAsync("channel.moderate"))["action"]!);
    }

    [Fact]
    public async Task AutoMod_HoldsAWord_TellsHoldInCodePoints()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("automod.message.hold", "channel.chat.message");

        var held = scene.Hold(Scene.RudeViewer, "hey 😂 you Dummkopf Kappa");

        Shape.Is(
            $$"""
            { {{Broadcaster}},{{User}},"message_id":"{{held.Id}}",
             "message":{"text":"hey 😂 you Dummkopf Kappa","fragments":[
              {"type":"text","text":"hey 😂 you ","cheermote":null,"emote":null},{"type":"text","text":"Dummkopf","cheermote":null,"emote":null},
              {"type":"text","text":" ","cheermote":null,"emote":null},{"type":"emote","text":"Kappa","cheermote":null,"emote":{"id":"25","emote_set_id":"0"} }]},
             "reason":"automod","automod":{"category":"bullying","level":3,"boundaries":[{"start_pos":10,"end_pos":17}]},"blocked_term":null,"held_at":"*"}
            """,
            await peer.ReadEventAsync("automod.message.hold"));
    }

    [Theory]
    [InlineData("ALLOW", "approved")]
    [InlineData("DENY", "denied")]
    public async Task AutoMod_Decided_TellsUpdate(string action, string status)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("automod.message.update", "channel.chat.message");
        var held = scene.Hold(Scene.RudeViewer, "you dummkopf");

        var decided = await scene.Helix.PostAsync("moderation/automod/message", new { user_id = Scene.Bot, msg_id = held.Id, action });

        Assert.Equal(204, decided.Status);
        var update = await peer.ReadEventAsync("automod.message.update");
        Assert.Equal(status, (string)update["status"]!);
        Assert.Equal(Scene.Bot, (string)update["moderator_user_id"]!);
        scene.Say(Scene.Subscriber, "next");
        var entered = await peer.ReadEventAsync("channel.chat.message");
        Assert.Equal(action == "ALLOW", (string)entered["message_id"]! == held.Id);
    }

    [Fact]
    public async Task AutoMod_NobodyDecides_TellsExpired()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await using var peer = await scene.ListenAsync("automod.message.update");
        var held = scene.Hold(Scene.RudeViewer, "you dummkopf");

        clock.Advance(TimeSpan.FromMinutes(5));

        var update = await peer.ReadEventAsync("automod.message.update");
        Assert.Equal("expired", (string)update["status"]!);
        Assert.Equal("", (string)update["moderator_user_id"]!);
        Assert.Equal(MessageStatus.Expired, scene.Sandbox.Chat.FindMessage(held.Id)!.Status);
    }

    private static string Moderate(string action, string detail)
    {
        string[] names =
        [
            "followers", "slow", "vip", "unvip", "mod", "unmod", "ban", "unban", "timeout", "untimeout", "raid", "unraid", "delete", "automod_terms",
            "unban_request", "warn", "shared_chat_ban", "shared_chat_unban", "shared_chat_timeout", "shared_chat_untimeout", "shared_chat_delete",
        ];
        var objects = string.Join(',', names.Select(name => $"\"{name}\":{(name == action ? detail : "null")}"));
        return $$"""
            { {{Broadcaster}},"source_broadcaster_user_id":null,"source_broadcaster_user_login":null,"source_broadcaster_user_name":null,
             {{ByModerator}},"action":"{{action}}",{{objects}} }
            """;
    }
}
