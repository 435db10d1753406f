using System.Globalization;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Perspective;

namespace ModBot.Host.Api;

/// <summary>A request that is not answered as it was asked: status, what kind of problem, and a sentence. Written in the dialect of the endpoint.</summary>
/// <param name="Kind">The last part of the problem's type, <c>urn:modbot:problem:KIND</c>; the same for the same cause, for programs.</param>
/// <param name="Hold">The hold as it is now, where the problem is that it is not as the caller thought.</param>
internal sealed record ApiError(int Status, string Kind, string Title, string Detail, TimeSpan? RetryAfter = null, object? Hold = null) : IResult
{
    public static ApiError NoKey { get; } = new(StatusCodes.Status401Unauthorized, "no-key", "An API key is needed", "Send a key as the header Authorization: Bearer modbot_...; whoever runs this bot makes one with `modbot keys create`.");

    public static ApiError UnknownKey { get; } = new(StatusCodes.Status401Unauthorized, "unknown-key", "The API key does not count", "The key is unknown, was revoked, or has expired.");

    public static ApiError Forbidden(string detail) => new(StatusCodes.Status403Forbidden, "forbidden", "Not allowed", detail);

    public static ApiError NotFound(string detail) => new(StatusCodes.Status404NotFound, "not-found", "Not found", detail);

    public static ApiError Invalid(string detail) => new(StatusCodes.Status400BadRequest, "invalid", "The request is wrong", detail);

    public static ApiError TooMany(string detail, TimeSpan retryAfter) => new(StatusCodes.Status429TooManyRequests, "too-many", "Too many requests", detail, retryAfter);

    public static ApiError Conflict(string kind, string title, string detail, object? hold = null) => new(StatusCodes.Status409Conflict, kind, title, detail, Hold: hold);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Status == StatusCodes.Status401Unauthorized) httpContext.Response.Headers.WWWAuthenticate = "Bearer realm=\"ModBot\"";
        if (RetryAfter is { } after) httpContext.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (httpContext.GetEndpoint()?.Metadata.GetMetadata<ApiAccess>()?.Dialect == ErrorDialect.Google) return GoogleError.Of(this).ExecuteAsync(httpContext);
        var extensions = Hold is null ? null : new Dictionary<string, object?> { ["hold"] = Hold };
        return TypedResults.Problem(Detail, httpContext.Request.Path, Status, Title, $"urn:modbot:problem:{Kind}", extensions).ExecuteAsync(httpContext);
    }
}
