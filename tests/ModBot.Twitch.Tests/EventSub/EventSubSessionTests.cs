using System.Net;
using ModBot.Messages;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Tests.EventSub;

/// <summary>The life of a session: from welcome to the end, with and without a login.</summary>
public sealed class EventSubSessionTests
{
    [Fact]
    public async Task Session_Welcomed_SubscribesWithItsIdAndReads()
    {
        await using var bed = new TestBed();
        await using var chat = bed.Read();
        var twitch = await bed.EventSub.ExpectConnectAsync();
        Assert.Equal(0, bed.Http.Count("eventsub/subscriptions"));

        twitch.Welcome("session-1");
        await bed.ExpectSubscribeAsync("session-1");
        twitch.Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.True(bed.Health.Current.IsHealthy);
        Assert.True(bed.Health.Current.Channels.Single().SeesTwitchHolds);
    }

    [Fact]
    public async Task Session_SlowReader_LosesNothingAndIsNotTakenForSilence()
    {
        await using var bed = new TestBed(configure: o => o.QueueLength = 1);
        using var stop = new CancellationTokenSource();
        await using var reading = bed.Get<IChatSource>().ReadAsync(stop.Token).GetAsyncEnumerator();
        var first = reading.MoveNextAsync();
        var twitch = await bed.ConnectAsync("session-1");
        for (var i = 0; i < 5; i++) twitch.Chat($"m{i}");
        await first;

        // The session stands before the full queue, and its watchdog with it.
        await EventSubScript.WaitUntilAsync(() => bed.Metrics.Sum("modbot.eventsub.received") == 3);
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
        await using (bed.Read()) twitch = await bed.ConnectAsync("session-1");
        Assert.True(twitch.IsLeft);
        Assert.False(bed.Health.Current.Connected);
    }

    [Fact]
    public async Task Session_LoginDead_DoesNotConnectAndSaysWhatToDo()
    {
        await using var bed = new TestBed();
        bed.Http.Answer = r => r.Path is "validate" ? FakeReply.Error(HttpStatusCode.Unauthorized) : r.Path is "token" ? FakeReply.Error(HttpStatusCode.BadRequest) : null;
        await using var chat = bed.Read();
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.LoginProblem is not null);

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
        var twitch = await bed.ConnectAsync("session-1", keepalive: 600);
        bed.Http.Answer = r => r.Path == "token" || r.Token == "access-old" ? FakeReply.Error(r.Path == "token" ? HttpStatusCode.BadRequest : HttpStatusCode.Unauthorized) : null;

        await Assert.ThrowsAsync<TwitchLoginException>(() => bed.Tokens.ValidateAsync(CancellationToken.None));
        await twitch.ExpectLeaveAsync();
        await File.WriteAllTextAsync(file, """{"client_id":"c","access_token":"access-newer","refresh_token":"refresh-newer"}""");
        var back = bed.EventSub.ExpectConnectAsync();
        await bed.PassDelaysAsync(back);

        (await back).Welcome("session-2");
        await bed.ExpectSubscribeAsync("session-2");
        Assert.True(bed.Health.Current.Authorised);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
