using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.OAuth;

/// <summary>The page on which a person lets an application in, with the redirect back to it.</summary>
internal static class AuthorizeEndpoints
{
    /// <summary>What the page carries from the application's request to the person's answer.</summary>
    private static readonly string[] Carried = ["client_id", "redirect_uri", "scope", "state", "code_challenge"];

    public static void MapAuthorize(this IEndpointRouteBuilder oauth)
    {
        oauth.MapGet("/authorize", Ask);
        oauth.MapPost("/authorize", Answer);
    }

    private static async Task<IResult> Ask(HttpRequest request, SandboxOptions options, SandboxChat chat)
    {
        var given = await OAuthParameters.ReadAsync(request);
        if (!options.HasClient(given["client_id"]))
            return OAuthErrors.Of(400, "invalid client");
        if (!IsLocal(given["redirect_uri"]))
            return OAuthErrors.Of(400, "Parameter redirect_uri does not match registered URI");
        if (given["response_type"] != "code")
            return OAuthErrors.Of(400, "invalid response type");
        if (given["code_challenge"].Length > 0 && given["code_challenge_method"] != "S256")
            return OAuthErrors.Of(400, "invalid code challenge method");

        return LoginPage.Ask(
            "An application wants to act for you", given.Scopes("scope"), chat.Users, Carried.ToDictionary(name => name, name => given[name]));
    }

    private static async Task<IResult> Answer(
        HttpRequest request, SandboxOptions options, SandboxChat chat, GrantStore grants, TokenStore tokens)
    {
        var given = await OAuthParameters.ReadAsync(request);
        if (given["grant_type"] == "user_token")
            return IssueAtOnce(given, options, chat, tokens);
        if (!options.HasClient(given["client_id"]))
            return OAuthErrors.Of(400, "invalid client");
        var redirectUri = given["redirect_uri"];
        if (!IsLocal(redirectUri))
            return OAuthErrors.Of(400, "Parameter redirect_uri does not match registered URI");

        var answer = new Dictionary<string, string?>();
        if (given["decision"] == "allow" && chat.FindUser(given["user"]) is { } who)
        {
            answer["code"] = grants.AddCode(given["client_id"], who.Id, given.Scopes("scope"), redirectUri, given["code_challenge"]);
            answer["scope"] = given["scope"];
        }
        else
        {
            answer["error"] = "access_denied";
            answer["error_description"] = "The user denied you access";
        }

        if (given["state"] is { Length: > 0 } state)
            answer["state"] = state;
        return Results.Redirect(QueryHelpers.AddQueryString(redirectUri, answer));
    }

    // The Twitch CLI's mock knows no login page: clients made for it ask for a user's token straight.
    private static IResult IssueAtOnce(OAuthParameters given, SandboxOptions options, SandboxChat chat, TokenStore tokens)
    {
        if (given["client_id"] != options.ClientId || given["client_secret"] != options.ClientSecret)
            return OAuthErrors.Of(403, "invalid client secret");
        if (chat.FindUser(given["user_id"]) is not { } who)
            return OAuthErrors.Of(400, "User ID invalid");

        var token = tokens.Issue(options.ClientId, who.Id, given.Scopes("scope"));
        var expiresIn = (int)tokens.Lifetime.TotalSeconds;
        return Results.Json(new { token.AccessToken, token.RefreshToken, ExpiresIn = expiresIn, Scope = token.Scopes, TokenType = "bearer" });
    }

    // Everybody may log in as anybody here, so codes only ever go back to this machine.
    private static bool IsLocal(string redirectUri) => Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme is "http" or "https";
}
