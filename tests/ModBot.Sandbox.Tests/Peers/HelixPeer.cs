using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ModBot.Sandbox.Peers;

/// <summary>An answer of Helix with its JSON, if it has any.</summary>
internal sealed record HelixAnswer(int Status, JsonObject? Body, HttpResponseHeaders Headers)
{
    public string? Message => (string?)Body?["message"];

    public JsonObject Row => Body!["data"]![0]!.AsObject();
}

/// <summary>A bare Helix client with one token.</summary>
internal sealed class HelixPeer : IDisposable
{
    private readonly HttpClient http;

    public HelixPeer(SandboxServer sandbox, string? accessToken, string? clientId = null)
    {
        http = new HttpClient { BaseAddress = new Uri(sandbox.BaseUri, "helix/") };
        if (accessToken is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        http.DefaultRequestHeaders.Add("Client-Id", clientId ?? sandbox.ClientId);
    }

    public Task<HelixAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HelixAnswer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<HelixAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<HelixAnswer> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await http.SendAsync(request, Guard.Token());
        var text = await response.Content.ReadAsStringAsync(Guard.Token());
        return new HelixAnswer((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject(), response.Headers);
    }

    /// <summary>Subscribes with the condition's second key filled by <paramref name="user"/>.</summary>
    public Task<HelixAnswer> SubscribeAsync(string sessionId, string type, string version, string broadcaster, string user)
    {
        var condition = new Dictionary<string, string>
        {
            ["broadcaster_user_id"] = broadcaster,
            [type.StartsWith("channel.chat", StringComparison.Ordinal) ? "user_id" : "moderator_user_id"] = user,
        };
        return PostAsync("eventsub/subscriptions", new { type, version, condition, transport = new { method = "websocket", session_id = sessionId } });
    }

    public void Dispose() => http.Dispose();
}
