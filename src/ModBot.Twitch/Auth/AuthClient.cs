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
        var (status, body) = await PostAsync("token", ClientForm(clientId, clientSecret, ("grant_type", "refresh_token"), ("refresh_token", refreshToken)), cancellationToken);
        return Granted(status, body);
    }

    /// <summary>The application's own token, or null when Twitch does not accept its id and secret.</summary>
    /// <exception cref="HttpRequestException">Twitch could not be reached or answered with an error that may pass.</exception>
    public async Task<TokenReply?> AppTokenAsync(string clientId, string clientSecret, CancellationToken cancellationToken)
    {
        var (status, body) = await PostAsync("token", ClientForm(clientId, clientSecret, ("grant_type", "client_credentials")), cancellationToken);
        return Granted(status, body);
    }

    /// <summary>Begins a login by device code.</summary>
    /// <exception cref="TwitchLoginException">Twitch does not know the application, or refuses it.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be reached or answered with an error that may pass.</exception>
    public async Task<DeviceReply> StartDeviceAsync(string clientId, string scopes, CancellationToken cancellationToken)
    {
        var (status, body) = await PostAsync("device", ClientForm(clientId, null, ("scopes", scopes)), cancellationToken);
        return status switch
        {
            HttpStatusCode.OK => Read(body, TwitchJson.Default.DeviceReply, "device"),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests =>
                throw new TwitchLoginException($"Twitch refuses the login for this client id ({Error(body)}). Check {TwitchLogin.ClientIdVariable} against the Twitch developer console."),
            _ => throw Unexpected("device", status),
        };
    }

    /// <summary>Asks whether the person has entered the code: the tokens, or why there are none (<c>authorization_pending</c> for not yet).</summary>
    /// <exception cref="HttpRequestException">Twitch could not be reached or answered with an error that may pass.</exception>
    public async Task<(TokenReply? Tokens, string Error)> PollDeviceAsync(string clientId, string? clientSecret, string scopes, string deviceCode, CancellationToken cancellationToken)
    {
        var form = ClientForm(clientId, clientSecret, ("scopes", scopes), ("device_code", deviceCode), ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"));
        var (status, body) = await PostAsync("token", form, cancellationToken);
        return (Granted(status, body), Error(body));
    }

    /// <summary>Exchanges what Twitch gave the browser for tokens; null when Twitch does not accept it.</summary>
    /// <param name="verifier">The secret whose hash was sent along when the browser was sent to Twitch (PKCE).</param>
    /// <exception cref="HttpRequestException">Twitch could not be reached or answered with an error that may pass.</exception>
    public async Task<TokenReply?> ExchangeCodeAsync(string clientId, string clientSecret, string code, string verifier, string redirectUrl, CancellationToken cancellationToken)
    {
        var form = ClientForm(clientId, clientSecret, ("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier), ("redirect_uri", redirectUrl));
        var (status, body) = await PostAsync("token", form, cancellationToken);
        return Granted(status, body);
    }

    /// <summary>Makes Twitch forget a token. One that it has forgotten already is no failure.</summary>
    /// <exception cref="HttpRequestException">Twitch could not be reached or answered with an error that may pass.</exception>
    public async Task RevokeAsync(string clientId, string accessToken, CancellationToken cancellationToken)
    {
        var (status, _) = await PostAsync("revoke", ClientForm(clientId, null, ("token", accessToken)), cancellationToken);
        if (status is not (HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.NotFound)) throw Unexpected("revoke", status);
    }

    /// <summary>Where the browser is sent to, without its query.</summary>
    public string AuthorizeUrl => Url("authorize");

    // Clients of the device flow may be public: they have no secret.
    private static Dictionary<string, string> ClientForm(string clientId, string? clientSecret, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var form = new Dictionary<string, string> { ["client_id"] = clientId };
        if (clientSecret is not null) form["client_secret"] = clientSecret;
        foreach (var (name, value) in more) form[name] = value;
        return form;
    }

    private static TokenReply? Granted(HttpStatusCode status, byte[] body) => status switch
    {
        HttpStatusCode.OK => Read(body, TwitchJson.Default.TokenReply, "token"),
        HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => null,
        _ => throw Unexpected("token", status),
    };

    private async Task<(HttpStatusCode Status, byte[] Body)> PostAsync(string path, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url(path)) { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(request, cancellationToken);
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

    private static string Error(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TwitchJson.Default.HelixError)?.Message ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static HttpRequestException Unexpected(string what, HttpStatusCode status) =>
        new($"Twitch's login service answered {(int)status} to /{what}.", null, status);
}
