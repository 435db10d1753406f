using System.Net;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>What Twitch grants, refuses and revokes.</summary>
public sealed class EventSubSubscriptionTests
{
    [Fact]
    public async Task Session_Revoked_HealthIsRedWithTheReasonAndItIsAskedForAgain()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1", keepalive: 600);

        twitch.Revoke(EventTypes.ChatMessage, "chat_user_banned");
        twitch.Chat("after");
        await chat.NextIdAsync();
        Assert.False(bed.Health.Current.IsHealthy);
        Assert.Contains("banned or timed out", Assert.Single(bed.Health.Current.Problems), StringComparison.Ordinal);

        bed.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await bed.Http.NextSubscriptionAsync();
        Assert.Contains(EventTypes.ChatMessage, again.Body, StringComparison.Ordinal);
        Assert.Equal(1, bed.Metrics.Sum("modbot.eventsub.revocations"));
    }

    [Fact]
    public async Task Session_OptionalSubscriptionRefused_IsReportedAndNotFatal()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Body.Contains("automod", StringComparison.Ordinal) ? FakeReply.Error(HttpStatusCode.Forbidden) : null;
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1");
        twitch.Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        var channel = bed.Health.Current.Channels.Single();
        Assert.True(channel.ReadsChat);
        Assert.False(channel.SeesTwitchHolds);
        Assert.Contains("not a moderator", channel.Problems[EventTypes.AutomodHold], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_EverySubscriptionRefused_LeavesBeforeTwitchClosesIt()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "eventsub/subscriptions" ? FakeReply.Error(HttpStatusCode.Forbidden) : null;
        await using var chat = bed.Read();
        var twitch = await bed.EventSub.ExpectConnectAsync();
        twitch.Welcome("session-1");

        await twitch.ExpectLeaveAsync();
        Assert.True(bed.EventSub.NobodyConnects);
        var since = bed.Clock.GetUtcNow();
        await bed.AdvanceUntilAsync(() => !bed.EventSub.NobodyConnects);

        Assert.True(bed.Clock.GetUtcNow() - since >= TimeSpan.FromSeconds(60));
        Assert.False(bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Session_RoleLostInOneChannel_IsSaidAndAskedForAgainAfterAWaitThatDoubles()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1", keepalive: 600);
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.Channels.Single().SeesTwitchHolds);
        bed.Http.Answer = r => r.Body.Contains(EventTypes.AutomodHold, StringComparison.Ordinal) ? FakeReply.Error(HttpStatusCode.Forbidden) : null;
        var asked = bed.Http.Count("eventsub/subscriptions");

        twitch.Revoke(EventTypes.AutomodHold, "moderator_removed");
        await EventSubScript.WaitUntilAsync(() => !bed.Health.Current.Problems.IsEmpty);
        Assert.True(bed.Health.Current.IsHealthy);
        Assert.Contains("/mod", Assert.Single(bed.Health.Current.Problems), StringComparison.Ordinal);

        // The timer of the next attempt is set only after the answer to the last.
        foreach (var minutes in (int[])[1, 2, 4])
        {
            var due = bed.Clock.GetUtcNow() + TimeSpan.FromMinutes(minutes);
            await bed.AdvanceUntilAsync(() => bed.Http.Count("eventsub/subscriptions") > asked, TimeSpan.FromSeconds(5));
            Assert.True(bed.Clock.GetUtcNow() >= due);
            asked = bed.Http.Count("eventsub/subscriptions");
            twitch.Keepalive();
        }
    }

    [Fact]
    public async Task Session_GrantRevoked_TheLoginIsValidatedAtOnceAndTheSessionEndsWithIt()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1", keepalive: 600);
        bed.Http.Answer = r => r.Path == "validate" ? FakeReply.Error(HttpStatusCode.Unauthorized) : r.Path == "token" ? FakeReply.Error(HttpStatusCode.BadRequest) : null;

        twitch.Revoke(EventTypes.ChatMessage, "authorization_revoked");

        await twitch.ExpectLeaveAsync();
        Assert.Contains("Log in again", bed.Health.Current.LoginProblem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_TooManyConnectionsStillCounted_TriesAgainOnTheSameConnection()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "eventsub/subscriptions" ? FakeReply.Error(HttpStatusCode.TooManyRequests, "number of websocket transports limit exceeded") : null;
        await using var chat = bed.Read();
        var twitch = await bed.EventSub.ExpectConnectAsync();
        twitch.Welcome("session-1", keepalive: 600);
        await bed.Http.NextSubscriptionAsync();

        bed.Http.Answer = _ => null;
        await bed.AdvanceUntilAsync(() => bed.Health.Current.IsHealthy);

        Assert.False(twitch.IsLeft);
    }

    [Fact]
    public async Task Session_TooManyConnectionsCountedForLong_AsksNowAndThenAndStartsAfresh()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path == "eventsub/subscriptions" ? FakeReply.Error(HttpStatusCode.TooManyRequests, "number of websocket transports limit exceeded") : null;
        await using var chat = bed.Read();
        var twitch = await bed.EventSub.ExpectConnectAsync();
        twitch.Welcome("session-1", keepalive: 600);
        await bed.AdvanceUntilAsync(() => twitch.IsLeft);
        Assert.InRange(bed.Http.Count("eventsub/subscriptions"), 2 * 8, 4 * 8);

        bed.Http.Answer = _ => null;
        await bed.AdvanceUntilAsync(() => !bed.EventSub.NobodyConnects, TimeSpan.FromSeconds(1));
        (await bed.EventSub.ExpectConnectAsync()).Welcome("session-2", keepalive: 600);
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Session_ChatRevokedWhileNewsIsAskedFor_ChatComesBeforeTheRestOfIt()
    {
        await using var bed = new TestBed(configure: o => o.ResubscribeDelay = TimeSpan.FromSeconds(1));
        using var news = new SemaphoreSlim(0);
        bed.Http.Before = r => r.Path == "eventsub/subscriptions" && !r.Body.Contains($"\"{EventTypes.ChatMessage}\"", StringComparison.Ordinal) ? news.WaitAsync() : Task.CompletedTask;
        await using var chat = bed.Read();
        var twitch = await bed.EventSub.ExpectConnectAsync();
        twitch.Welcome("session-1", keepalive: 600);
        news.Release(7);
        await EventSubScript.WaitUntilAsync(() => bed.Http.Count("eventsub/subscriptions") == 16);

        twitch.Revoke(EventTypes.ChatMessage, "chat_user_banned");
        await EventSubScript.WaitUntilAsync(() => !bed.Health.Current.Channels.Single().ReadsChat);
        bed.Clock.Advance(TimeSpan.FromSeconds(1));
        news.Release(8);

        await EventSubScript.WaitUntilAsync(() => bed.Http.Count("eventsub/subscriptions") > 16);
        Assert.Contains($"\"{EventTypes.ChatMessage}\"", bed.Http.Requests.Where(r => r.Path == "eventsub/subscriptions").ElementAt(16).Body, StringComparison.Ordinal);
        news.Release(100);
    }

    [Fact]
    public async Task Session_CostLimitReached_TheRestIsSubscribedAndNothingIsReported()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Body.Contains("stream.", StringComparison.Ordinal) ? FakeReply.Error(HttpStatusCode.TooManyRequests) : null;
        await using var chat = bed.Read();
        await bed.ConnectAsync("session-1");
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.Channels.Single().Live.Contains(EventTypes.SharedChatEnd));
        Assert.True(bed.Health.Current.IsHealthy);
        Assert.Empty(bed.Health.Current.Problems);
    }

    [Fact]
    public async Task Session_NoSuchChannel_IsReported()
    {
        await using var bed = new TestBed(configure: o => o.Channels = ["PixelHarbor", "nobody_here"]);
        await using var chat = bed.Read();
        var twitch = await bed.ConnectAsync("session-1");
        twitch.Chat("one");
        await chat.NextIdAsync();

        Assert.Equal("nobody_here: Twitch knows no channel of this name.", Assert.Single(bed.Health.Current.Problems));
    }
}
