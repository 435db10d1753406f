using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.EventSub;

public sealed class ModerateActionTests
{
    private const string User = """ "user_id":"810000007","user_login":"gravelgoblin","user_name":"GravelGoblin" """;
    private const string Other = """ "user_id":"810000005","user_login":"coralbyte","user_name":"CoralByte" """;

    /// <summary>What is done, the action that is told, the field that says more, and what it says.</summary>
    public static TheoryData<string, string, string?, string?> Acts => new()
    {
        { "emotes=true", "emoteonly", null, null },
        { "emotes=true&emotes=false", "emoteonlyoff", null, null },
        { "subscribers=true", "subscribers", null, null },
        { "subscribers=true&subscribers=false", "subscribersoff", null, null },
        { "unique=true", "uniquechat", null, null },
        { "unique=true&unique=false", "uniquechatoff", null, null },
        { "slow=30", "slow", "slow", """{"wait_time_seconds":30}""" },
        { "slow=30&slow=off", "slowoff", null, null },
        { "followers=10", "followers", "followers", """{"follow_duration_minutes":10}""" },
        { "followers=10&followers=off", "followersoff", null, null },
        { "mod", "mod", "mod", $$"""{ {{User}} }""" },
        { "mod&viewer", "unmod", "unmod", $$"""{ {{User}} }""" },
        { "vip", "vip", "vip", $$"""{ {{User}} }""" },
        { "vip&viewer", "unvip", "unvip", $$"""{ {{User}} }""" },
        { "block", "add_blocked_term", "automod_terms", """{"action":"add","list":"blocked","terms":["leak"],"from_automod":false}""" },
        { "block&unblock", "remove_blocked_term", "automod_terms", """{"action":"remove","list":"blocked","terms":["leak"],"from_automod":false}""" },
        { "permit", "add_permitted_term", "automod_terms", """{"action":"add","list":"permitted","terms":["dummkopf"],"from_automod":false}""" },
        { "permit&forbid", "remove_permitted_term", "automod_terms", """{"action":"remove","list":"permitted","terms":["dummkopf"],"from_automod":false}""" },
        { "approve", "approve_unban_request", "unban_request", $$"""{"is_approved":true,{{User}},"moderator_message":"so be it"}""" },
        { "deny", "deny_unban_request", "unban_request", $$"""{"is_approved":false,{{User}},"moderator_message":"so be it"}""" },
        { "raid", "raid", "raid", $$"""{ {{Other}},"viewer_count":120}""" },
        { "raid&unraid", "unraid", "unraid", $$"""{ {{Other}} }""" },
        { "warn", "warn", "warn", $$"""{ {{User}},"reason":"stop","chat_rules_cited":null}""" },
    };

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_Done_IsToldWithItsObjectAlone(string done, string action, string? field, string? detail)
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.moderate");

        foreach (var act in done.Split('&'))
            Do(scene.Sandbox, act);

        var told = await ReadActionAsync(peer, action);
        Assert.Equal(field is null ? [] : [field], Objects(told));
        if (field is not null)
            Shape.Is(detail!, told[field]);
    }

    [Fact]
    public async Task Warn_OnVersionOne_IsNotTold()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await EventSubPeer.ConnectAsync(scene.Sandbox.EventSubUri);
        Assert.Equal(202, (await scene.Helix.SubscribeAsync(peer.SessionId, "channel.moderate", "1", Scene.Channel, Scene.Bot)).Status);

        Do(scene.Sandbox, "warn");
        Do(scene.Sandbox, "slow=30");

        var told = await peer.ReadEventAsync("channel.moderate");
        Assert.Equal("slow", (string)told["action"]!);
        Assert.False(told.ContainsKey("warn"));
    }

    [Fact]
    public async Task SharedChat_ActsOfThePartner_AreToldWithTheirSource()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.moderate");
        scene.Sandbox.Channels.ShareChat("coralbyte", DefaultWorld.Channel);
        scene.Sandbox.Chat.Post("coralbyte", Scene.RudeViewer, "buy now");
        var message = scene.Sandbox.Chat.Messages("coralbyte")[0];
        var moderation = scene.Sandbox.Moderation;

        moderation.Delete("coralbyte", Scene.Moderator, message.Id);
        moderation.Restrict("coralbyte", Scene.Moderator, Scene.RudeViewer, TimeSpan.FromMinutes(1), "caps wall");
        moderation.Lift("coralbyte", Scene.Moderator, Scene.RudeViewer);
        moderation.Restrict("coralbyte", Scene.Moderator, Scene.RudeViewer, null, "enough");
        moderation.Lift("coralbyte", Scene.Moderator, Scene.RudeViewer);

        foreach (var name in (string[])["delete", "timeout", "untimeout", "ban", "unban"])
        {
            var told = await peer.ReadEventAsync("channel.moderate");
            Assert.Equal("shared_chat_" + name, (string)told["action"]!);
            Assert.Equal([Scene.Channel, "810000005"], new[] { (string)told["broadcaster_user_id"]!, (string)told["source_broadcaster_user_id"]! });
            Assert.Equal(["shared_chat_" + name], Objects(told));
            Assert.Equal(Scene.RudeViewer, (string)told["shared_chat_" + name]!["user_id"]!);
        }
    }

    private static void Do(SandboxServer sandbox, string act)
    {
        switch (act)
        {
            case "mod" or "vip" or "viewer":
                sandbox.Chat.SetRole(Scene.Channel, Scene.RudeViewer, act == "mod" ? ChatRole.Moderator : act == "vip" ? ChatRole.Vip : ChatRole.Viewer);
                break;
            case "block":
                sandbox.AutoMod.Block(Scene.Channel, Scene.Moderator, "leak");
                break;
            case "unblock":
                sandbox.AutoMod.Unblock(Scene.Channel, Scene.Moderator, "leak");
                break;
            case "permit" or "forbid":
                sandbox.AutoMod.Permit(Scene.Channel, Scene.Moderator, "dummkopf", act == "permit");
                break;
            case "approve" or "deny":
                sandbox.Moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, null);
                var request = sandbox.Trust.RequestUnban(Scene.Channel, Scene.RudeViewer, "sorry")!;
                sandbox.Trust.ResolveUnban(Scene.Channel, Scene.Moderator, request.Id, act == "approve", "so be it");
                break;
            case "raid":
                sandbox.Channels.StartRaid(Scene.Channel, "coralbyte", 120);
                break;
            case "unraid":
                sandbox.Channels.CancelRaid(Scene.Channel);
                break;
            case "warn":
                sandbox.Moderation.Warn(Scene.Channel, Scene.Moderator, Scene.RudeViewer, "stop");
                break;
            default:
                var (name, value) = act.Split('=') is [var left, var right] ? (left, right) : throw new ArgumentException(act);
                sandbox.Chat.ChangeSettings(Scene.Channel, settings => Change(settings, name, value), Scene.Moderator);
                break;
        }
    }

    private static ChatSettings Change(ChatSettings settings, string name, string value) => name switch
    {
        "emotes" => settings with { EmoteMode = value == "true" },
        "subscribers" => settings with { SubscriberMode = value == "true" },
        "unique" => settings with { UniqueChatMode = value == "true" },
        "slow" => settings with { SlowMode = value != "off", SlowModeWaitTime = int.TryParse(value, out var seconds) ? seconds : null },
        _ => settings with { FollowerMode = value != "off", FollowerModeDuration = int.TryParse(value, out var minutes) ? minutes : null },
    };

    private static async Task<JsonObject> ReadActionAsync(EventSubPeer peer, string action)
    {
        while (true)
        {
            var told = await peer.ReadEventAsync("channel.moderate");
            if ((string)told["action"]! == action)
                return told;
        }
    }

    private static IEnumerable<string> Objects(JsonObject told) => told.Where(pair => pair.Value is JsonObject).Select(pair => pair.Key);
}
