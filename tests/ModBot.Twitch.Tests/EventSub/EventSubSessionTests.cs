using System.Net;
using System.Text.Json;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Tests.EventSub;

public sealed class EventSubSessionTests
{
    private static readonly string[] All = [EventTypes.ChatMessage, EventTypes.AutomodHold, EventTypes.AutomodUpdate];

    [Fact]
    public async Task Session_Welcomed_SubscribesWithItsIdAndReads()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.EventSub.ExpectConnectAsync();
        Assert.Equal(0, bed.Http.Count("eventsub/subscriptions"));

        twitch.Welcome("session-1");
        await ExpectSubscribeAsync(bed, "session-1", All);
        twitch.Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.True(bed.Health.Current.IsHealthy);
        Assert.True(bed.Health.Current.Channels.Single().SeesTwitchHolds);
    }

    [Fact]
    public async Task Session_SilentForLongerThanKeepaliveAndAFifth_StartsAfresh()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await ConnectAsync(bed, "session-1");
        twitch.Chat("one");
        await chat.NextIdAsync();

        bed.Clock.Advance(TimeSpan.FromSeconds(11.9));
        twitch.Keepalive();
        twitch.Chat("two");
        await chat.NextIdAsync();
        bed.Clock.Advance(TimeSpan.FromSeconds(11.9));
        Assert.True(bed.EventSub.NobodyConnects);
        bed.Clock.Advance(TimeSpan.FromSeconds(0.2));

        (await bed.EventSub.ExpectConnectAsync()).Welcome("session-2");
        await ExpectSubscribeAsync(bed, "session-2", All);
        Assert.Equal(1, bed.Metrics.Sum("modbot.eventsub.reconnects", "reason=silent"));
    }

    [Fact]
    public async Task Session_NeverWelcomed_StartsAfresh()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        await bed.EventSub.ExpectConnectAsync();
        bed.Clock.Advance(TimeSpan.FromSeconds(15));
        await bed.EventSub.ExpectConnectAsync();
    }

    [Fact]
    public async Task Session_ReconnectNotice_MovesWithoutLossAndWithoutSubscribing()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var old = await ConnectAsync(bed, "session-1");

        old.Reconnect("wss://cell-a.test/ws?challenge=1&id=session-1");
        var moved = await bed.EventSub.ExpectConnectAsync("wss://cell-a.test/ws?challenge=1&id=session-1");
        old.Chat("on the old one");
        Assert.Equal("on the old one", await chat.NextIdAsync());
        Assert.False(old.IsLeft);
        moved.Welcome("session-2");
        await old.ExpectLeaveAsync();
        moved.Chat("on the new one");

        Assert.Equal("on the new one", await chat.NextIdAsync());
        Assert.Equal(3, bed.Http.Count("eventsub/subscriptions"));
        Assert.True(bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Session_EventsStillOnTheOldConnectionAtTheMove_AreRead()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var old = await ConnectAsync(bed, "session-1");
        old.Reconnect("wss://cell-a.test/ws?id=1");
        var moved = await bed.EventSub.ExpectConnectAsync("wss://cell-a.test/ws?id=1");

        moved.Welcome("session-2");
        foreach (var id in (string[])["a", "b", "c"]) old.Chat(id);
        var read = new[] { await chat.NextIdAsync(), await chat.NextIdAsync(), await chat.NextIdAsync() };

        Assert.Equal(["a", "b", "c"], read);
    }

    [Fact]
    public async Task Session_ReconnectUrlRefused_StartsAfreshAndLeavesTheOldOnlyAfterSubscribing()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var old = await ConnectAsync(bed, "session-1");
        old.Reconnect("wss://cell-a.test/ws?id=1");
        (await bed.EventSub.ExpectConnectAsync("wss://cell-a.test/ws?id=1")).Close(4007);

        var fresh = await bed.EventSub.ExpectConnectAsync();
        old.Chat("meanwhile");
        Assert.Equal("meanwhile", await chat.NextIdAsync());
        fresh.Welcome("session-2");
        await ExpectSubscribeAsync(bed, "session-2", All);
        await old.ExpectLeaveAsync();

        Assert.Equal(1, bed.Metrics.Sum("modbot.eventsub.reconnects", "reason=invalid_reconnect"));
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(4002)]
    [InlineData(4004)]
    [InlineData(4006)]
    [InlineData(1006)]
    public async Task Session_Closed_ConnectsAfreshAndSubscribesToEverythingAgain(int code)
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        (await ConnectAsync(bed, "session-1")).Close(code);

        var fresh = await ConnectAsync(bed, "session-2");
        fresh.Chat("back");

        Assert.Equal("back", await chat.NextIdAsync());
    }

    [Fact]
    public async Task Session_CutAndTheNetworkDown_KeepsTryingAndSaysSo()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await ConnectAsync(bed, "session-1");
        bed.EventSub.Refusals.Enqueue(new HttpRequestException("No route."));
        bed.EventSub.Refusals.Enqueue(new System.Net.WebSockets.WebSocketException("Handshake."));
        twitch.Cut();

        await ConnectAsync(bed, "session-2");

        Assert.Equal(3, bed.Metrics.Sum("modbot.eventsub.reconnects", "reason=broken"));
    }

    [Fact]
    public async Task Session_Revoked_HealthIsRedWithTheReasonAndItIsAskedForAgain()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await ConnectAsync(bed, "session-1", keepalive: 600);

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
        var twitch = await ConnectAsync(bed, "session-1");
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
        await bed.EventSub.ExpectConnectAsync();

        Assert.False(bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Session_SameNotificationOrSameMessageTwice_IsReadOnce()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await ConnectAsync(bed, "session-1");

        twitch.Chat("one", notification: "n");
        twitch.Chat("one", notification: "n");
        twitch.Chat("one", notification: "another");
        twitch.Chat("two");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.Equal("two", await chat.NextIdAsync());
        Assert.Equal(2, bed.Metrics.Sum("modbot.eventsub.dropped", "why=duplicate"));
    }

    [Fact]
    public async Task Session_NoticeOlderThanTenMinutes_IsDroppedAndCounted()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await ConnectAsync(bed, "session-1");

        twitch.Chat("old", at: bed.Clock.GetUtcNow() - TimeSpan.FromMinutes(10.1));
        twitch.Chat("fine", at: bed.Clock.GetUtcNow() - TimeSpan.FromMinutes(9.9));

        Assert.Equal("fine", await chat.NextIdAsync());
        Assert.Equal(1, bed.Metrics.Sum("modbot.eventsub.dropped", "why=stale"));
    }

    [Fact]
    public async Task Session_OurClockWrongByHours_NothingIsStale()
    {
        await using var bed = new TestBed();
        bed.Clock.Advance(TimeSpan.FromHours(5));
        await using var chat = bed.Read();
        var twitch = await ConnectAsync(bed, "session-1");
        twitch.Chat("one");
        Assert.Equal("one", await chat.NextIdAsync());
    }

    [Fact]
    public async Task Session_UnreadableOrUnknownFrames_CostNeitherConnectionNorTheNextEvent()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await ConnectAsync(bed, "session-1");

        twitch.Send("{ not json");
        twitch.Send("null");
        twitch.Send("""{"metadata":{"message_type":"notification","subscription_type":"channel.chat.message","subscription_version":"1"},"payload":null}""");
        twitch.Notify(EventTypes.ChatMessage, "1", """{"broadcaster_user_id":"810000001"}""");
        twitch.Notify(EventTypes.ChatMessage, "1", """{"broadcaster_user_id":7}""");
        twitch.Notify(EventTypes.ChatMessage, "1", "[]");
        twitch.SendTooLarge();
        twitch.Notify("channel.new_thing", "1", "{}");
        twitch.Send("""{"metadata":{"message_id":"z","message_type":"session_new_thing"},"payload":{"more":1},"extra":true}""");
        twitch.Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.Equal(6, bed.Metrics.Sum("modbot.eventsub.dropped", "why=malformed"));
        Assert.Equal(1, bed.Metrics.Sum("modbot.eventsub.dropped", "why=too_large"));
        Assert.Equal(2, bed.Metrics.Sum("modbot.eventsub.dropped", "why=unknown"));
        Assert.Equal(0, bed.Metrics.Sum("modbot.eventsub.reconnects"));
    }

    [Fact]
    public async Task Session_LoginDead_DoesNotConnectAndSaysWhatToDo()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path is "validate" ? FakeReply.Error(HttpStatusCode.Unauthorized) : r.Path is "token" ? FakeReply.Error(HttpStatusCode.BadRequest) : null;
        await using var chat = bed.Read();
        await WaitUntilAsync(() => bed.Log.Entries.Any(e => e.Name == "LogEnded"));

        Assert.True(bed.EventSub.NobodyConnects);
        Assert.Contains("Log in again", bed.Health.Current.LoginProblem, StringComparison.Ordinal);
        Assert.Equal(1, bed.Http.Count("token"));
    }

    [Fact]
    public async Task Session_LoginDiesLater_LeavesAndComesBackWithTheNewLogin()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("modbot-").FullName, "login.json");
        await File.WriteAllTextAsync(file, """{"client_id":"c","access_token":"access-old","refresh_token":"refresh-old"}""");
        await using var bed = new TestBed(new TwitchLogin(), o => o.TokenFile = file);
        await using var chat = bed.Read();
        var twitch = await ConnectAsync(bed, "session-1", keepalive: 600);
        bed.Http.Answer = r => r.Path == "token" || r.Token == "access-old" ? FakeReply.Error(r.Path == "token" ? HttpStatusCode.BadRequest : HttpStatusCode.Unauthorized) : null;

        await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Tokens.ValidateAsync(CancellationToken.None));
        await twitch.ExpectLeaveAsync();
        await File.WriteAllTextAsync(file, """{"client_id":"c","access_token":"access-newer","refresh_token":"refresh-newer"}""");
        var back = bed.EventSub.ExpectConnectAsync();
        await bed.PassDelaysAsync(back);

        (await back).Welcome("session-2");
        await ExpectSubscribeAsync(bed, "session-2", All);
        Assert.True(bed.Health.Current.Authorised);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task Session_SlowReader_LosesNothingAndIsNotTakenForSilence()
    {
        await using var bed = new TestBed(configure: o => o.QueueLength = 1);
        using var stop = new CancellationTokenSource();
        await using var reading = bed.Get<IChatSource>().ReadAsync(stop.Token).GetAsyncEnumerator();
        var first = reading.MoveNextAsync();
        var twitch = await ConnectAsync(bed, "session-1");
        for (var i = 0; i < 5; i++) twitch.Chat($"m{i}");
        await first;

        // The session stands before the full queue, and its watchdog with it.
        await WaitUntilAsync(() => bed.Metrics.Sum("modbot.eventsub.received") == 3);
        bed.Clock.Advance(TimeSpan.FromMinutes(2));

        List<string> read = [((ChatEvent.Posted)reading.Current).Message.Id.Value];
        while (read.Count < 5 && await reading.MoveNextAsync()) read.Add(((ChatEvent.Posted)reading.Current).Message.Id.Value);
        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], read);
        Assert.Equal(0, bed.Metrics.Sum("modbot.eventsub.reconnects"));
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Session_Stopped_ClosesItsConnectionInOrder()
    {
        await using var bed = new TestBed();
        ScriptedConnection twitch;
        await using (bed.Read()) twitch = await ConnectAsync(bed, "session-1");
        Assert.True(twitch.IsLeft);
        Assert.False(bed.Health.Current.Connected);
    }

    [Fact]
    public async Task Session_NoSuchChannel_IsReported()
    {
        await using var bed = new TestBed(configure: o => o.Channels = ["PixelHarbor", "nobody_here"]);
        await using var chat = bed.Read();
        var twitch = await ConnectAsync(bed, "session-1");
        twitch.Chat("one");
        await chat.NextIdAsync();

        Assert.Equal("nobody_here: Twitch knows no channel of this name.", Assert.Single(bed.Health.Current.Problems));
    }

    private static async Task<ScriptedConnection> ConnectAsync(TestBed bed, string session, int keepalive = 10)
    {
        var twitch = await bed.EventSub.ExpectConnectAsync();
        // Twitch's clock stands still at the fixtures' moment.
        twitch.Welcome(session, keepalive);
        await ExpectSubscribeAsync(bed, session, All);
        return twitch;
    }

    private static async Task ExpectSubscribeAsync(TestBed bed, string session, string[] types)
    {
        foreach (var type in types)
        {
            var request = JsonDocument.Parse((await bed.Http.NextSubscriptionAsync()).Body).RootElement;
            Assert.Equal(type, request.GetProperty("type").GetString());
            Assert.Equal(session, request.GetProperty("transport").GetProperty("session_id").GetString());
            var person = type == EventTypes.ChatMessage ? "user_id" : "moderator_user_id";
            Assert.Equal("810000002", request.GetProperty("condition").GetProperty(person).GetString());
        }
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(TestBed.Guard);
        while (!condition())
        {
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
