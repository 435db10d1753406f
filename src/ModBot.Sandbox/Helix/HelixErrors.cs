using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ModBot.Sandbox.Helix;

/// <summary>Errors in Helix's shape.</summary>
internal static class HelixErrors
{
    public static IResult BadRequest(string message) => Of(400, message);

    public static IResult Unauthorized(string message) => Of(401, message);

    public static IResult Forbidden(string message) => Of(403, message);

    public static IResult NotFound(string message) => Of(404, message);

    public static IResult Of(int status, string message) => Results.Json(Body(status, message), statusCode: status);

    public static object Body(int status, string message) => new { Error = ReasonPhrases.GetReasonPhrase(status), Status = status, Message = message };
}
