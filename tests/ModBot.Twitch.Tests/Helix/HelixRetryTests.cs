using System.Net;
using ModBot.Twitch.Helix;

namespace ModBot.Twitch.Tests.Helix;

public sealed class HelixRetryTests
{
    private static readonly HelixRequest Idempotent = new(HttpMethod.Delete, HelixPaths.Bans);
    private static readonly HelixRequest Once = new(HttpMethod.Post, HelixPaths.ChatMessages) { IsIdempotent = false };

    [Theory]
    [InlineData(200, false, false)]
    [InlineData(400, false, false)]
    [InlineData(401, false, false)]
    [InlineData(404, false, false)]
    [InlineData(409, true, true)]
    [InlineData(429, true, true)]
    [InlineData(500, true, false)]
    [InlineData(503, true, false)]
    [InlineData(null, true, false)]
    public void IsWorthwhile_Ending_DependsOnWhetherItMayHaveBeenDone(int? status, bool idempotent, bool once)
    {
        var reply = status is { } s ? new HelixReply((HttpStatusCode)s, []) : null;
        Assert.Equal(idempotent, HelixRetry.IsWorthwhile(Idempotent, reply));
        Assert.Equal(once, HelixRetry.IsWorthwhile(Once, reply));
    }

    [Fact]
    public void IsWorthwhile_SubscriptionThatExists_IsNot() =>
        Assert.False(HelixRetry.IsWorthwhile(new HelixRequest(HttpMethod.Post, HelixPaths.Subscriptions), new HelixReply(HttpStatusCode.Conflict, [])));

    [Fact]
    public void Delay_BucketEmpty_IsTheGatesBusiness() => Assert.Equal(TimeSpan.Zero, HelixRetry.Delay(Idempotent, Limited(0, 7), 0, 0.5));

    [Fact]
    public void Delay_LimitOfTheChannel_IsTheBackOffsBusiness() =>
        Assert.Equal(TimeSpan.Zero, HelixRetry.Delay(Idempotent with { LimitedBy = "bans 1" }, Limited(500, 7), 0, 0.5));

    [Fact]
    public void Delay_LimitThatTheHeadersDoNotExplain_GrowsFromASecond() =>
        Assert.Equal([1, 2, 4], Enumerable.Range(0, 3).Select(i => HelixRetry.Delay(Idempotent, Limited(500, 7), i, 1).TotalSeconds));

    [Fact]
    public void Delay_Conflict_IsShort() =>
        Assert.Equal(TimeSpan.FromMilliseconds(200), HelixRetry.Delay(Idempotent, new HelixReply(HttpStatusCode.Conflict, []), 0, 1));

    private static HelixReply Limited(int remaining, int reset) =>
        new(HttpStatusCode.TooManyRequests, []) { Remaining = remaining, Limit = 800, ResetIn = TimeSpan.FromSeconds(reset) };
}
