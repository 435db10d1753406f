using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ModBot.Sandbox.Peers;

namespace ModBot.Sandbox.Faults;

public sealed class AdminTests
{
    [Fact]
    public async Task Switches_OverHttp_ReachTheSessions()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");
        using var http = new HttpClient { BaseAddress = scene.Sandbox.BaseUri, Timeout = Guard.Limit };

        await PostAsync("admin/eventsub/keepalives?enabled=false");
        await PostAsync("admin/eventsub/duplicate?count=1&new_id=true");
        await PostAsync("admin/eventsub/late?count=1&seconds=700");
        await PostAsync("admin/helix/slow?milliseconds=0");
        await PostAsync("admin/helix/fail?status=503&path=/users");
        await PostAsync("admin/oauth/expire?user=coralbyte");
        await PostAsync("admin/eventsub/raw", new StringContent("""{"metadata":{"message_type":"odd"}}"""));
        await PostAsync("admin/eventsub/reconnect");
        await PostAsync("admin/eventsub/revoke?type=channel.chat.message&status=version_removed");
        await PostAsync("admin/eventsub/close?code=4006");

        Assert.Equal("odd", EventSubPeer.TypeOf(await peer.ReadAsync()));
        Assert.Equal("session_reconnect", EventSubPeer.TypeOf(await peer.ReadAsync()));
        Assert.Equal("revocation", EventSubPeer.TypeOf(await peer.ReadAsync()));
        Assert.Null(await peer.ReadTextAsync());
        Assert.Equal(4006, peer.CloseCode);
        Assert.Equal(503, (await scene.Helix.GetAsync("users")).Status);

        async Task PostAsync(string path, HttpContent? content = null)
        {
            using var response = await http.PostAsync(path, content);
            Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task Token_Minted_WorksForHelix()
    {
        await using var scene = await Scene.StartAsync();
        using var http = new HttpClient { BaseAddress = scene.Sandbox.BaseUri, Timeout = Guard.Limit };

        using var response = await http.PostAsync("admin/oauth/token?user=quietlantern&scopes=user:write:chat", null);
        var token = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        using var moderator = new HelixPeer(scene.Sandbox, (string)token["access_token"]!);

        Assert.Equal("quietlantern", (string)(await moderator.GetAsync("users")).Row["login"]!);
    }

    [Fact]
    public async Task Post_FromAnotherSite_IsRefused()
    {
        await using var scene = await Scene.StartAsync();
        using var http = new HttpClient { BaseAddress = scene.Sandbox.BaseUri, Timeout = Guard.Limit };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var response = await http.PostAsync("admin/oauth/token?user=quietlantern", null);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Request_UnderForeignHostName_IsRefused()
    {
        await using var scene = await Scene.StartAsync();
        using var http = new HttpClient { BaseAddress = scene.Sandbox.BaseUri, Timeout = Guard.Limit };
        http.DefaultRequestHeaders.Host = "rebound.example";

        using var response = await http.GetAsync("admin/status");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
