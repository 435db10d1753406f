using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace ModBot.Host.Web.Security;

/// <summary>How often one may ask: far more than a person does, far less than a program that guesses.</summary>
internal static class RateLimits
{
    /// <summary>For the way in, by address.</summary>
    public const string Login = "login";

    /// <summary>For everything at the desk, by person; acts count more than looks.</summary>
    public const string Desk = "desk";

    /// <summary>For what anybody may read, by address.</summary>
    public const string Public = "public";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void Add(IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) =>
        {
            if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)) context.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        limits.AddPolicy(Login, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = http.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.LoginsPerMinute, Window = Minute }));
        limits.AddPolicy(Public, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = 60, Window = Minute }));
        limits.AddPolicy(Desk, http =>
        {
            var isAct = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
            var who = http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.Connection.RemoteIpAddress?.ToString() ?? "";
            return RateLimitPartition.GetTokenBucketLimiter((who, isAct), key => new TokenBucketRateLimiterOptions
            {
                TokenLimit = key.isAct ? 60 : 600,
                TokensPerPeriod = key.isAct ? 3 : 20,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            });
        });
    });
}
