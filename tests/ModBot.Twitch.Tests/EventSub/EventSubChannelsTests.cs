using System.Net;
using System.Text.Json;
using ModBot.Messages;
using ModBot.Twitch.EventSub;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>Channels that come and go while the bot runs, and more of them than fit one session.</summary>
public sealed class EventSubChannelsTests : IDisposable
{
    private static readonly BroadcasterId Coral = new("810000005");

    private readonly string folder = Directory.CreateTempSubdirectory("modbot-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Session_ChannelAdded_IsSubscribedInTheSameSessionAndTheOthersAreLeftAlone()
    {
        await using var bed = Bed("pixelharbor");
        await using var chat = bed.Read();
        await bed.ConnectAsync("session-1", keepalive: 600);

        await bed.Get<ChannelRoster>().AddAsync("coralbyte", Coral, CancellationToken.None);
        var added = await NextAsync(bed, SubscriptionKind.All.Length);

        Assert.All(added, one => Assert.Equal(("POST", "session-1", Coral.Value), (one.Method, one.Session, one.Broadcaster)));
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current is { IsHealthy: true, Channels.Length: 2 });
        Assert.True(bed.EventSub.NobodyConnects);
    }

    [Fact]
    public async Task Session_ChannelRemoved_ItsSubscriptionsAreEndedAndTheOthersAreLeftAlone()
    {
        await using var bed = Bed("pixelharbor");
        await bed.Get<ChannelRoster>().AddAsync("coralbyte", Coral, CancellationToken.None);
        await using var chat = bed.Read();
        var twitch = await bed.EventSub.ExpectConnectAsync();
        twitch.Welcome("session-1", keepalive: 600);
        var before = await NextAsync(bed, 2 * SubscriptionKind.All.Length);
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.Channels.Count(channel => channel.ReadsChat) == 2);

        await bed.Get<ChannelRoster>().RemoveAsync("coralbyte", CancellationToken.None);
        var ended = await NextAsync(bed, SubscriptionKind.All.Length);
        twitch.Chat("still here");

        Assert.All(ended, one => Assert.Equal("DELETE", one.Method));
        Assert.Equal(ended.Length, ended.Select(one => one.Query).Distinct().Count());
        Assert.Equal("still here", await chat.NextIdAsync());
        Assert.Equal(["pixelharbor"], bed.Health.Current.Channels.Select(channel => channel.Login));
        // The first is one that never waits to join.
        Assert.Equal([EventTypes.AutomodHold, EventTypes.ChatMessage, EventTypes.ChatMessage], before[..3].Select(one => one.Type));
    }

    [Fact]
    public async Task Session_NoChannels_DoesNotConnectUntilThereIsOneAndLeavesWhenThereIsNone()
    {
        await using var bed = Bed();
        await using var chat = bed.Read();
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.RosterProblem is not null);
        Assert.True(bed.EventSub.NobodyConnects);

        await bed.Get<ChannelRoster>().AddAsync("coralbyte", Coral, CancellationToken.None);
        var twitch = await bed.EventSub.ExpectConnectAsync();
        twitch.Welcome("session-1", keepalive: 600);
        await NextAsync(bed, SubscriptionKind.All.Length);
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.IsHealthy);
        await bed.Get<ChannelRoster>().RemoveAsync("coralbyte", CancellationToken.None);

        await twitch.ExpectLeaveAsync();
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.ConnectionProblem is null);
        Assert.Contains("channels add", Assert.Single(bed.Health.Current.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_MoreChannelsThanOneHolds_ShareThemWithinTwitchsLimits()
    {
        await using var bed = Bed();
        for (var i = 0; i < 20; i++) await bed.Get<ChannelRoster>().AddAsync($"channel{i}", new BroadcasterId($"{i}"), CancellationToken.None);
        await using var chat = bed.Read();
        foreach (var session in (string[])["session-1", "session-2"]) (await bed.EventSub.ExpectConnectAsync()).Welcome(session, keepalive: 600);

        var asked = await NextAsync(bed, 20 * SubscriptionKind.All.Length);

        Assert.All(asked.GroupBy(one => one.Session), session => Assert.True(session.Count() <= SubscriptionPlan.MostPerSession));
        Assert.All(asked.GroupBy(one => one.Broadcaster), channel => Assert.Single(channel.Select(one => one.Session).Distinct()));
        Assert.Equal(20, asked.Select(one => one.Broadcaster).Distinct().Count());
        Assert.True(bed.EventSub.NobodyConnects);
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Sessions_OneOfTwoCut_HealthIsRedForItsChannelsOnlyAndItComesBack()
    {
        await using var bed = Bed();
        for (var i = 0; i < 20; i++) await bed.Get<ChannelRoster>().AddAsync($"channel{i}", new BroadcasterId($"{i}"), CancellationToken.None);
        await using var chat = bed.Read();
        var first = await bed.EventSub.ExpectConnectAsync();
        first.Welcome("session-1", keepalive: 600);
        (await bed.EventSub.ExpectConnectAsync()).Welcome("session-2", keepalive: 600);
        await NextAsync(bed, 20 * SubscriptionKind.All.Length);
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.IsHealthy);

        first.Close(4000);
        var fresh = await bed.EventSub.ExpectConnectAsync();
        Assert.False(bed.Health.Current.Connected);
        fresh.Welcome("session-3", keepalive: 600);
        // Chats are joined at Twitch's pace, and twenty were joined just now.
        var again = await bed.PassDelaysAsync(NextAsync(bed, SubscriptionKind.All.Length));

        // Or Twitch would close the session as unused.
        Assert.NotEqual(EventTypes.ChatMessage, again[0].Type);
        Assert.All(again, one => Assert.Equal("session-3", one.Session));
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Sessions_ReconnectAddressRefused_TheOldOneMakesRoomBeforeTheFreshOneSubscribes()
    {
        await using var bed = Bed();
        for (var i = 0; i < 20; i++) await bed.Get<ChannelRoster>().AddAsync($"channel{i}", new BroadcasterId($"{i}"), CancellationToken.None);
        await using var chat = bed.Read();
        var old = await bed.EventSub.ExpectConnectAsync();
        old.Welcome("session-1", keepalive: 600);
        (await bed.EventSub.ExpectConnectAsync()).Welcome("session-2", keepalive: 600);
        await NextAsync(bed, 20 * SubscriptionKind.All.Length);
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.IsHealthy);
        old.Reconnect("wss://cell-a.test/ws?id=1");
        (await bed.EventSub.ExpectConnectAsync("wss://cell-a.test/ws?id=1")).Close(4007);
        var fresh = await bed.EventSub.ExpectConnectAsync();
        var wasLeft = new List<bool>();
        bed.Http.Before = _ =>
        {
            lock (wasLeft) wasLeft.Add(old.IsLeft);
            return Task.CompletedTask;
        };
        fresh.Welcome("session-3", keepalive: 600);

        var again = await bed.PassDelaysAsync(NextAsync(bed, 1));
        Assert.Equal("session-3", again[0].Session);
        lock (wasLeft) Assert.All(wasLeft, Assert.True);
    }

    [Fact]
    public async Task Session_LoginWithFewScopes_AsksOnlyForWhatItAllows()
    {
        await using var bed = Bed("pixelharbor");
        bed.Http.Scopes = ["user:read:chat", "moderator:manage:automod"];
        await using var chat = bed.Read();
        (await bed.EventSub.ExpectConnectAsync()).Welcome("session-1", keepalive: 600);

        var types = (await NextAsync(bed, 13)).Select(one => one.Type).ToArray();

        Assert.Contains(EventTypes.AutomodHold, types);
        Assert.DoesNotContain(EventTypes.Moderate, types);
        Assert.Equal(13, SubscriptionKind.All.Count(kind => types.Contains(kind.Type)));
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.IsHealthy);
        Assert.Empty(bed.Health.Current.Problems);
    }

    [Fact]
    public async Task Session_ChannelsCannotBeLookedUp_TriesAgain()
    {
        await using var bed = Bed("pixelharbor");
        var fails = 2;
        bed.Http.Answer = request => request.Path == "users" && fails-- > 0 ? FakeReply.Error(HttpStatusCode.BadRequest) : null;
        await using var chat = bed.Read();
        await bed.ConnectAsync("session-1");
        Assert.Null(bed.Health.Current.RosterProblem);
    }

    private static async Task<Asked[]> NextAsync(TestBed bed, int count)
    {
        var asked = new List<Asked>();
        while (asked.Count < count)
        {
            var request = await bed.Http.NextSubscriptionAsync();
            var body = request.Body.Length > 0 ? JsonDocument.Parse(request.Body).RootElement : default;
            asked.Add(request.Method == "DELETE"
                ? new Asked(request.Method, request.Query, null, null, null)
                : new Asked(
                    request.Method,
                    request.Query,
                    body.GetProperty("type").GetString(),
                    body.GetProperty("transport").GetProperty("session_id").GetString(),
                    body.GetProperty("condition").GetProperty("broadcaster_user_id").GetString()));
        }
        return [.. asked];
    }

    private TestBed Bed(params string[] configured) => new(configure: o => (o.Channels, o.RosterFile) = (configured, Path.Combine(folder, "channels.json")));

    private sealed record Asked(string Method, string Query, string? Type, string? Session, string? Broadcaster);
}
