using System.Net;
using System.Text.Json;
using ModBot.Twitch.Auth;
using ModBot.Twitch.EventSub;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>Reading through a conduit, as the process that keeps it and as one that only holds shards.</summary>
public sealed class ConduitTests
{
    [Fact]
    public async Task Conduit_None_IsMadeAndEachShardGetsItsSessionAndTheSubscriptionsHangOnIt()
    {
        await using var bed = Bed(shards: 2);
        await using var chat = bed.Read();
        var first = await bed.EventSub.ExpectConnectAsync();
        var second = await bed.EventSub.ExpectConnectAsync();
        first.Welcome("session-1", keepalive: 600);
        second.Welcome("session-2", keepalive: 600);
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current is { IsHealthy: true, Channels: [{ SeesModerators: true }] } && bed.Http.Count("eventsub/subscriptions") == SubscriptionKind.All.Length + 2);
        first.Chat("one");
        second.Chat("two");

        Assert.Equal(["one", "two"], new[] { await chat.NextIdAsync(), await chat.NextIdAsync() }.Order());
        Assert.Equal(["0", "1"], Assigned(bed).Select(line => line.Split(' ')[0]).Order());
        Assert.Equal(["session-1", "session-2"], Assigned(bed).Select(line => line.Split(' ')[1]).Order());
        Assert.Single(bed.Http.Requests, request => request is { Method: "POST", Path: "eventsub/conduits" });
        var subscriptions = bed.Http.Requests.Where(request => request is { Method: "POST", Path: "eventsub/subscriptions" }).ToArray();
        Assert.Equal(SubscriptionKind.All.Length + 1, subscriptions.Length);
        Assert.All(subscriptions, request => Assert.Equal(("conduit", "conduit-1"), TransportOf(request)));
        // The bot's own token is access-0; the application's is another.
        Assert.All(subscriptions, request => Assert.NotEqual("access-0", request.Token));
    }

    [Fact]
    public async Task Conduit_SameNotificationOnTwoShards_IsReadOnce()
    {
        await using var bed = Bed(shards: 2);
        await using var chat = bed.Read();
        var first = await ServeAsync(bed, "session-1");
        var second = await ServeAsync(bed, "session-2");

        first.Chat("one", notification: "n");
        Assert.Equal("one", await chat.NextIdAsync());
        second.Chat("one", notification: "n");
        second.Chat("two");

        Assert.Equal("two", await chat.NextIdAsync());
    }

    [Fact]
    public async Task Conduit_SessionCut_TheShardGetsTheNewOneAndNothingIsSubscribedAgain()
    {
        await using var bed = Bed();
        await using var chat = bed.Read();
        var twitch = await ServeAsync(bed, "session-1");
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.IsHealthy && bed.Health.Current.Channels.Single().SeesModerators);
        var before = bed.Http.Count("eventsub/subscriptions");

        twitch.Close(4006);
        var fresh = await ServeAsync(bed, "session-2");
        fresh.Chat("back");

        Assert.Equal("back", await chat.NextIdAsync());
        Assert.Equal(["0 session-1", "0 session-2"], Assigned(bed));
        Assert.Equal(before, bed.Http.Count("eventsub/subscriptions"));
        Assert.True(bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Conduit_ReconnectNotice_TheShardMovesBeforeTheOldSessionIsLeft()
    {
        await using var bed = Bed();
        await using var chat = bed.Read();
        var old = await ServeAsync(bed, "session-1");
        var gate = new TaskCompletionSource();
        bed.Http.Before = request => request.Path == "eventsub/conduits/shards" ? gate.Task : Task.CompletedTask;

        old.Reconnect("wss://cell-a.test/ws?id=1");
        var moved = await bed.EventSub.ExpectConnectAsync("wss://cell-a.test/ws?id=1");
        moved.Welcome("session-2", keepalive: 600);
        await EventSubScript.WaitUntilAsync(() => Assigned(bed).Length == 2);
        Assert.False(old.IsLeft);
        gate.SetResult();

        await old.ExpectLeaveAsync();
        Assert.Equal(["0 session-1", "0 session-2"], Assigned(bed));
    }

    [Fact]
    public async Task Conduit_ShardDisabled_HeardOnAnotherShard_IsAssignedAgain()
    {
        await using var bed = Bed(shards: 2);
        await using var chat = bed.Read();
        await ServeAsync(bed, "session-1");
        var second = await ServeAsync(bed, "session-2");

        second.Notify(EventTypes.ShardDisabled, "1", """{"conduit_id":"conduit-1","shard_id":"0","status":"websocket_network_error","transport":{"method":"websocket"}}""");
        second.Notify(EventTypes.ShardDisabled, "1", """{"conduit_id":"conduit-1"}""");
        second.Notify(EventTypes.ShardDisabled, "1", """{"conduit_id":"conduit-1","shard_id":"77"}""");
        await EventSubScript.WaitUntilAsync(() => Assigned(bed).Length == 3);

        Assert.StartsWith("0 ", Assigned(bed)[2], StringComparison.Ordinal);
        Assert.Contains(Assigned(bed)[2], Assigned(bed)[..2]);
        await EventSubScript.WaitUntilAsync(() => bed.Metrics.Sum("modbot.eventsub.dropped", "why=malformed") == 1);
    }

    [Fact]
    public async Task Conduit_ThereFromBefore_IsTakenOverResizedAndItsSubscriptionsKept()
    {
        await using var bed = Bed(shards: 3);
        bed.Http.Answer = request => (request.Method, request.Path) switch
        {
            ("GET", "eventsub/conduits") => new FakeReply(HttpStatusCode.OK, """{"data":[{"id":"conduit-1","shard_count":1}]}"""),
            ("GET", "eventsub/subscriptions") => new FakeReply(HttpStatusCode.OK, """
                {"data":[
                  {"id":"kept","status":"enabled","type":"channel.chat.message","version":"1","condition":{"broadcaster_user_id":"810000001","user_id":"810000002"}},
                  {"id":"stale","status":"enabled","type":"channel.chat.message","version":"1","condition":{"broadcaster_user_id":"999","user_id":"810000002"}},
                  {"id":"somebody-elses","status":"enabled","type":"channel.follow","version":"2","condition":{"broadcaster_user_id":"810000001"}}
                ],"pagination":{}}
                """),
            _ => null,
        };
        await using var chat = bed.Read();
        for (var i = 0; i < 3; i++) (await bed.EventSub.ExpectConnectAsync()).Welcome($"session-{i}", keepalive: 600);
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.IsHealthy && bed.Health.Current.Channels.Single().Live.Count == SubscriptionKind.All.Length);

        Assert.Single(bed.Http.Requests, request => request is { Method: "PATCH", Path: "eventsub/conduits" } && request.Body.Contains("\"shard_count\":3", StringComparison.Ordinal));
        Assert.DoesNotContain(bed.Http.Requests, request => request is { Method: "POST", Path: "eventsub/conduits" });
        Assert.Equal("?id=stale", Assert.Single(bed.Http.Requests, request => request.Method == "DELETE").Query);
        Assert.DoesNotContain(bed.Http.Requests, request => request is { Method: "POST", Path: "eventsub/subscriptions" } && request.Body.Contains("\"channel.chat.message\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Conduit_AnotherProcessKeepsIt_HoldsItsOwnShardsAndMakesNothing()
    {
        await using var bed = new TestBed(configure: o => o.Conduit = new ConduitOptions { Enabled = true, Shards = 4, FirstShard = 2, OwnShards = 1 });
        var looks = 0;
        bed.Http.Answer = request => (request.Method, request.Path) switch
        {
            // The keeper is slower: at first there is none.
            ("GET", "eventsub/conduits") => new FakeReply(HttpStatusCode.OK, looks++ == 0 ? """{"data":[]}""" : """{"data":[{"id":"conduit-1","shard_count":4}]}"""),
            _ => null,
        };
        await using var chat = bed.Read();
        var twitch = await ServeAsync(bed, "session-1");
        twitch.Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.Equal(["2 session-1"], Assigned(bed));
        Assert.Equal(0, bed.Http.Count("eventsub/subscriptions"));
        Assert.DoesNotContain(bed.Http.Requests, request => request is { Method: "POST", Path: "eventsub/conduits" });
    }

    [Fact]
    public async Task Conduit_Deleted_IsMadeAnewWithItsSubscriptions()
    {
        await using var bed = Bed();
        await using var chat = bed.Read();
        var twitch = await ServeAsync(bed, "session-1");
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.Channels.Single().Live.Count == SubscriptionKind.All.Length);
        var isGone = true;
        bed.Http.Answer = request => (request.Method, request.Path) switch
        {
            ("PATCH", "eventsub/conduits/shards") when isGone => FakeReply.Error(HttpStatusCode.NotFound),
            ("POST", "eventsub/conduits") => Made(),
            _ => null,
        };
        twitch.Close(4000);
        (await bed.EventSub.ExpectConnectAsync()).Welcome("session-2", keepalive: 600);
        await bed.AdvanceUntilAsync(() => bed.Http.Requests.Any(request => request is { Method: "POST", Path: "eventsub/subscriptions" } && TransportOf(request) == ("conduit", "conduit-2")));

        FakeReply Made()
        {
            isGone = false;
            return new FakeReply(HttpStatusCode.OK, """{"data":[{"id":"conduit-2","shard_count":1}]}""");
        }
    }

    [Fact]
    public async Task Conduit_NoClientSecret_HealthSaysWhatIsMissing()
    {
        await using var bed = new TestBed(new TwitchLogin("client-id", null, "access-0", "refresh-0"), o => o.Conduit = new ConduitOptions { Enabled = true });
        await using var chat = bed.Read();
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.ConnectionProblem is not null);
        Assert.Contains("client secret", bed.Health.Current.ConnectionProblem, StringComparison.Ordinal);
        Assert.False(bed.Health.Current.IsHealthy);
    }

    [Theory]
    [InlineData(2, 2, null)]
    [InlineData(4, 2, 3)]
    [InlineData(500, 0, null)]
    public void Options_ShardsThatDoNotFit_AreRefused(int shards, int first, int? own)
    {
        var options = new TwitchOptions { Conduit = new ConduitOptions { Enabled = true, Shards = shards, FirstShard = first, OwnShards = own } };
        Assert.True(new ConduitOptionsValidator().Validate(null, options).Failed);
        options.Conduit.Enabled = false;
        Assert.True(new ConduitOptionsValidator().Validate(null, options).Succeeded);
    }

    [Theory]
    [InlineData(1, 0, null)]
    [InlineData(4, 3, null)]
    [InlineData(4, 2, 2)]
    [InlineData(500, 100, 100)]
    public void Options_ShardsThatFit_AreAccepted(int shards, int first, int? own) => Assert.True(
        new ConduitOptionsValidator().Validate(null, new TwitchOptions { Conduit = new ConduitOptions { Enabled = true, Shards = shards, FirstShard = first, OwnShards = own } }).Succeeded);

    private static TestBed Bed(int shards = 1) => new(configure: o => o.Conduit = new ConduitOptions { Enabled = true, Shards = shards });

    private static async Task<ScriptedConnection> ServeAsync(TestBed bed, string session)
    {
        var assigned = Assigned(bed).Length;
        var twitch = await bed.EventSub.ExpectConnectAsync();
        twitch.Welcome(session, keepalive: 600);
        await EventSubScript.WaitUntilAsync(() => Assigned(bed).Length > assigned);
        return twitch;
    }

    private static string[] Assigned(TestBed bed) =>
    [
        .. bed.Http.Requests.Where(request => request.Path == "eventsub/conduits/shards").Select(request =>
        {
            var shard = JsonDocument.Parse(request.Body).RootElement.GetProperty("shards")[0];
            return $"{shard.GetProperty("id").GetString()} {shard.GetProperty("transport").GetProperty("session_id").GetString()}";
        }),
    ];

    private static (string?, string?) TransportOf(FakeRequest request)
    {
        var transport = JsonDocument.Parse(request.Body).RootElement.GetProperty("transport");
        return (transport.GetProperty("method").GetString(), transport.GetProperty("conduit_id").GetString());
    }
}
