using Microsoft.AspNetCore.Mvc;
using ModBot.Host.Api.Perspective;
using ModBot.Policy;

namespace ModBot.Host.Api.Access;

/// <summary>What an endpoint asks of its caller; every endpoint of the API says so, and <see cref="ApiGate"/> sees to it before anything of the request is read.</summary>
/// <param name="Scope">What the key must be for; null where any key will do.</param>
/// <param name="Permission">What the key's role must have in the channel of the address.</param>
/// <param name="Dialect">How refusals are written.</param>
internal sealed record ApiAccess(string? Scope, Permissions Permission = Permissions.None, ErrorDialect Dialect = ErrorDialect.ProblemDetails);

/// <summary>How errors are written.</summary>
internal enum ErrorDialect
{
    /// <summary>RFC 9457.</summary>
    ProblemDetails,

    /// <summary>As Google's services write them, for clients of the Perspective API.</summary>
    Google,
}

/// <summary>Says on an endpoint what it asks of its caller.</summary>
internal static class ApiAccessExtensions
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, string? scope, Permissions permission = Permissions.None, ErrorDialect dialect = ErrorDialect.ProblemDetails)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata([new ApiAccess(scope, permission, dialect), .. Refusals(permission).Select(status => Refusal(status, dialect))]).RequireRateLimiting(KeyRateLimit.Policy);

    /// <summary>What the gate may answer, for the OpenAPI document.</summary>
    private static IEnumerable<int> Refusals(Permissions permission) => permission == Permissions.None
        ? [StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests]
        : [StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable];

    private static ProducesResponseTypeMetadata Refusal(int status, ErrorDialect dialect) => dialect == ErrorDialect.Google
        ? new(status, typeof(GoogleErrorEnvelope), ["application/json"])
        : new(status, typeof(ProblemDetails), ["application/problem+json"]);
}
