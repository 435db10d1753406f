using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Pages;

public sealed class ChatPageTests
{
    [Theory]
    [InlineData("", "text/html")]
    [InlineData("assets/chat.css", "text/css")]
    [InlineData("assets/chat.js", "text/javascript")]
    public async Task Page_Files_CarryAPolicy(string path, string type)
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);

        using var response = await http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_OfModerator_ShowsDeletedTextAndByWhom()
    {
        await using var scene = await Scene.StartAsync();
        await using var feed = await PageFeed.OpenAsync(scene, DefaultWorld.Moderator);

        var message = scene.Say(Scene.RudeViewer, "rude");
        scene.Sandbox.Moderation.Delete(Scene.Channel, Scene.Lead, message.Id);

        Assert.Equal("visible", (string)(await feed.ReadAsync("message"))["message"]!["status"]!);
        var deleted = (await feed.ReadAsync("message"))["message"]!;
        Assert.Equal("deleted", (string)deleted["status"]!);
        Assert.Equal("StormLedger", (string)deleted["changed_by"]!);
    }

    [Fact]
    public async Task Feed_OfViewer_SeesNoHeldMessageAndNoDeletedText()
    {
        await using var scene = await Scene.StartAsync();
        await using var feed = await PageFeed.OpenAsync(scene, DefaultWorld.Viewer);

        scene.Hold(Scene.RudeViewer, "you dummkopf");
        var message = scene.Say(Scene.RudeViewer, "rude");
        scene.Sandbox.Moderation.Delete(Scene.Channel, Scene.Moderator, message.Id);

        Assert.Equal(message.Id, (string)(await feed.ReadAsync("message"))["message"]!["id"]!);
        Assert.Equal(message.Id, (string)(await feed.ReadAsync("gone"))["ids"]![0]!);
    }

    [Fact]
    public async Task Feed_OfViewerUnderChatDelay_NeverSeesWhatWasDeletedInTime()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock, ViewerDelaySeconds = 2 });
        var backlog = scene.Say(Scene.Subscriber, "from before");
        await using var feed = await PageFeed.OpenAsync(scene, DefaultWorld.Viewer);

        var deleted = scene.Say(Scene.RudeViewer, "rude");
        var kept = scene.Say(Scene.Subscriber, "kept");
        scene.Sandbox.Moderation.Delete(Scene.Channel, Scene.Moderator, deleted.Id);
        Assert.Equal("gone", (string)(await feed.ReadAsync("gone"))["type"]!);
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(backlog.Id, (string)(await feed.ReadAsync("message"))["message"]!["id"]!);
        Assert.Equal(kept.Id, (string)(await feed.ReadAsync("message"))["message"]!["id"]!);
    }

    [Fact]
    public async Task Post_ThroughPage_TellsTheSenderOfAHold()
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);

        using var held = await http.PostAsJsonAsync(
            "chat/messages", new { channel = DefaultWorld.Channel, user = DefaultWorld.RudeViewer, text = "you dummkopf" });

        Assert.Equal("Your message is being checked by mods and has not been sent.", (string)(await held.Content.ReadFromJsonAsync<JsonObject>())!["notice"]!);
    }

    [Fact]
    public async Task Act_ByViewer_Is403AndByModeratorWorks()
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);
        var held = scene.Hold(Scene.RudeViewer, "you dummkopf");

        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(DefaultWorld.Viewer, "allow"));
        Assert.Equal(HttpStatusCode.OK, await ActAsync(DefaultWorld.LeadModerator, "allow"));
        Assert.Equal(HttpStatusCode.OK, await ActAsync(DefaultWorld.LeadModerator, "delete"));
        Assert.Equal(HttpStatusCode.BadRequest, await ActAsync(DefaultWorld.LeadModerator, "explode"));
        Assert.Equal(MessageStatus.Deleted, scene.Sandbox.Chat.FindMessage(held.Id)!.Status);

        async Task<HttpStatusCode> ActAsync(string user, string action)
        {
            using var response = await http.PostAsJsonAsync(
                "chat/act", new { channel = DefaultWorld.Channel, user, message_id = held.Id, action });
            return response.StatusCode;
        }
    }

    private static HttpClient Http(Scene scene) => new() { BaseAddress = scene.Sandbox.BaseUri, Timeout = Guard.Limit };
}
