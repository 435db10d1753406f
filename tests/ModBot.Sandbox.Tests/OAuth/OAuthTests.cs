using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using ModBot.Sandbox.Peers;
using static ModBot.Sandbox.Peers.OAuthPeer;

namespace ModBot.Sandbox.OAuth;

public sealed class OAuthTests
{
    [Fact]
    public async Task Token_ClientCredentials_HasNoUserAndNoRefreshToken()
    {
        await using var scene = await Scene.StartAsync();

        var (status, body) = await TokenAsync(scene, ("grant_type", "client_credentials"));

        Assert.Equal(200, status);
        Assert.Equal(["access_token", "expires_in", "token_type"], body.Select(pair => pair.Key).Order());
        Shape.Is($$"""{"client_id":"{{scene.Sandbox.ClientId}}","scopes":null,"expires_in":{{(int)body["expires_in"]!}} }""",
            (await ValidateAsync(scene, (string)body["access_token"]!)).Body);
    }

    [Fact]
    public async Task Token_WrongSecret_Is403AndUnknownClientIs400()
    {
        await using var scene = await Scene.StartAsync();

        Assert.Equal(403, (await TokenAsync(scene, ("grant_type", "client_credentials"), ("client_secret", "wrong"))).Status);
        Assert.Equal(400, (await TokenAsync(scene, ("grant_type", "client_credentials"), ("client_id", "unknown"))).Status);
    }

    [Fact]
    public async Task Refresh_Once_GivesANewPairAndKillsTheOld()
    {
        await using var scene = await Scene.StartAsync();
        var token = scene.Sandbox.IssueToken(Scene.Bot, "user:read:chat");

        var (status, body) = await TokenAsync(scene, ("grant_type", "refresh_token"), ("refresh_token", token.RefreshToken!));
        var again = await TokenAsync(scene, ("grant_type", "refresh_token"), ("refresh_token", token.RefreshToken!));

        Assert.Equal(200, status);
        Assert.NotEqual(token.RefreshToken, (string)body["refresh_token"]!);
        Shape.Is("""["user:read:chat"]""", body["scope"]);
        Shape.Is("""{"status":400,"message":"Invalid refresh token"}""", again.Body);
    }

    [Fact]
    public async Task Device_Approved_GivesTheTokenOnce()
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);
        using var started = await http.PostAsync("oauth2/device", Form(("client_id", scene.Sandbox.ClientId), ("scopes", "user:bot user:read:chat")));
        var device = (await started.Content.ReadFromJsonAsync<JsonObject>())!;
        (string, string)[] ask =
            [("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", (string)device["device_code"]!), ("client_secret", "")];

        Shape.Is("""{"status":400,"message":"authorization_pending"}""", (await TokenAsync(scene, ask)).Body);
        var page = await http.GetStringAsync((string)device["verification_uri"]!);
        Assert.Contains((string)device["user_code"]!, page, StringComparison.Ordinal);
        using var approved = await http.PostAsync(
            "activate", Form(("device-code", (string)device["user_code"]!), ("user", Scene.Bot), ("decision", "allow")));
        var (status, token) = await TokenAsync(scene, ask);

        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        Assert.Equal(200, status);
        Assert.Equal("tidewardenbot", (string)(await ValidateAsync(scene, (string)token["access_token"]!)).Body["login"]!);
        Shape.Is("""{"status":400,"message":"invalid device code"}""", (await TokenAsync(scene, ask)).Body);
    }

    [Fact]
    public async Task Authorize_Allowed_RedirectsWithCodeThatWorksOnce()
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);
        const string Back = "http://localhost:5000/callback";
        var page = await http.GetStringAsync(
            $"oauth2/authorize?client_id={scene.Sandbox.ClientId}&redirect_uri={Uri.EscapeDataString(Back)}&response_type=code&scope=channel:bot&state=%3Cs%3E");
        Assert.Contains("&lt;s&gt;", page, StringComparison.Ordinal);

        using var allowed = await http.PostAsync(
            "oauth2/authorize", Form(("client_id", scene.Sandbox.ClientId), ("redirect_uri", Back), ("scope", "channel:bot"), ("state", "<s>"), ("user", Scene.Channel), ("decision", "allow")));
        var answer = QueryHelpers.ParseQuery(allowed.Headers.Location!.Query);
        (string, string)[] ask = [("grant_type", "authorization_code"), ("code", answer["code"]!), ("redirect_uri", Back)];
        var (status, token) = await TokenAsync(scene, ask);

        Assert.Equal("<s>", answer["state"]);
        Assert.Equal(200, status);
        Assert.Equal(Scene.Channel, (string)(await ValidateAsync(scene, (string)token["access_token"]!)).Body["user_id"]!);
        Assert.Equal(400, (await TokenAsync(scene, ask)).Status);
    }

    [Fact]
    public async Task Authorize_Refused_RedirectsWithAccessDenied()
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);

        using var refused = await http.PostAsync(
            "oauth2/authorize", Form(("client_id", scene.Sandbox.ClientId), ("redirect_uri", "http://localhost:5000/callback"), ("scope", ""), ("decision", "deny")));

        Assert.Contains("error=access_denied", refused.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_ForeignRedirect_Is400()
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);

        using var answer = await http.GetAsync(
            $"oauth2/authorize?client_id={scene.Sandbox.ClientId}&redirect_uri=https://evil.example/&response_type=code");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Revoke_KnownToken_MakesItInvalid()
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);
        var token = scene.Sandbox.IssueToken(Scene.Bot);

        using var revoked = await http.PostAsync("oauth2/revoke", Form(("client_id", scene.Sandbox.ClientId), ("token", token.AccessToken)));

        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        var (status, body) = await ValidateAsync(scene, token.AccessToken);
        Assert.Equal(401, status);
        Shape.Is("""{"status":401,"message":"invalid access token"}""", body);
    }

    [Fact]
    public async Task Disconnect_User_KillsTokensAndRevokesSubscriptions()
    {
        await using var scene = await Scene.StartAsync();
        await using var peer = await scene.ListenAsync("channel.chat.message");

        Assert.Equal(1, scene.Sandbox.Faults.Disconnect(Scene.Bot));

        Assert.Equal("authorization_revoked", (string)(await peer.ReadAsync())["payload"]!["subscription"]!["status"]!);
        Assert.Equal(401, (await scene.Helix.GetAsync("users")).Status);
    }

    [Fact]
    public void Token_Printed_HidesItsSecrets()
    {
        var token = new SandboxToken("secret-a", "secret-b", "client", Scene.Bot, [], DateTimeOffset.UnixEpoch);

        Assert.DoesNotContain("secret", token.ToString(), StringComparison.Ordinal);
    }
}
