using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Helix;

public sealed class ChannelCallTests
{
    private const string Who = $"broadcaster_id={Scene.Channel}&moderator_id={Scene.Bot}";

    [Fact]
    public async Task BlockedTerms_AddedTwiceListedRemoved_AreThereOnce()
    {
        await using var scene = await Scene.StartAsync();

        var added = await scene.Helix.PostAsync($"moderation/blocked_terms?{Who}", new { text = "free followers*" });
        var again = await scene.Helix.PostAsync($"moderation/blocked_terms?{Who}", new { text = "free followers*" });
        var listed = await scene.Helix.GetAsync($"moderation/blocked_terms?{Who}");
        var id = (string)added.Row["id"]!;

        Shape.Is(
            $$"""{"broadcaster_id":"{{Scene.Channel}}","moderator_id":"{{Scene.Bot}}","id":"{{id}}","text":"free followers*","created_at":"*","updated_at":"*","expires_at":null}""",
            added.Row);
        Assert.Equal(id, (string)again.Row["id"]!);
        Assert.Single(listed.Body!["data"]!.AsArray());
        foreach (var text in (string[])["x", "mid*dle", new string('a', 501)])
            Assert.Equal(400, (await scene.Helix.PostAsync($"moderation/blocked_terms?{Who}", new { text })).Status);
        Assert.Equal(204, (await scene.Helix.DeleteAsync($"moderation/blocked_terms?{Who}&id={id}")).Status);
        Assert.Equal(204, (await scene.Helix.DeleteAsync($"moderation/blocked_terms?{Who}&id={id}")).Status);
        Assert.Empty(scene.Sandbox.AutoMod.BlockedTerms(Scene.Channel));
    }

    [Fact]
    public async Task ShieldMode_NeverOn_HasEmptyTextAndThenItsModerator()
    {
        await using var scene = await Scene.StartAsync();
        using var moderator = scene.As(Scene.Bot, "moderator:manage:shield_mode");

        var never = await moderator.GetAsync($"moderation/shield_mode?{Who}");
        var on = await moderator.SendAsync(HttpMethod.Put, $"moderation/shield_mode?{Who}", new { is_active = true });

        Shape.Is("""{"is_active":false,"moderator_id":"","moderator_name":"","moderator_login":"","last_activated_at":""}""", never.Row);
        Shape.Is(
            """{"is_active":true,"moderator_id":"810000002","moderator_name":"TidewardenBot","moderator_login":"tidewardenbot","last_activated_at":"*"}""",
            on.Row);
        Assert.Equal(401, (await scene.Helix.GetAsync($"moderation/shield_mode?{Who}")).Status);
    }

    [Fact]
    public async Task UnbanRequests_ListedAndResolved_FollowTheirStatus()
    {
        await using var scene = await Scene.StartAsync();
        using var moderator = scene.As(Scene.Bot, "moderator:manage:unban_requests");
        scene.Sandbox.Moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, null);
        var request = scene.Sandbox.Trust.RequestUnban(Scene.Channel, Scene.RudeViewer, "sorry")!;
        var resolve = $"moderation/unban_requests?{Who}&unban_request_id={request.Id}&resolution_text=hi&status=";

        var pending = await moderator.GetAsync($"moderation/unban_requests?{Who}&status=pending");
        Assert.Null(pending.Row["moderator_id"]);
        Assert.Equal(400, (await moderator.SendAsync(HttpMethod.Patch, resolve + "maybe")).Status);
        var approved = await moderator.SendAsync(HttpMethod.Patch, resolve + "approved");
        Assert.Equal("approved", (string)approved.Row["status"]!);
        Assert.Equal("hi", (string)approved.Row["resolution_text"]!);
        Assert.Equal(400, (await moderator.SendAsync(HttpMethod.Patch, resolve + "denied")).Status);
        Assert.Empty((await moderator.GetAsync($"moderation/unban_requests?{Who}&status=pending")).Body!["data"]!.AsArray());
        Assert.Equal(400, (await moderator.GetAsync($"moderation/unban_requests?{Who}")).Status);
    }

    [Fact]
    public async Task SuspiciousUser_RestrictedAndLet_IsSo()
    {
        await using var scene = await Scene.StartAsync();
        using var moderator = scene.As(Scene.Bot, "moderator:manage:suspicious_users");

        var added = await moderator.PostAsync($"moderation/suspicious_users?{Who}", new { user_id = Scene.RudeViewer, status = "RESTRICTED" });
        Assert.Equal("RESTRICTED", (string)added.Row["status"]!);
        Assert.Equal(SuspiciousStatus.Restricted, scene.Sandbox.Trust.SuspicionOf(Scene.Channel, Scene.RudeViewer));
        Assert.Equal(400, (await moderator.PostAsync($"moderation/suspicious_users?{Who}", new { user_id = Scene.Moderator, status = "RESTRICTED" })).Status);
        var removed = await moderator.DeleteAsync($"moderation/suspicious_users?{Who}&user_id={Scene.RudeViewer}");
        Assert.Equal("NO_TREATMENT", (string)removed.Row["status"]!);
        Assert.Equal(SuspiciousStatus.None, scene.Sandbox.Trust.SuspicionOf(Scene.Channel, Scene.RudeViewer));
    }

    [Fact]
    public async Task Lists_OfVipsBannedAndSharedChat_TellWhatIs()
    {
        await using var scene = await Scene.StartAsync();
        using var owner = scene.As(Scene.Channel, "channel:read:vips", "moderation:read");
        scene.Sandbox.Moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, null, "spam links");

        Assert.Equal(DefaultWorld.Vip, (string)(await owner.GetAsync($"channels/vips?broadcaster_id={Scene.Channel}")).Row["user_login"]!);
        var banned = await owner.GetAsync($"moderation/banned?broadcaster_id={Scene.Channel}");
        Assert.Equal(["gravelgoblin", "", "spam links"], new[] { "user_login", "expires_at", "reason" }.Select(name => (string)banned.Row[name]!));
        Assert.Empty((await owner.GetAsync($"shared_chat/session?broadcaster_id={Scene.Channel}")).Body!["data"]!.AsArray());
        scene.Sandbox.Channels.ShareChat("coralbyte", DefaultWorld.Channel);
        Assert.Equal("810000005", (string)(await owner.GetAsync($"shared_chat/session?broadcaster_id={Scene.Channel}")).Row["host_broadcaster_id"]!);
    }

    [Fact]
    public async Task CheckAutoMod_OfTwoTexts_SaysWhichWouldPass()
    {
        await using var scene = await Scene.StartAsync();
        using var owner = scene.As(Scene.Channel, "moderation:read");

        var answer = await owner.PostAsync($"moderation/enforcements/status?broadcaster_id={Scene.Channel}", new
        {
            data = new[] { new { msg_id = "a1", msg_text = "lovely stream" }, new { msg_id = "a2", msg_text = "you are a dummkopf" } },
        });

        Shape.Is("""[{"msg_id":"a1","is_permitted":true},{"msg_id":"a2","is_permitted":false}]""", answer.Body!["data"]);
    }

    [Fact]
    public async Task Announcement_Sent_IsInChat()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.notification");
        using var moderator = scene.As(Scene.Bot, "moderator:manage:announcements");

        Assert.Equal(204, (await moderator.PostAsync($"chat/announcements?{Who}", new { message = new string('a', 600) })).Status);

        var notice = await peer.ReadEventAsync("channel.chat.notification");
        Assert.Equal(500, ((string)notice["message"]!["text"]!).Length);
        Assert.Equal("PRIMARY", (string)notice["announcement"]!["color"]!);
    }

    [Fact]
    public async Task SendMessage_WithIdsInTheQuery_IsSent()
    {
        await using var scene = await Scene.StartAsync();

        var sent = await scene.Helix.PostAsync($"chat/messages?broadcaster_id={Scene.Channel}&sender_id={Scene.Bot}", new { message = "hello" });

        Assert.True((bool)sent.Row["is_sent"]!);
    }
}
