using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ModBot.Sandbox.Peers;
using static ModBot.Sandbox.Peers.OAuthPeer;

namespace ModBot.Sandbox.OAuth;

public sealed class DeviceLoginTests
{
    [Fact]
    public async Task Device_Expired_IsNotValidAnywhere()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock, DeviceCodeLifetime = TimeSpan.FromMinutes(2) });
        var device = await StartDeviceAsync(scene, scene.Sandbox.PublicClientId, "user:bot");
        Assert.Equal(120, (int)device["expires_in"]!);

        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Contains("not valid", await ActivateAsync(scene, device, Scene.Bot), StringComparison.Ordinal);
        Shape.Is("""{"status":400,"message":"invalid device code"}""", (await RedeemAsync(scene, device, scene.Sandbox.PublicClientId)).Body);
    }

    [Fact]
    public async Task Device_Refused_IsNotValidAnyMore()
    {
        await using var scene = await Scene.StartAsync();
        var device = await StartDeviceAsync(scene, scene.Sandbox.PublicClientId, "user:bot");

        await ActivateAsync(scene, device, Scene.Bot, "deny");

        Shape.Is("""{"status":400,"message":"invalid device code"}""", (await RedeemAsync(scene, device, scene.Sandbox.PublicClientId)).Body);
    }

    [Fact]
    public async Task Device_OfAnotherClient_IsNotValid()
    {
        await using var scene = await Scene.StartAsync();
        var device = await StartDeviceAsync(scene, scene.Sandbox.PublicClientId, "user:bot");
        await ActivateAsync(scene, device, Scene.Bot);

        Assert.Equal(400, (await RedeemAsync(scene, device, scene.Sandbox.ClientId)).Status);
        Assert.Equal(200, (await RedeemAsync(scene, device, scene.Sandbox.PublicClientId)).Status);
    }

    [Fact]
    public async Task Device_TwoUsers_GetTokensOfTheirOwn()
    {
        await using var scene = await Scene.StartAsync();
        foreach (var user in (string[])[Scene.Bot, Scene.Moderator])
        {
            var device = await StartDeviceAsync(scene, scene.Sandbox.PublicClientId, "user:read:chat");
            await ActivateAsync(scene, device, user);
            var (_, token) = await RedeemAsync(scene, device, scene.Sandbox.PublicClientId);

            var (_, valid) = await ValidateAsync(scene, (string)token["access_token"]!);
            Assert.Equal(user, (string)valid["user_id"]!);
            Assert.Equal(scene.Sandbox.PublicClientId, (string)valid["client_id"]!);
        }
    }

    [Fact]
    public async Task ActivatePage_WithoutCode_AsksForOne()
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);

        Assert.Contains("name=\"device-code\"", await http.GetStringAsync("activate"), StringComparison.Ordinal);
        Assert.Contains("not valid", await http.GetStringAsync("activate?device-code=WRONG"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_OfPublicClient_NeedsNoSecretAndDiesUnusedAfterThirtyDays()
    {
        var clock = new HandClock();
        await using var scene = await Scene.StartAsync(new SandboxOptions { TimeProvider = clock });
        var client = scene.Sandbox.PublicClientId;
        var device = await StartDeviceAsync(scene, client, "user:bot");
        await ActivateAsync(scene, device, Scene.Bot);
        var (_, first) = await RedeemAsync(scene, device, client);

        clock.Advance(TimeSpan.FromDays(29));
        var (status, second) = await RefreshAsync(scene, (string)first["refresh_token"]!, client);
        Assert.Equal(200, status);
        Assert.Equal(400, (await RefreshAsync(scene, (string)first["refresh_token"]!, client)).Status);

        clock.Advance(TimeSpan.FromDays(30));
        Shape.Is("""{"status":400,"message":"Invalid refresh token"}""", (await RefreshAsync(scene, (string)second["refresh_token"]!, client)).Body);
    }

    [Fact]
    public async Task Refresh_OfConfidentialClient_NeedsItsSecret()
    {
        await using var scene = await Scene.StartAsync();
        var token = scene.Sandbox.IssueToken(Scene.Bot);

        Shape.Is("""{"status":400,"message":"missing client secret"}""", (await RefreshAsync(scene, token.RefreshToken, scene.Sandbox.ClientId)).Body);
        Assert.Equal(200, (await TokenAsync(scene, ("grant_type", "refresh_token"), ("refresh_token", token.RefreshToken!))).Status);
    }

    [Fact]
    public async Task ClientCredentials_OfPublicClient_AreRefused()
    {
        await using var scene = await Scene.StartAsync();

        Assert.Equal(403, (await TokenAsync(scene, ("client_id", scene.Sandbox.PublicClientId), ("grant_type", "client_credentials"))).Status);
    }

    [Theory]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", 200)]
    [InlineData("another-verifier", 400)]
    [InlineData("", 400)]
    public async Task Code_WithChallenge_NeedsItsVerifier(string verifier, int expected)
    {
        // The pair of RFC 7636, appendix B.
        const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);
        using var allowed = await http.PostAsync("oauth2/authorize", Form(
            ("client_id", scene.Sandbox.ClientId), ("redirect_uri", "http://localhost:5000/back"), ("scope", ""),
            ("code_challenge", Challenge), ("user", Scene.Channel), ("decision", "allow")));
        var code = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(allowed.Headers.Location!.Query)["code"].ToString();

        var (status, _) = await TokenAsync(
            scene, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "http://localhost:5000/back"), ("code_verifier", verifier));

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task AuthorizePage_WithChallenge_CarriesItIntoTheForm()
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);
        var ask = $"oauth2/authorize?client_id={scene.Sandbox.ClientId}&redirect_uri=http://localhost:5000/back&response_type=code&code_challenge=abc";

        Assert.Contains("name=\"code_challenge\" value=\"abc\"", await http.GetStringAsync(ask + "&code_challenge_method=S256"), StringComparison.Ordinal);
        using var plain = await http.GetAsync(ask + "&code_challenge_method=plain");
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
    }

    [Fact]
    public async Task CliPaths_TokenAtOnce_WorksOnMockHelix()
    {
        await using var scene = await Scene.StartAsync();
        using var http = Http(scene);
        using var answer = await http.PostAsync(
            $"auth/authorize?client_id={scene.Sandbox.ClientId}&client_secret={scene.Sandbox.ClientSecret}"
            + $"&grant_type=user_token&user_id={Scene.Moderator}&scope=user:write:chat", null);
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

        http.DefaultRequestHeaders.Authorization = new("Bearer", (string)token["access_token"]!);
        http.DefaultRequestHeaders.Add("Client-Id", scene.Sandbox.ClientId);
        var me = (await http.GetFromJsonAsync<JsonObject>("mock/users"))!;
        var subscriptions = (await http.GetFromJsonAsync<JsonObject>("eventsub/subscriptions"))!;

        Assert.Equal("quietlantern", (string)me["data"]![0]!["login"]!);
        Assert.Equal(0, (int)subscriptions["total"]!);
    }
}
