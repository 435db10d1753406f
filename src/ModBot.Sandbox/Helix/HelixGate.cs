using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using ModBot.Sandbox.OAuth;

namespace ModBot.Sandbox.Helix;

/// <summary>What every Helix call passes: armed faults, the token, the rate limit; and the error shape of what falls through.</summary>
internal sealed class HelixGate(RequestDelegate next, SandboxOptions options, TokenStore tokens, HelixFaults faults, SandboxCounters counters)
{
    private readonly ConcurrentDictionary<string, TokenBucket> buckets = new(StringComparer.Ordinal);

    public async Task InvokeAsync(HttpContext context)
    {
        counters.CountHelixRequest();
        var path = context.Request.Path.Value!["/helix".Length..];

        if (faults.DelayOf(path) is { Ticks: > 0 } delay)
            await Task.Delay(delay, options.TimeProvider, context.RequestAborted);
        if (faults.NextFailure(path) is { } status)
        {
            await FailAsync(context, status);
            return;
        }

        if (Refuse(context, out var caller) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        context.Features.Set(caller);
        await next(context);

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null } response)
            await response.WriteAsJsonAsync(HelixErrors.Body(response.StatusCode, MessageOf(response.StatusCode)));
    }

    private IResult? Refuse(HttpContext context, out HelixCaller? caller)
    {
        caller = null;
        var authorization = context.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return HelixErrors.Unauthorized("OAuth token is missing");
        if (tokens.Find(authorization["Bearer ".Length..].Trim()) is not { } token)
            return HelixErrors.Unauthorized("Invalid OAuth token");
        if (context.Request.Headers["Client-Id"].ToString() is not { Length: > 0 } clientId)
            return HelixErrors.Unauthorized("Client ID is missing");
        if (clientId != token.ClientId)
            return HelixErrors.Unauthorized("Client ID and OAuth token do not match");

        caller = new HelixCaller(token, tokens);
        var bucket = BucketOf(context, token);
        var taken = bucket.TryTake(out var left, out var fullAt);
        WriteLimits(context, bucket, left, fullAt);
        return taken ? null : HelixErrors.Of(429, "Too Many Requests");
    }

    // Sending chat has a bucket of its own; users' tokens have one per user, an application's token has one per client.
    private TokenBucket BucketOf(HttpContext context, SandboxToken token)
    {
        var isSend = context.Request.Path.Value?.EndsWith("/chat/messages", StringComparison.OrdinalIgnoreCase) is true;
        var key = $"{(isSend ? "send" : "all")} {token.ClientId} {token.UserId}";
        return buckets.GetOrAdd(key, _ => new TokenBucket(options.HelixPointsPerMinute * (isSend ? 2 : 1), options.TimeProvider));
    }

    private async Task FailAsync(HttpContext context, int status)
    {
        if (status == 429)
        {
            var bucket = new TokenBucket(options.HelixPointsPerMinute, options.TimeProvider);
            bucket.Drain();
            bucket.TryTake(out var left, out var fullAt);
            WriteLimits(context, bucket, left, fullAt);
        }

        // A real 500 can come without any text.
        await HelixErrors.Of(status, status >= 500 ? "" : MessageOf(status)).ExecuteAsync(context);
    }

    private static void WriteLimits(HttpContext context, TokenBucket bucket, int left, DateTimeOffset fullAt)
    {
        var headers = context.Response.Headers;
        headers["Ratelimit-Limit"] = bucket.Capacity.ToString(CultureInfo.InvariantCulture);
        headers["Ratelimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        // Whole seconds, rounded up: at that second the bucket is full.
        headers["Ratelimit-Reset"] = (fullAt.ToUnixTimeSeconds() + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static string MessageOf(int status) => status switch
    {
        401 => "Invalid OAuth token",
        404 => "The requested resource does not exist.",
        409 => "The user's ban state is being updated by someone else. Please retry.",
        429 => "Too Many Requests",
        _ => "The request's input was not valid.",
    };
}
