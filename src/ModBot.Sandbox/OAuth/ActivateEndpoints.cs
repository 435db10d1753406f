using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.OAuth;

/// <summary>The page on which a person confirms the code that a device shows.</summary>
internal static class ActivateEndpoints
{
    public static void MapActivate(this IEndpointRouteBuilder app)
    {
        app.MapGet("/activate", Ask);
        app.MapPost("/activate", Answer).DisableAntiforgery();
    }

    private static IResult Ask(SandboxChat chat, GrantStore grants, [FromQuery(Name = "device-code")] string? userCode)
    {
        if (string.IsNullOrWhiteSpace(userCode))
            return LoginPage.AskForCode();
        return grants.FindUserCode(userCode) is { } grant
            ? LoginPage.Ask(
                $"Activate the device that shows {grant.UserCode}", grant.Scopes, chat.Users,
                new Dictionary<string, string> { ["device-code"] = grant.UserCode })
            : NotValid();
    }

    private static IResult Answer(
        SandboxChat chat, GrantStore grants,
        [FromForm(Name = "device-code")] string? userCode, [FromForm] string? user, [FromForm] string? decision)
    {
        if (grants.FindUserCode(userCode ?? "") is not { } grant || chat.FindUser(user ?? "") is not { } who)
            return NotValid();
        if (decision != "allow")
        {
            grants.TakeDevice(grant);
            return LoginPage.Say("Nothing was activated", "You can close this page.");
        }

        grant.UserId = who.Id;
        return LoginPage.Say("Done", $"The device is now connected as {who.DisplayName}. You can close this page.");
    }

    private static IResult NotValid()
        => LoginPage.Say("This code is not valid", "It was used, has expired, or was typed wrongly. Start the login again.");
}
