using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.OAuth;

/// <summary>What applications call on <c>id.twitch.tv/oauth2</c>: token, device, validate, revoke.</summary>
internal static class OAuthEndpoints
{
    private const string DeviceGrantType = "urn:ietf:params:oauth:grant-type:device_code";
    private const int DevicePollSeconds = 5;

    public static void MapOAuth(this IEndpointRouteBuilder app, string prefix)
    {
        var oauth = app.MapGroup(prefix).DisableAntiforgery();
        oauth.MapPost("/token", Token);
        oauth.MapPost("/device", StartDevice);
        oauth.MapGet("/validate", Validate);
        oauth.MapPost("/revoke", Revoke);
        oauth.MapAuthorize();
    }

    private static async Task<IResult> Token(HttpRequest request, SandboxOptions options, TokenStore tokens, GrantStore grants, TimeProvider time)
    {
        // Twitch takes the parameters from the form, and the older ones from the query, too.
        var form = request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        var grantType = Value("grant_type");
        if (Value("client_id") != options.ClientId)
            return OAuthErrors.Of(400, "invalid client");
        // A public client has no secret; only a login by device and its refresh do without.
        var secret = Value("client_secret");
        var mayOmitSecret = grantType is "refresh_token" or DeviceGrantType;
        if (secret.Length == 0 ? !mayOmitSecret : secret != options.ClientSecret)
            return OAuthErrors.Of(403, "invalid client secret");

        return grantType switch
        {
            "client_credentials" => Reply(tokens.Issue(options.ClientId, null, []), time),
            "refresh_token" => tokens.Refresh(options.ClientId, Value("refresh_token")) is { } refreshed
                ? Reply(refreshed, time)
                : OAuthErrors.Of(400, "Invalid refresh token"),
            "authorization_code" => grants.TakeCode(Value("code"), options.ClientId, Value("redirect_uri")) is { } grant
                ? Reply(tokens.Issue(grant.ClientId, grant.UserId, grant.Scopes), time)
                : OAuthErrors.Of(400, "Invalid authorization code"),
            DeviceGrantType => ForDevice(Value("device_code"), tokens, grants, time),
            "" => OAuthErrors.Of(400, "missing grant type"),
            _ => OAuthErrors.Of(400, "invalid grant type"),
        };

        string Value(string name) => form[name].ToString() is { Length: > 0 } given ? given : request.Query[name].ToString();
    }

    private static IResult ForDevice(string deviceCode, TokenStore tokens, GrantStore grants, TimeProvider time)
    {
        if (grants.FindDevice(deviceCode) is not { } grant)
            return OAuthErrors.Of(400, "invalid device code");
        if (grant.UserId is not { } userId)
            return OAuthErrors.Of(400, "authorization_pending");
        return grants.TakeDevice(grant)
            ? Reply(tokens.Issue(grant.ClientId, userId, grant.Scopes), time)
            : OAuthErrors.Of(400, "invalid device code");
    }

    private static IResult StartDevice(
        HttpRequest request, SandboxOptions options, GrantStore grants, [FromForm(Name = "client_id")] string? clientId, [FromForm] string? scopes)
    {
        if (clientId != options.ClientId)
            return OAuthErrors.Of(400, "invalid client");

        var grant = grants.AddDevice(clientId, (scopes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Results.Json(new
        {
            grant.DeviceCode,
            ExpiresIn = (int)GrantStore.DeviceCodeLifetime.TotalSeconds,
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

    private static IResult Revoke(TokenStore tokens, [FromForm(Name = "client_id")] string? clientId, [FromForm] string? token)
        => tokens.Revoke(clientId ?? "", token ?? "") ? Results.Ok() : OAuthErrors.Of(400, "Invalid token");

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
