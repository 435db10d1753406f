using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.OAuth;

/// <summary>What applications call on <c>id.twitch.tv/oauth2</c>: token, device, validate, revoke.</summary>
internal static class OAuthEndpoints
{
    private const string DeviceGrantType = "urn:ietf:params:oauth:grant-type:device_code";
    private const int DevicePollSeconds = 5;

    public static void MapOAuth(this IEndpointRouteBuilder app)
    {
        var oauth = app.MapGroup("/oauth2").DisableAntiforgery();
        oauth.MapPost("/token", Token);
        oauth.MapPost("/device", StartDevice);
        oauth.MapGet("/validate", Validate);
        oauth.MapPost("/revoke", Revoke);
        oauth.MapAuthorize();
    }

    private static async Task<IResult> Token(HttpRequest request, SandboxOptions options, TokenStore tokens, GrantStore grants, TimeProvider time)
    {
        var given = await OAuthParameters.ReadAsync(request);
        var (clientId, grantType) = (given["client_id"], given["grant_type"]);
        if (!options.HasClient(clientId))
            return OAuthErrors.Of(400, "invalid client");
        if (RefuseSecret(options, clientId, given["client_secret"], grantType) is { } refusal)
            return refusal;

        return grantType switch
        {
            "client_credentials" => Reply(tokens.Issue(clientId, null, []), time),
            "refresh_token" => tokens.Refresh(clientId, given["refresh_token"]) is { } refreshed
                ? Reply(refreshed, time)
                : OAuthErrors.Of(400, "Invalid refresh token"),
            "authorization_code" => grants.TakeCode(given["code"], clientId, given["redirect_uri"], given["code_verifier"]) is { } grant
                ? Reply(tokens.Issue(grant.ClientId, grant.UserId, grant.Scopes), time)
                : OAuthErrors.Of(400, "Invalid authorization code"),
            DeviceGrantType => ForDevice(given["device_code"], clientId, tokens, grants, time),
            "" => OAuthErrors.Of(400, "missing grant type"),
            _ => OAuthErrors.Of(400, "invalid grant type"),
        };
    }

    // A device login asks nobody for a secret; the public client has none, so it can do nothing that needs one but refresh.
    private static IResult? RefuseSecret(SandboxOptions options, string clientId, string secret, string grantType)
    {
        var isPublic = clientId == options.PublicClientId;
        if (secret.Length == 0 && (grantType == DeviceGrantType || (isPublic && grantType == "refresh_token")))
            return null;
        if (secret.Length == 0)
            return OAuthErrors.Of(400, "missing client secret");
        return isPublic || secret != options.ClientSecret ? OAuthErrors.Of(403, "invalid client secret") : null;
    }

    private static IResult ForDevice(string deviceCode, string clientId, TokenStore tokens, GrantStore grants, TimeProvider time)
    {
        if (grants.FindDevice(deviceCode) is not { } grant || grant.ClientId != clientId)
            return OAuthErrors.Of(400, "invalid device code");
        if (grant.UserId is not { } userId)
            return OAuthErrors.Of(400, "authorization_pending");
        return grants.TakeDevice(grant)
            ? Reply(tokens.Issue(grant.ClientId, userId, grant.Scopes), time)
            : OAuthErrors.Of(400, "invalid device code");
    }

    private static async Task<IResult> StartDevice(HttpRequest request, SandboxOptions options, GrantStore grants)
    {
        var given = await OAuthParameters.ReadAsync(request);
        if (!options.HasClient(given["client_id"]))
            return OAuthErrors.Of(400, "invalid client");

        var grant = grants.AddDevice(given["client_id"], given.Scopes("scopes"));
        return Results.Json(new
        {
            grant.DeviceCode,
            ExpiresIn = (int)options.DeviceCodeLifetime.TotalSeconds,
            Interval = DevicePollSeconds,
            grant.UserCode,
            VerificationUri = $"{request.Scheme}://{request.Host}/activate?device-code={grant.UserCode}",
        });
    }

    private static IResult Validate(HttpRequest request, TokenStore tokens, SandboxChat chat, TimeProvider time)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2);
        if (parts is not [var scheme, var value]
            || !(scheme.Equals("OAuth", StringComparison.OrdinalIgnoreCase) || scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            || tokens.Find(value.Trim()) is not { } token)
        {
            return OAuthErrors.Of(401, "invalid access token");
        }

        var expiresIn = SecondsLeft(token, time);
        return token.UserId is null
            ? Results.Json(new { token.ClientId, Scopes = (string[]?)null, ExpiresIn = expiresIn })
            : Results.Json(new { token.ClientId, chat.FindUser(token.UserId)?.Login, token.Scopes, token.UserId, ExpiresIn = expiresIn });
    }

    private static async Task<IResult> Revoke(HttpRequest request, SandboxOptions options, TokenStore tokens)
    {
        var given = await OAuthParameters.ReadAsync(request);
        if (!options.HasClient(given["client_id"]))
            return OAuthErrors.Of(404, "client does not exist");
        return tokens.Revoke(given["client_id"], given["token"]) ? Results.Ok() : OAuthErrors.Of(400, "Invalid token");
    }

    private static IResult Reply(SandboxToken token, TimeProvider time) => token.UserId is null
        ? Results.Json(new { token.AccessToken, ExpiresIn = SecondsLeft(token, time), TokenType = "bearer" })
        : Results.Json(new
        {
            token.AccessToken,
            ExpiresIn = SecondsLeft(token, time),
            token.RefreshToken,
            Scope = token.Scopes,
            TokenType = "bearer",
        });

    private static int SecondsLeft(SandboxToken token, TimeProvider time) => (int)(token.ExpiresAt - time.GetUtcNow()).TotalSeconds;
}
