using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ModBot.Sandbox.Peers;

/// <summary>The calls of an application and the pages of its user, bare.</summary>
internal static class OAuthPeer
{
    public const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>Asks for a token as the confidential application, unless the fields say otherwise.</summary>
    public static async Task<(int Status, JsonObject Body)> TokenAsync(Scene scene, params (string Name, string Value)[] fields)
    {
        using var http = Http(scene);
        var form = new Dictionary<string, string> { ["client_id"] = scene.Sandbox.ClientId, ["client_secret"] = scene.Sandbox.ClientSecret };
        foreach (var (name, value) in fields)
            form[name] = value;
        using var response = await http.PostAsync("oauth2/token", new FormUrlEncodedContent(form));
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    public static async Task<(int Status, JsonObject Body)> ValidateAsync(Scene scene, string accessToken)
    {
        using var http = Http(scene);
        using var request = new HttpRequestMessage(HttpMethod.Get, "oauth2/validate");
        request.Headers.TryAddWithoutValidation("Authorization", $"OAuth {accessToken}");
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    public static async Task<JsonObject> StartDeviceAsync(Scene scene, string clientId, string scopes)
    {
        using var http = Http(scene);
        using var started = await http.PostAsync("oauth2/device", Form(("client_id", clientId), ("scopes", scopes)));
        return (await started.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>What the user does on the activation page; gives the page that answers.</summary>
    public static async Task<string> ActivateAsync(Scene scene, JsonObject device, string user, string decision = "allow")
    {
        using var http = Http(scene);
        using var page = await http.PostAsync(
            "activate", Form(("device-code", (string)device["user_code"]!), ("user", user), ("decision", decision)));
        return await page.Content.ReadAsStringAsync();
    }

    /// <summary>Redeems a device code without a secret.</summary>
    public static Task<(int Status, JsonObject Body)> RedeemAsync(Scene scene, JsonObject device, string clientId) => TokenAsync(
        scene, ("client_id", clientId), ("client_secret", ""), ("grant_type", DeviceGrant), ("device_code", (string)device["device_code"]!));

    /// <summary>Refreshes without a secret.</summary>
    public static Task<(int Status, JsonObject Body)> RefreshAsync(Scene scene, string? refreshToken, string clientId) => TokenAsync(
        scene, ("client_id", clientId), ("client_secret", ""), ("grant_type", "refresh_token"), ("refresh_token", refreshToken!));

    public static HttpClient Http(Scene scene)
        => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = scene.Sandbox.BaseUri, Timeout = Guard.Limit };

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields)
        => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
