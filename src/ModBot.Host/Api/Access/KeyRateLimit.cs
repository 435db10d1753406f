using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace ModBot.Host.Api.Access;

/// <summary>How many requests a key may make. Callers without one are bounded by the classifier, which says when it is full.</summary>
internal static class KeyRateLimit
{
    public const string Policy = "api-key";

    public static void Add(IServiceCollection services) => services.AddRateLimiter(_ => { }).PostConfigure<RateLimiterOptions>(limiter =>
    {
        limiter.AddPolicy(Policy, http => http.Features.Get<ApiCaller>() is not { Key: var key }
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetFixedWindowLimiter(key.Name, _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = http.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.RequestsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            }));
        var forPages = limiter.OnRejected;
        limiter.OnRejected = async (rejected, cancellationToken) =>
        {
            if (rejected.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ApiAccess>() is not null) await RefuseAsync(rejected);
            else if (forPages is not null) await forPages(rejected, cancellationToken);
        };
    });

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromMinutes(1);
        return ApiError.TooMany("This key has made as many requests as it may within a minute.", after).ExecuteAsync(rejected.HttpContext);
    }
}
