using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.OAuth;

/// <summary>The two pages on which a person logs in: authorizing an application, and activating a device.</summary>
internal static class AuthorizeEndpoints
{
    public static void MapAuthorize(this IEndpointRouteBuilder oauth)
    {
        oauth.MapGet("/authorize", AskToAuthorize);
        oauth.MapPost("/authorize", Authorize);
    }

    public static void MapActivate(this IEndpointRouteBuilder app)
    {
        app.MapGet("/activate", AskToActivate);
        app.MapPost("/activate", Activate).DisableAntiforgery();
    }

    private static IResult AskToAuthorize(
        SandboxOptions options, SandboxChat chat,
        [FromQuery(Name = "client_id")] string? clientId, [FromQuery(Name = "redirect_uri")] string? redirectUri,
        [FromQuery(Name = "response_type")] string? responseType, string? scope, string? state)
    {
        if (clientId != options.ClientId)
            return OAuthErrors.Of(400, "invalid client");
        if (!IsLocal(redirectUri))
            return OAuthErrors.Of(400, "Parameter redirect_uri does not match registered URI");
        if (responseType != "code")
            return OAuthErrors.Of(400, "invalid response type");

        var hidden = new Dictionary<string, string>
        {
            ["redirect_uri"] = redirectUri!,
            ["scope"] = scope ?? "",
            ["state"] = state ?? "",
        };
        return LoginPage.Ask("An application wants to act for you", Scopes(scope), chat.Users, hidden);
    }

    private static IResult Authorize(
        SandboxOptions options, SandboxChat chat, GrantStore grants,
        [FromForm(Name = "redirect_uri")] string? redirectUri, [FromForm] string? scope, [FromForm] string? state,
        [FromForm] string? user, [FromForm] string? decision)
    {
        if (!IsLocal(redirectUri))
            return OAuthErrors.Of(400, "Parameter redirect_uri does not match registered URI");

        var answer = new Dictionary<string, string?>();
        if (decision == "allow" && chat.FindUser(user ?? "") is { } who)
        {
            answer["code"] = grants.AddCode(options.ClientId, who.Id, Scopes(scope), redirectUri!);
            answer["scope"] = scope ?? "";
        }
        else
        {
            answer["error"] = "access_denied";
            answer["error_description"] = "The user denied you access";
        }

        if (!string.IsNullOrEmpty(state))
            answer["state"] = state;
        return Results.Redirect(QueryHelpers.AddQueryString(redirectUri!, answer));
    }

    private static IResult AskToActivate(SandboxChat chat, GrantStore grants, [FromQuery(Name = "device-code")] string? userCode)
        => grants.FindUserCode(userCode ?? "") is { } grant
            ? LoginPage.Ask(
                $"Activate the device that shows {grant.UserCode}", grant.Scopes, chat.Users,
                new Dictionary<string, string> { ["device-code"] = grant.UserCode })
            : LoginPage.Say("This code is not valid", "It was used, has expired, or was typed wrongly. Start the login again.");

    private static IResult Activate(
        SandboxChat chat, GrantStore grants,
        [FromForm(Name = "device-code")] string? userCode, [FromForm] string? user, [FromForm] string? decision)
    {
        if (grants.FindUserCode(userCode ?? "") is not { } grant || chat.FindUser(user ?? "") is not { } who)
            return LoginPage.Say("This code is not valid", "It was used, has expired, or was typed wrongly. Start the login again.");
        if (decision != "allow")
            return LoginPage.Say("Nothing was activated", "You can close this page.");

        grant.UserId = who.Id;
        return LoginPage.Say("Done", $"The device is now connected as {who.DisplayName}. You can close this page.");
    }

    private static string[] Scopes(string? scope) => (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Everybody may log in as anybody here, so codes only ever go back to this machine.
    private static bool IsLocal(string? redirectUri) => Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme is "http" or "https";
}
