using System.Globalization;
using System.Net;
using ModBot.Twitch.Helix;

namespace ModBot.Twitch.Tests.Helix;

public sealed class HelixSenderTests
{
    private static readonly HelixRequest Get = new(HttpMethod.Get, "users?id=1");

    [Fact]
    public async Task Send_Unauthorized_RefreshesOnceAndRepeats()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "users" && r.Token == "access-0" ? FakeReply.Error(HttpStatusCode.Unauthorized) : null;

        var reply = await bed.Get<HelixSender>().SendAsync(Get, CancellationToken.None);

        Assert.True(reply.IsSuccess);
        Assert.Equal(["access-0", "access-1"], bed.Http.Requests.Where(r => r.Path == "users").Select(r => r.Token));
    }

    [Fact]
    public async Task Send_UnauthorizedForever_DoesNotRefreshForever()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "users" ? FakeReply.Error(HttpStatusCode.Unauthorized) : null;

        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await bed.Get<HelixSender>().SendAsync(Get, CancellationToken.None)).Status);

        Assert.Equal(1, bed.Http.Count("token"));
    }

    [Fact]
    public async Task Send_ScopeMissing_IsNotSent()
    {
        await using var bed = new TestBed();
        bed.Http.Scopes = ["user:read:chat"];
        await bed.Tokens.IdentityAsync(CancellationToken.None);

        var reply = await bed.Get<HelixSender>().SendAsync(Get with { AnyScope = ["user:write:chat"] }, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal(0, bed.Http.Count("users"));
    }

    [Fact]
    public async Task Send_NetworkFailsOnce_IsSentAgain()
    {
        await using var bed = new TestBed();
        var failures = 1;
        bed.Http.Answer = r => r.Path == "users" && failures-- > 0 ? new FakeReply(HttpStatusCode.OK) { Failure = new HttpRequestException("reset") } : null;

        var reply = await bed.PassDelaysAsync(bed.Get<HelixSender>().SendAsync(Get, CancellationToken.None));

        Assert.True(reply.IsSuccess);
        Assert.Equal(1, bed.Metrics.Sum("modbot.helix.retries"));
    }

    [Fact]
    public async Task Send_BucketEmpty_WaitsForTheResetByTwitchsOwnClock()
    {
        await using var bed = new TestBed();
        bed.Clock.Advance(TimeSpan.FromHours(3));
        var started = bed.Clock.GetUtcNow();
        var twitchNow = new DateTimeOffset(2026, 9, 3, 18, 0, 0, TimeSpan.Zero);
        var limited = true;
        bed.Http.Answer = r => r.Path != "users" || !limited ? null : new FakeReply(
            HttpStatusCode.TooManyRequests, "",
            ("Ratelimit-Limit", "800"), ("Ratelimit-Remaining", "0"),
            ("Ratelimit-Reset", (twitchNow.ToUnixTimeSeconds() + 10).ToString(CultureInfo.InvariantCulture)), ("Date", twitchNow.ToString("R", CultureInfo.InvariantCulture)));
        bed.Http.Before = r =>
        {
            if (bed.Http.Count("users") > 1) limited = false;
            return Task.CompletedTask;
        };

        var reply = await bed.PassDelaysAsync(bed.Get<HelixSender>().SendAsync(Get, CancellationToken.None));

        Assert.True(reply.IsSuccess);
        Assert.Equal(TimeSpan.FromSeconds(10), bed.Clock.GetUtcNow() - started);
    }

    [Fact]
    public async Task Send_TwitchNeverAnswers_EndsAtTheLimit()
    {
        await using var bed = new TestBed();
        var (asked, never) = (new TaskCompletionSource(), new TaskCompletionSource());
        bed.Http.Before = r =>
        {
            if (r.Path != "users") return Task.CompletedTask;
            asked.TrySetResult();
            return never.Task;
        };

        var sending = bed.Get<HelixSender>().SendAsync(Get, CancellationToken.None);
        await asked.Task.WaitAsync(TestBed.Guard);
        bed.Clock.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<HttpRequestException>(() => sending);
    }

    [Fact]
    public async Task Gate_NothingLeft_LetsOneCallerThroughPerRefilledPoint()
    {
        var clock = new Testing.ManualTimeProvider();
        var gate = new RateLimitGate(clock);
        Assert.True(gate.WaitAsync(CancellationToken.None).IsCompleted);
        gate.Observe(new HelixReply(HttpStatusCode.OK, []) { Remaining = 1, Limit = 61, ResetIn = TimeSpan.FromSeconds(60) });

        Assert.True(gate.WaitAsync(CancellationToken.None).IsCompleted);
        var (second, third) = (gate.WaitAsync(CancellationToken.None), gate.WaitAsync(CancellationToken.None));
        clock.Advance(TimeSpan.FromSeconds(1));
        await second.WaitAsync(TestBed.Guard);
        Assert.False(third.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await third.WaitAsync(TestBed.Guard);
    }
}
