using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Helix;

public sealed class ChatTests
{
    [Fact]
    public async Task Send_FiveHundredCharacters_IsSentAndOneMoreIs422()
    {
        await using var scene = await Scene.StartAsync();

        Assert.Equal(200, (await SendAsync(scene.Helix, Scene.Bot, new string('x', 500))).Status);
        var refused = await SendAsync(scene.Helix, Scene.Bot, new string('x', 501));
        Assert.Equal((422, "The message is too large."), (refused.Status, refused.Message));
    }

    [Fact]
    public async Task Send_SameTextWithin30Seconds_IsDropped()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        using var viewer = scene.As(Scene.Subscriber, "user:write:chat");

        Assert.True((bool)(await SendAsync(viewer, Scene.Subscriber, "hello")).Row["is_sent"]!);
        clock.Advance(TimeSpan.FromSeconds(10));
        Shape.Is(
            """{"message_id":"","is_sent":false,"drop_reason":{"code":"msg_duplicate","message":"*"}}""",
            (await SendAsync(viewer, Scene.Subscriber, "hello")).Row);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True((bool)(await SendAsync(viewer, Scene.Subscriber, "hello")).Row["is_sent"]!);
    }

    [Fact]
    public async Task Send_HeldByAutoMod_IsDroppedAndHeld()
    {
        await using var scene = await Scene.StartAsync();
        using var viewer = scene.As(Scene.RudeViewer, "user:write:chat");

        var answer = await SendAsync(viewer, Scene.RudeViewer, "you numbskull");

        Assert.Equal("automod_held", (string)answer.Row["drop_reason"]!["code"]!);
        Assert.Equal(1, scene.Sandbox.Counters.MessagesHeld);
    }

    [Fact]
    public async Task Send_TwiceInASecondByViewer_IsRateLimited()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        using var viewer = scene.As(Scene.Subscriber, "user:write:chat");

        await SendAsync(viewer, Scene.Subscriber, "one");

        Assert.Equal("msg_ratelimit", (string)(await SendAsync(viewer, Scene.Subscriber, "two")).Row["drop_reason"]!["code"]!);
    }

    [Fact]
    public async Task Send_TimedOut_IsDroppedAndBannedIs403()
    {
        await using var scene = await Scene.StartAsync();
        using var viewer = scene.As(Scene.RudeViewer, "user:write:chat");

        scene.Sandbox.Moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, TimeSpan.FromMinutes(1));
        Assert.Equal("user_timed_out", (string)(await SendAsync(viewer, Scene.RudeViewer, "hello")).Row["drop_reason"]!["code"]!);
        scene.Sandbox.Moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, null);
        Assert.Equal(403, (await SendAsync(viewer, Scene.RudeViewer, "hello")).Status);
    }

    [Fact]
    public async Task Send_AsSomebodyElse_Is401()
    {
        await using var scene = await Scene.StartAsync();

        Assert.Equal(401, (await SendAsync(scene.Helix, Scene.Moderator, "hello")).Status);
    }

    [Fact]
    public async Task Send_WithoutScope_SaysWhichIsMissing()
    {
        await using var scene = await Scene.StartAsync();
        using var poor = scene.As(Scene.Bot);

        var answer = await SendAsync(poor, Scene.Bot, "hello");

        Assert.Equal((401, "Missing scope: user:write:chat"), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task Reply_ToUnknownMessage_Is400AndToKnownCarriesParent()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");
        var parent = scene.Say(Scene.Subscriber, "how was the raid?");
        await peer.ReadAsync();

        Assert.Equal(400, (await SendAsync(scene.Helix, Scene.Bot, "great", "unknown")).Status);
        Assert.Equal(200, (await SendAsync(scene.Helix, Scene.Bot, "great", parent.Id)).Status);

        var reply = (await peer.ReadEventAsync("channel.chat.message"))["reply"]!;
        Assert.Equal(parent.Id, (string)reply["parent_message_id"]!);
        Assert.Equal("how was the raid?", (string)reply["parent_message_body"]!);
    }

    [Fact]
    public async Task Settings_ChatDelay_IsForModeratorsOnly()
    {
        await using var scene = await Scene.StartAsync();
        var path = $"chat/settings?broadcaster_id={Scene.Channel}";

        var changed = await scene.Helix.SendAsync(
            HttpMethod.Patch, $"{path}&moderator_id={Scene.Bot}", new { non_moderator_chat_delay = true, non_moderator_chat_delay_duration = 4 });

        Assert.Equal(4, (int)changed.Row["non_moderator_chat_delay_duration"]!);
        Assert.True((bool)(await scene.Helix.GetAsync($"{path}&moderator_id={Scene.Bot}")).Row["non_moderator_chat_delay"]!);
        Assert.False((await scene.Helix.GetAsync(path)).Row.ContainsKey("non_moderator_chat_delay"));
        Assert.Equal(TimeSpan.FromSeconds(4), scene.Sandbox.Chat.Settings(Scene.Channel).ViewerDelay);
    }

    [Theory]
    [InlineData("""{"slow_mode_wait_time":30}""")]
    [InlineData("""{"slow_mode":true,"slow_mode_wait_time":2}""")]
    [InlineData("""{"non_moderator_chat_delay":true,"non_moderator_chat_delay_duration":3}""")]
    public async Task Settings_BadValue_Is400(string body)
    {
        await using var scene = await Scene.StartAsync();

        var answer = await scene.Helix.SendAsync(
            HttpMethod.Patch, $"chat/settings?broadcaster_id={Scene.Channel}&moderator_id={Scene.Bot}", System.Text.Json.Nodes.JsonNode.Parse(body));

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task Users_ByLoginIdOrToken_AreFound()
    {
        await using var scene = await Scene.StartAsync();

        Assert.Equal(Scene.Bot, (string)(await scene.Helix.GetAsync("users")).Row["id"]!);
        var both = await scene.Helix.GetAsync($"users?login={DefaultWorld.Viewer}&id={Scene.Channel}&login=nobody_here");
        Assert.Equal(["PixelHarbor", "はるなみ"], both.Body!["data"]!.AsArray().Select(user => (string)user!["display_name"]!));
    }

    [Fact]
    public async Task Moderators_OfChannel_LeaveTheBroadcasterOut()
    {
        await using var scene = await Scene.StartAsync();
        using var broadcaster = scene.As(Scene.Channel, "moderation:read");

        var answer = await broadcaster.GetAsync($"moderation/moderators?broadcaster_id={Scene.Channel}&first=2");
        var rest = await broadcaster.GetAsync(
            $"moderation/moderators?broadcaster_id={Scene.Channel}&after={(string)answer.Body!["pagination"]!["cursor"]!}");

        Assert.Equal(["tidewardenbot", "quietlantern"], answer.Body["data"]!.AsArray().Select(user => (string)user!["user_login"]!));
        Assert.Equal(["stormledger", "pebblescout"], rest.Body!["data"]!.AsArray().Select(user => (string)user!["user_login"]!));
        Assert.Empty(rest.Body["pagination"]!.AsObject());
    }

    [Fact]
    public async Task ModeratedChannels_OfBot_AreBoth()
    {
        await using var scene = await Scene.StartAsync();

        var answer = await scene.Helix.GetAsync($"moderation/channels?user_id={Scene.Bot}");

        Assert.Equal(["pixelharbor", "coralbyte"], answer.Body!["data"]!.AsArray().Select(row => (string)row!["broadcaster_login"]!));
    }

    private static Task<HelixAnswer> SendAsync(HelixPeer peer, string sender, string message, string? parent = null)
        => peer.PostAsync(
            "chat/messages", new { broadcaster_id = Scene.Channel, sender_id = sender, message, reply_parent_message_id = parent });
}
