using System.Globalization;
using System.Net;
using ModBot.Messages;
using ModBot.Twitch.Helix;
using ModBot.Twitch.Tests.EventSub;
using ModBot.Twitch.Wire;

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
    public async Task Send_HelixFailsAgainAndAgain_IsLeftAloneUntilItMayWorkAgain()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "users" ? FakeReply.Error(HttpStatusCode.ServiceUnavailable) : null;
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.ServiceUnavailable, (await bed.PassDelaysAsync(SendAsync(bed))).Status);
        await Assert.ThrowsAsync<HelixUnavailableException>(() => bed.PassDelaysAsync(SendAsync(bed)));
        var sent = bed.Http.Count("users");

        await Assert.ThrowsAsync<HelixUnavailableException>(() => SendAsync(bed));
        Assert.Equal((10, 10), (sent, bed.Http.Count("users")));
        Assert.Contains(bed.Health.Current.Problems, problem => problem.Contains("API fails", StringComparison.Ordinal));
        Assert.Equal(1, bed.Metrics.Sum("modbot.helix.broken"));

        bed.Http.Answer = _ => null;
        bed.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(bed.Health.Current.HelixProblem);
        Assert.True((await SendAsync(bed)).IsSuccess);
    }

    [Fact]
    public async Task Send_ForTheApplication_HasATokenAndABucketOfItsOwn()
    {
        await using var bed = new TestBed();
        var used = ("Ratelimit-Limit", "800");
        bed.Http.Answer = r => r.Path == "users" && r.Token == "access-0"
            ? new FakeReply(HttpStatusCode.OK, """{"data":[]}""", used, ("Ratelimit-Remaining", "0"), ("Ratelimit-Reset", bed.Clock.GetUtcNow().AddSeconds(20).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)))
            : null;
        await SendAsync(bed);

        Assert.False(SendAsync(bed).IsCompleted);
        Assert.True((await bed.Get<HelixSender>().SendAsync(Get with { IsForApp = true }, CancellationToken.None).WaitAsync(TestBed.Guard)).IsSuccess);
        Assert.NotEqual("access-0", bed.Http.Requests.Last(r => r.Path == "users").Token);
    }

    [Fact]
    public async Task Send_BansLimitedInOneChannel_GoOnInOthers()
    {
        await using var bed = new TestBed();
        var limited = true;
        bed.Http.Answer = r => limited && r.Path == "moderation/bans" && r.Query.Contains("broadcaster_id=1&", StringComparison.Ordinal)
            ? new FakeReply(HttpStatusCode.TooManyRequests, "", ("Ratelimit-Limit", "800"), ("Ratelimit-Remaining", "700"), ("Ratelimit-Reset", "1"))
            : null;
        var waiting = BanAsync(bed, "1");
        await EventSubScript.WaitUntilAsync(() => bed.Http.Count("moderation/bans") > 0);

        Assert.True((await BanAsync(bed, "2").WaitAsync(TestBed.Guard)).IsSuccess);
        Assert.False(waiting.IsCompleted);

        limited = false;
        Assert.True((await bed.PassDelaysAsync(waiting)).IsSuccess);
    }

    [Theory]
    [InlineData("moderation/bans")]
    [InlineData("moderation/warnings")]
    public async Task Send_StateBeingChanged_IsTriedAgainSoon(string path)
    {
        await using var bed = new TestBed();
        var conflicts = 2;
        bed.Http.Answer = r => r.Path == path && conflicts-- > 0 ? FakeReply.Error(HttpStatusCode.Conflict) : null;
        var started = bed.Clock.GetUtcNow();

        var reply = await bed.PassDelaysAsync(path == "moderation/bans"
            ? BanAsync(bed, "1")
            : bed.Get<HelixClient>().WarnAsync(new BroadcasterId("1"), new ChatterId("2"), new WarnBody("3", "be kind"), CancellationToken.None));

        Assert.True(reply.IsSuccess);
        Assert.InRange(bed.Clock.GetUtcNow() - started, TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(700));
    }

    private static Task<HelixReply> SendAsync(TestBed bed) => bed.Get<HelixSender>().SendAsync(Get, CancellationToken.None);

    private static Task<HelixReply> BanAsync(TestBed bed, string broadcaster) =>
        bed.Get<HelixClient>().BanAsync(new BroadcasterId(broadcaster), new ChatterId("2"), new BanBody("3"), CancellationToken.None);
}
