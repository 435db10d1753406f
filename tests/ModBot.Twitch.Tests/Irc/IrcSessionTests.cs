using System.Net;
using ModBot.Enforcement;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Irc;
using ModBot.Twitch.Tests.EventSub;

namespace ModBot.Twitch.Tests.Irc;

/// <summary>Logging in, joining and reading.</summary>
public sealed class IrcSessionTests
{
    [Fact]
    public async Task Session_NoLogin_ReadsAsNobody()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();

        twitch.Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.True(bed.Health.Current.IsHealthy);
        Assert.True(bed.Health.Current.OnlyWatches);
        Assert.True(bed.Health.Current.Channels.Single().ReadsChat);
        Assert.Empty(bed.Http.Requests);
    }

    [Fact]
    public async Task Session_NoLogin_LearnsTheChannelsIdBeforeItsFirstMessage()
    {
        await using var bed = IrcScript.Bed();
        var roster = bed.Get<ChannelRoster>();
        var known = new List<BroadcasterId?>();
        roster.Changed += () => known.Add(roster.Current.Single().Id);
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();
        twitch.Room();
        twitch.Chat("one");

        await chat.NextIdAsync();

        Assert.Equal([new BroadcasterId("810000001")], known);
    }

    [Fact]
    public async Task Session_LoginThatMayReadIrc_ReadsAsTheBot()
    {
        await using var bed = IrcScript.Bed(new TwitchLogin("client-id", "secret", "access-0", "refresh-0"));
        bed.Http.Scopes = [.. bed.Http.Scopes, TwitchScopes.ReadIrc];
        await using var chat = bed.Read();
        var twitch = await bed.Irc.ExpectConnectAsync();
        await twitch.ExpectAsync("CAP REQ :twitch.tv/tags twitch.tv/commands", "PASS oauth:access-0", "NICK tidewardenbot");
        twitch.Send(IrcFixture.Of("server_greeting"));
        await twitch.ExpectAsync("JOIN #pixelharbor");
        twitch.Send(IrcFixture.Of("join_reply"));
        twitch.Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.False(bed.Health.Current.OnlyWatches);
        Assert.DoesNotContain(bed.Log.Entries, entry => entry.Message.Contains("access-0", StringComparison.Ordinal));
        Assert.Equal(0, bed.Metrics.Sum("modbot.irc.dropped"));
    }

    [Fact]
    public async Task Session_LoginWithoutTheScope_ReadsAsNobodyAndMayAct()
    {
        await using var bed = IrcScript.Bed(new TwitchLogin("client-id", "secret", "access-0", "refresh-0"));
        await using var chat = bed.Read();
        await bed.ConnectIrcAsync();

        Assert.False(bed.Health.Current.OnlyWatches);
    }

    [Fact]
    public async Task Session_LoginRefused_IsRefreshedAndThenLeftOut()
    {
        await using var bed = IrcScript.Bed(new TwitchLogin("client-id", "secret", "access-0", "refresh-0"));
        bed.Http.Scopes = [.. bed.Http.Scopes, TwitchScopes.ReadIrc];
        await using var chat = bed.Read();

        foreach (var token in (string[])["access-0", "access-1"])
        {
            var twitch = await bed.Irc.ExpectConnectAsync();
            await twitch.ExpectAsync("CAP REQ :twitch.tv/tags twitch.tv/commands", $"PASS oauth:{token}", "NICK tidewardenbot");
            twitch.Send(":tmi.twitch.tv NOTICE * :Login authentication failed");
            await twitch.ExpectLeaveAsync();
        }
        (await bed.ConnectIrcAsync()).Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
        Assert.Equal(2, bed.Metrics.Sum("modbot.irc.reconnects", "reason=no_login"));
    }

    [Fact]
    public async Task Session_TwitchsHttpSideDown_ReadsAllTheSame()
    {
        await using var bed = IrcScript.Bed(new TwitchLogin("client-id", "secret", "access-0", "refresh-0"));
        bed.Http.Answer = _ => new FakeReply(HttpStatusCode.OK) { Failure = new HttpRequestException("No route.") };
        await using var chat = bed.Read();
        (await bed.ConnectIrcAsync()).Chat("one");

        Assert.Equal("one", await chat.NextIdAsync());
    }

    [Fact]
    public async Task Session_Ping_IsAnswered()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();

        twitch.Send("PING :tmi.twitch.tv", "PING tmi.twitch.tv");

        await twitch.ExpectAsync("PONG :tmi.twitch.tv", "PONG :tmi.twitch.tv");
    }

    [Fact]
    public async Task Session_LinesInAnyFrames_AreRead()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();
        var lines = string.Concat(IrcFixture.Of("privmsg").Select(line => line + "\r\n"));

        twitch.SendFrame(lines[..1_000]);
        twitch.SendFrame(lines[1_000..]);

        foreach (var line in IrcFixture.Of("privmsg")) Assert.Contains($";id={await chat.NextIdAsync()};", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_RepeatedMalformedAndUnknownLines_AreCountedAndCostNothing()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();

        twitch.Chat("one");
        twitch.Chat("one");
        twitch.Send("@@@ what", "@id=1;user-id=2 :a!a@a PRIVMSG #elsewhere :secret words", "@room-id= :tmi.twitch.tv ROOMSTATE #pixelharbor", ":tmi.twitch.tv NEWTHING #pixelharbor :x");
        twitch.SendTooLarge();
        twitch.Chat("two");

        Assert.Equal(["one", "two"], [await chat.NextIdAsync(), await chat.NextIdAsync()]);
        Assert.Equal(1, bed.Metrics.Sum("modbot.irc.dropped", "why=duplicate"));
        Assert.Equal(3, bed.Metrics.Sum("modbot.irc.dropped", "why=malformed"));
        Assert.Equal(1, bed.Metrics.Sum("modbot.irc.dropped", "why=unknown"));
        Assert.Equal(1, bed.Metrics.Sum("modbot.irc.dropped", "why=too_large"));
        Assert.Equal(2, bed.Metrics.Sum("modbot.irc.received"));
        Assert.DoesNotContain(bed.Log.Entries, entry => entry.Message.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Session_Moderation_IsPassedOn()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();

        twitch.Send(IrcFixture.Of("moderation"));

        Assert.IsType<ChatEvent.ChatCleared>(await chat.NextAsync());
        Assert.IsType<ChatEvent.ChatterMessagesCleared>(await chat.NextAsync());
        Assert.IsType<ChatEvent.ChatterMessagesCleared>(await chat.NextAsync());
        Assert.Equal(new BroadcasterId("810000001"), Assert.IsType<ChatEvent.MessageDeleted>(await chat.NextAsync()).Broadcaster);
    }

    [Fact]
    public async Task Session_ChannelsChange_AreJoinedAndParted()
    {
        var options = new[] { "pixelharbor" };
        await using var bed = IrcScript.Bed(configure: o => o.Channels = options);
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();

        options[0] = "coralbyte";
        await bed.StepUntilAsync(() => twitch.HasLine, IrcSession.TendEvery);
        await twitch.ExpectAsync("PART #pixelharbor", "JOIN #coralbyte");
        twitch.Room("coralbyte", "810000005");
        twitch.Chat("there", channel: "coralbyte", room: "810000005");

        Assert.Equal("there", await chat.NextIdAsync());
        Assert.Equal("coralbyte", bed.Health.Current.Channels.Single().Login);
    }

    [Fact]
    public async Task Session_ChannelSuspended_IsSaid()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var twitch = await bed.Irc.ExpectConnectAsync();
        await twitch.WelcomeAsync();
        await twitch.ExpectAsync("JOIN #pixelharbor");

        twitch.Send("@msg-id=msg_channel_suspended :tmi.twitch.tv NOTICE #pixelharbor :This channel does not exist or has been suspended.");
        await EventSubScript.WaitUntilAsync(() => bed.Health.Current.Problems.Any(problem => problem.Contains("suspended", StringComparison.Ordinal)));

        Assert.False(bed.Health.Current.IsHealthy);
    }

    [Fact]
    public async Task Session_EveryLineMutated_KeepsItsConnectionAndReadsEverySibling()
    {
        await using var bed = IrcScript.Bed();
        await using var chat = bed.Read();
        var twitch = await bed.ConnectIrcAsync();
        var random = new Random(4);
        var siblings = 0;
        foreach (var line in IrcFixture.All.Where(line => !line.Contains("RECONNECT", StringComparison.Ordinal)))
        {
            for (var i = 0; i < 50; i++)
            {
                twitch.Send(Mutate(line, random));
                twitch.Chat($"sibling-{siblings++}");
            }
        }

        for (var i = 0; i < siblings;)
        {
            // Some mutants are messages still.
            if (await chat.NextAsync() is ChatEvent.Posted { Message.Id.Value: var id } && id == $"sibling-{i}") i++;
        }
        Assert.False(twitch.IsLeft);
        Assert.DoesNotContain(bed.Log.Entries, entry => entry.Exception is not null);
    }

    [Fact]
    public async Task Enforcer_NobodyLoggedIn_RefusesForGood()
    {
        await using var bed = IrcScript.Bed();

        var refused = Assert.IsType<EnforcementResult.Refused>(await bed.Enforcer.DeleteMessageAsync(new BroadcasterId("1"), new MessageId("2"), CancellationToken.None));

        Assert.Contains("only watches", refused.Reason, StringComparison.Ordinal);
    }

    /// <summary>A few characters gone, doubled, or replaced by ones that mean something in a line.</summary>
    private static string Mutate(string line, Random random)
    {
        const string Meaningful = "@:;=,/- \\!#\u00010aZ\uFFFF";
        var text = new List<char>(line);
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(text.Count);
            var count = Math.Min(random.Next(1, 20), text.Count - at);
            switch (random.Next(4))
            {
                case 0:
                    text.RemoveRange(at, Math.Min(count, text.Count - 1));
                    break;
                case 1:
                    text.InsertRange(at, [.. text.GetRange(at, count)]);
                    break;
                case 2:
                    text[at] = Meaningful[random.Next(Meaningful.Length)];
                    break;
                default:
                    text.InsertRange(at, Enumerable.Repeat('9', random.Next(5_000)));
                    break;
            }
        }
        return new string([.. text]);
    }
}
