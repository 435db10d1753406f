using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Auth;

/// <summary>Twitch's token endpoints. Nothing here keeps state, retries or logs.</summary>
internal sealed class AuthClient(IHttpClientFactory http, IOptions<TwitchOptions> options)
{
    public const string HttpName = "ModBot.Twitch.Auth";

    /// <summary>Who the token belongs to, or null when Twitch no longer accepts it.</summary>
    /// <exception cref="HttpRequestException">Twitch could not be reached or answered with an error.</exception>
    public async Task<ValidateReply?> ValidateAsync(string accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url("validate"));
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", accessToken);
        var (status, body) = await SendAsync(request, cancellationToken);
        if (status == HttpStatusCode.Unauthorized) return null;
        if (status != HttpStatusCode.OK) throw Unexpected("validate", status);
        return Read(body, TwitchJson.Default.ValidateReply, "validate");
    }

    /// <summary>A new pair, or null when the refresh token is dead.</summary>
    /// <exception cref="HttpRequestException">Twitch could not be reached or answered with an error that may pass.</exception>
    public async Task<TokenReply?> RefreshAsync(string clientId, string? clientSecret, string refreshToken, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["client_id"] = clientId, ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken };
        // Clients of the device flow may be public: they have no secret.
        if (clientSecret is not null) form["client_secret"] = clientSecret;
        using var request = new HttpRequestMessage(HttpMethod.Post, Url("token")) { Content = new FormUrlEncodedContent(form) };
        var (status, body) = await SendAsync(request, cancellationToken);
        if (status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return null;
        if (status != HttpStatusCode.OK) throw Unexpected("token", status);
        return Read(body, TwitchJson.Default.TokenReply, "token");
    }

    private string Url(string path) => $"{options.Value.AuthUrl.TrimEnd('/')}/{path}";

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.CreateClient(HttpName).SendAsync(request, cancellationToken);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("Twitch's login service did not answer in time.", e);
        }
    }

    private static T Read<T>(byte[] body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string what) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            // Not passed on: its text could quote a token.
            throw new HttpRequestException($"Twitch's login service gave an unreadable answer to /{what}.");
        }
    }

    private static HttpRequestException Unexpected(string what, HttpStatusCode status) =>
        new($"Twitch's login service answered {(int)status} to /{what}.", null, status);
}
