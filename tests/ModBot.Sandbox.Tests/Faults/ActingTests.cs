using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Faults;

public sealed class ActingTests
{
    [Theory]
    [InlineData("channel/live", typeof(StreamChanged))]
    [InlineData("channel/raid?from=coralbyte", typeof(RaidArrived))]
    [InlineData("channel/raid/start?to=coralbyte", typeof(RaidStarted))]
    [InlineData("channel/shared-chat?with=coralbyte", typeof(SharedChatChanged))]
    [InlineData("channel/announce?moderator=quietlantern&text=hi", typeof(NoticePosted))]
    [InlineData("channel/resub?user=mossyotter", typeof(NoticePosted))]
    [InlineData("channel/shield?moderator=quietlantern", typeof(ShieldModeChanged))]
    [InlineData("channel/suspicious?user=gravelgoblin&moderator=quietlantern&status=Restricted", typeof(SuspiciousUserChanged))]
    [InlineData("channel/automod/level?moderator=quietlantern&level=1", typeof(AutoModSettingsChanged))]
    [InlineData("channel/automod/block?moderator=quietlantern&text=leak", typeof(TermsChanged))]
    [InlineData("channel/automod/permit?moderator=quietlantern&text=dummkopf", typeof(TermsChanged))]
    [InlineData("chat/message?user=gravelgoblin&text=hello", typeof(MessagePosted))]
    [InlineData("chat/clear?moderator=quietlantern", typeof(ChatCleared))]
    [InlineData("chat/timeout?user=gravelgoblin&moderator=quietlantern&seconds=5", typeof(UserRestricted))]
    [InlineData("chat/ban?user=gravelgoblin&moderator=quietlantern", typeof(UserRestricted))]
    [InlineData("chat/warn?user=gravelgoblin&moderator=quietlantern", typeof(UserWarned))]
    [InlineData("chat/acknowledge?user=gravelgoblin", typeof(WarningAcknowledged))]
    [InlineData("chat/role?user=gravelgoblin&role=Moderator", typeof(RoleChanged))]
    [InlineData("chat/settings?moderator=quietlantern&slow=30", typeof(SettingsChanged))]
    public async Task Act_OverHttp_Happens(string path, Type happens)
    {
        await using var scene = await Scene.StartAsync();
        using var http = OAuthPeer.Http(scene);

        using var answer = await http.PostAsync("admin/" + path, null);

        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        Assert.Contains(scene.Sandbox.Events.Recent, happened => happened.GetType() == happens);
    }

    [Fact]
    public async Task HeldMessage_OverHttp_IsHeldDeniedAndExpired()
    {
        await using var scene = await Scene.StartAsync();
        using var http = OAuthPeer.Http(scene);
        var first = await SayAsync("you dummkopf");
        var second = await SayAsync("you numbskull");

        using var denied = await http.PostAsync($"admin/chat/deny?message={first}&moderator=quietlantern", null);
        using var expired = await http.PostAsync("admin/channel/automod/expire", null);
        using var late = await http.PostAsync($"admin/chat/allow?message={second}&moderator=quietlantern", null);

        Assert.Equal(MessageStatus.Denied, scene.Sandbox.Chat.FindMessage(first)!.Status);
        Assert.Equal(1, (int)(await expired.Content.ReadFromJsonAsync<JsonObject>())!["affected"]!);
        Assert.Equal(409, (int)late.StatusCode);
        Assert.Equal("AlreadyProcessed", (string)(await late.Content.ReadFromJsonAsync<JsonObject>())!["result"]!);

        async Task<string> SayAsync(string text)
        {
            using var said = await http.PostAsync($"admin/chat/message?user=gravelgoblin&text={Uri.EscapeDataString(text)}", null);
            var body = (await said.Content.ReadFromJsonAsync<JsonObject>())!;
            Assert.Equal("held", (string)body["result"]!);
            return (string)body["id"]!;
        }
    }

    [Fact]
    public async Task UnbanRequest_OverHttp_IsMadeAndResolved()
    {
        await using var scene = await Scene.StartAsync();
        using var http = OAuthPeer.Http(scene);
        using var early = await http.PostAsync("admin/channel/unban-request?user=gravelgoblin", null);
        scene.Sandbox.Moderation.Restrict(Scene.Channel, Scene.Moderator, Scene.RudeViewer, null);

        using var asked = await http.PostAsync("admin/channel/unban-request?user=gravelgoblin", null);
        var id = (string)(await asked.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        using var resolved = await http.PostAsync($"admin/channel/unban-request/resolve?id={id}&moderator=quietlantern&approve=true", null);

        Assert.Equal(409, (int)early.StatusCode);
        Assert.True(resolved.IsSuccessStatusCode);
        Assert.Null(scene.Sandbox.Chat.RestrictionOf(Scene.Channel, Scene.RudeViewer));
    }

    [Fact]
    public async Task Act_OfANobody_Is404()
    {
        await using var scene = await Scene.StartAsync();
        using var http = OAuthPeer.Http(scene);

        using var answer = await http.PostAsync("admin/chat/clear?moderator=nobody", null);

        Assert.Equal(404, (int)answer.StatusCode);
    }
}
