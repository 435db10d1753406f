using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Helix;

public sealed class ModerationTests
{
    private const string Where = $"broadcaster_id={Scene.Channel}&moderator_id={Scene.Bot}";

    [Fact]
    public async Task Delete_Twice_Is204Then404()
    {
        await using var scene = await Scene.StartAsync();
        var message = scene.Say(Scene.RudeViewer, "rude");

        Assert.Equal(204, (await DeleteAsync(scene, message.Id)).Status);
        Assert.Equal(404, (await DeleteAsync(scene, message.Id)).Status);
        Assert.Equal(404, (await DeleteAsync(scene, "unknown")).Status);
    }

    [Fact]
    public async Task Delete_OlderThanSixHours_Is404()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock, TokenLifetime = TimeSpan.FromDays(1) });
        var message = scene.Say(Scene.RudeViewer, "rude");

        clock.Advance(TimeSpan.FromHours(6) + TimeSpan.FromSeconds(1));

        Assert.Equal(404, (await DeleteAsync(scene, message.Id)).Status);
    }

    [Theory]
    [InlineData(Scene.Channel)]
    [InlineData(Scene.Moderator)]
    [InlineData(Scene.Lead)]
    public async Task Delete_OfBroadcasterOrModerator_Is400(string author)
    {
        await using var scene = await Scene.StartAsync();
        var message = scene.Say(author, "hello");

        Assert.Equal(400, (await DeleteAsync(scene, message.Id)).Status);
    }

    [Fact]
    public async Task Delete_WithoutMessageId_ClearsTheChat()
    {
        await using var scene = await Scene.StartAsync();
        var message = scene.Say(Scene.RudeViewer, "rude");

        Assert.Equal(204, (await scene.Helix.DeleteAsync($"moderation/chat?{Where}")).Status);
        Assert.Equal(404, (await DeleteAsync(scene, message.Id)).Status);
    }

    [Fact]
    public async Task Delete_ByViewer_Is403()
    {
        await using var scene = await Scene.StartAsync();
        var message = scene.Say(Scene.Subscriber, "hello");
        using var viewer = scene.As(Scene.RudeViewer, "moderator:manage:chat_messages");

        var answer = await viewer.DeleteAsync(
            $"moderation/chat?broadcaster_id={Scene.Channel}&moderator_id={Scene.RudeViewer}&message_id={message.Id}");

        Assert.Equal((403, "The user in moderator_id is not one of the broadcaster's moderators."), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task Delete_InSomebodysName_Is401()
    {
        await using var scene = await Scene.StartAsync();
        var message = scene.Say(Scene.RudeViewer, "rude");

        var answer = await scene.Helix.DeleteAsync(
            $"moderation/chat?broadcaster_id={Scene.Channel}&moderator_id={Scene.Moderator}&message_id={message.Id}");

        Assert.Equal(401, answer.Status);
    }

    [Fact]
    public async Task Delete_ByAppTokenWithGrant_Is204()
    {
        await using var scene = await Scene.StartAsync();
        var message = scene.Say(Scene.RudeViewer, "rude");
        using var app = new HelixPeer(scene.Sandbox, scene.Sandbox.IssueAppToken().AccessToken);

        Assert.Equal(204, (await app.DeleteAsync($"moderation/chat?{Where}&message_id={message.Id}")).Status);
    }

    [Fact]
    public async Task Ban_StateMachine_FollowsTwitch()
    {
        await using var scene = await Scene.StartAsync();

        Assert.Equal((400, "user is not banned"), Of(await UnbanAsync(scene)));
        Assert.NotNull((string?)(await BanAsync(scene, Scene.RudeViewer, 600)).Row["end_time"]);
        Assert.Equal(200, (await BanAsync(scene, Scene.RudeViewer, 60)).Status);
        Assert.Null((string?)(await BanAsync(scene, Scene.RudeViewer)).Row["end_time"]);
        Assert.Equal((400, "user is already banned"), Of(await BanAsync(scene, Scene.RudeViewer, 600)));
        Assert.Equal((400, "user is already banned"), Of(await BanAsync(scene, Scene.RudeViewer)));
        Assert.Equal(204, (await UnbanAsync(scene)).Status);
        Assert.Equal(400, (await UnbanAsync(scene)).Status);
    }

    [Fact]
    public async Task Timeout_RunOut_CannotBeLifted()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        await BanAsync(scene, Scene.RudeViewer, 60);

        clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(400, (await UnbanAsync(scene)).Status);
        scene.Say(Scene.RudeViewer, "back again");
    }

    [Theory]
    [InlineData(Scene.Channel, null)]
    [InlineData(Scene.Moderator, 60)]
    [InlineData("999", 60)]
    [InlineData(Scene.RudeViewer, 0)]
    [InlineData(Scene.RudeViewer, 1_209_601)]
    public async Task Ban_NotAllowed_Is400(string user, int? seconds)
    {
        await using var scene = await Scene.StartAsync();

        Assert.Equal(400, (await BanAsync(scene, user, seconds)).Status);
    }

    [Fact]
    public async Task Warn_Viewer_Is200AndModeratorIs400()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.moderate");

        var warned = await scene.Helix.PostAsync($"moderation/warnings?{Where}", new { data = new { user_id = Scene.RudeViewer, reason = "be kind" } });
        var refused = await scene.Helix.PostAsync($"moderation/warnings?{Where}", new { data = new { user_id = Scene.Moderator, reason = "x" } });
        var empty = await scene.Helix.PostAsync($"moderation/warnings?{Where}", new { data = new { user_id = Scene.RudeViewer } });

        Assert.Equal("be kind", (string)warned.Row["reason"]!);
        Assert.Equal((400, 400), (refused.Status, empty.Status));
        Assert.Equal("be kind", (string)(await peer.ReadEventAsync("channel.moderate"))["warn"]!["reason"]!);
    }

    [Fact]
    public async Task HeldMessage_Decided_IsDecidedOnce()
    {
        await using var scene = await Scene.StartAsync();
        var held = scene.Hold(Scene.RudeViewer, "you dummkopf");

        Assert.Equal(204, (await DecideAsync(scene, held.Id, "DENY")).Status);
        Assert.Equal((400, "The message was already processed."), Of(await DecideAsync(scene, held.Id, "ALLOW")));
        Assert.Equal(404, (await DecideAsync(scene, "unknown", "ALLOW")).Status);
        Assert.Equal(400, (await DecideAsync(scene, held.Id, "allow")).Status);
    }

    private static Task<HelixAnswer> DeleteAsync(Scene scene, string messageId) => scene.Helix.DeleteAsync($"moderation/chat?{Where}&message_id={messageId}");

    private static Task<HelixAnswer> BanAsync(Scene scene, string user, int? seconds = null)
        => scene.Helix.PostAsync(
            $"moderation/bans?{Where}",
            new { data = seconds is null ? (object)new { user_id = user } : new { user_id = user, duration = seconds, reason = "test" } });

    private static Task<HelixAnswer> UnbanAsync(Scene scene) => scene.Helix.DeleteAsync($"moderation/bans?{Where}&user_id={Scene.RudeViewer}");

    private static Task<HelixAnswer> DecideAsync(Scene scene, string messageId, string action)
        => scene.Helix.PostAsync("moderation/automod/message", new { user_id = Scene.Bot, msg_id = messageId, action });

    private static (int, string?) Of(HelixAnswer answer) => (answer.Status, answer.Message);
}
