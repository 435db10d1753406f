using System.Globalization;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using ModBot.Host.Web.Layout;

namespace ModBot.Host.Web.Security;

/// <summary>How often one may ask: far more than a person does, far less than a program that guesses.</summary>
internal static class RateLimits
{
    /// <summary>For the way in, by address.</summary>
    public const string Login = "login";

    /// <summary>For the way back from Twitch: free for whom we sent there, which <see cref="Login"/> limits; for others by address.</summary>
    public const string Callback = "callback";

    /// <summary>For everything at the desk, by person; acts count more than looks.</summary>
    public const string Desk = "desk";

    /// <summary>For what anybody may read, by address.</summary>
    public const string Public = "public";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void Add(IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) => RefuseAsync(context);
        limits.AddPolicy(Login, http => ByAddress(http, LoginsPerMinute(http)));
        limits.AddPolicy(Callback, http => ConnectEndpoints.IsExpected(http) ? RateLimitPartition.GetNoLimiter("expected") : ByAddress(http, LoginsPerMinute(http)));
        limits.AddPolicy(Public, http => ByAddress(http, 60));
        limits.AddPolicy(Desk, http =>
        {
            var isAct = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
            var who = http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? AddressOf(http);
            return RateLimitPartition.GetTokenBucketLimiter((who, isAct), key => new TokenBucketRateLimiterOptions
            {
                TokenLimit = key.isAct ? 60 : 600,
                TokensPerPeriod = key.isAct ? 3 : 20,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            });
        });
    });

    private static int LoginsPerMinute(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.LoginsPerMinute;

    private static RateLimitPartition<string> ByAddress(HttpContext http, int perMinute) =>
        RateLimitPartition.GetFixedWindowLimiter(AddressOf(http), _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = Minute });

    /// <summary>Who has one IPv6 address has all that share its first half.</summary>
    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        var address => address.MapToIPv4().ToString(),
    };

    /// <summary>People get a page; programs the problem that stands for the status.</summary>
    private static async ValueTask RefuseAsync(OnRejectedContext rejected)
    {
        var http = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? Math.Max(1, (int)Math.Ceiling(known.TotalSeconds)) : 60;
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        if (http.GetEndpoint()?.Metadata.GetMetadata<ForBrowsers>() is null) return;
        await DeskPage.SayAsync(http, StatusCodes.Status429TooManyRequests, "Too many requests", $"Nothing was done. Try again in {(wait == 1 ? "a second" : $"{wait} seconds")}.");
    }
}
