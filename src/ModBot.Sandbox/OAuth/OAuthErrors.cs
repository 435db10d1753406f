using Microsoft.AspNetCore.Http;

namespace ModBot.Sandbox.OAuth;

/// <summary>Errors in the shape of <c>id.twitch.tv</c>, which has no <c>error</c> field.</summary>
internal static class OAuthErrors
{
    public static IResult Of(int status, string message) => Results.Json(new { Status = status, Message = message }, statusCode: status);
}
