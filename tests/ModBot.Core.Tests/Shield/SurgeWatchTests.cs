using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Raids;
using ModBot.Rules;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Core.Tests.Shield;

/// <summary>What is a surge, and what only looks like one.</summary>
public sealed class SurgeWatchTests : IDisposable
{
    private const string Advert = "come and see my new channel everyone";

    private readonly TestMeters meters = new();
    private readonly KnownChatters chatters = new();
    private readonly RaidWatch raids = new();
    private readonly Shields shields;
    private readonly SurgeWatch watch;
    private readonly ShieldConfig config = new();
    private DateTimeOffset now = Some.Instant;
    private int newcomers;

    public SurgeWatchTests()
    {
        shields = new Shields(SomePolicy.Book(new ModerationConfig { Shield = config }), new ShieldMetrics(meters), NullLogger<Shields>.Instance);
        watch = new SurgeWatch(shields);
    }

    private SurgeSign? Cause => shields.Of(Some.Broadcaster) is { IsUp: true } shield ? shield.Cause : null;

    public void Dispose() => meters.Dispose();

    [Fact]
    public void See_RaidOfFifteenMessages_IsASurge()
    {
        Chat();
        for (var i = 0; i < 14; i++) SayNew(Advert);
        Assert.Null(Cause);

        SayNew(Advert);

        Assert.Equal(SurgeSign.Raid, Cause);
    }

    [Fact]
    public void See_RaidThatAModeratorApproved_IsNone()
    {
        Chat();
        for (var i = 0; i < 13; i++) SayNew(Advert);
        var raid = SayNew(Advert)!.Raid;
        raid.Open(Some.Hold() with { State = HoldState.Approved });

        for (var i = 0; i < 10; i++) SayNew(Advert);

        Assert.Null(Cause);
    }

    [Fact]
    public void See_ManyNewChattersAtOnce_AreASurgeWhateverTheySay()
    {
        Chat();
        for (var i = 0; i < 40; i++) SayNew();
        Assert.Null(Cause);

        SayNew();

        Assert.Equal(SurgeSign.NewChatters, Cause);
    }

    [Fact]
    public void See_ManyRegularsAtOnce_AreNone()
    {
        Chat();

        for (var i = 0; i < 200; i++) Say("LETS GO", $"r{i % 20}");

        Assert.Null(Cause);
    }

    [Fact]
    public void See_ManySubscribersAtOnce_AreNone()
    {
        Chat();

        for (var i = 0; i < 60; i++) SayNew(badges: Badges.Subscriber);

        Assert.Null(Cause);
    }

    [Fact]
    public void See_NewChattersOverALongTime_AreNone()
    {
        Chat();

        for (var i = 0; i < 200; i++)
        {
            now += TimeSpan.FromSeconds(1);
            SayNew();
        }

        Assert.Null(Cause);
    }

    /// <summary>A busy channel: 25 new chatters in each half minute. 60 at a moment of joy are no four times as many, 120 are.</summary>
    [Theory]
    [InlineData(60, false)]
    [InlineData(120, true)]
    public void See_ChannelToWhichManyCome_GoesByItsOwnRate(int crowd, bool isSurge)
    {
        Chat();
        for (var i = 0; i < 1000; i++)
        {
            now += TimeSpan.FromSeconds(1.2);
            SayNew();
        }

        for (var i = 0; i < crowd; i++) SayNew();

        Assert.Equal(isSurge, Cause is not null);
    }

    [Fact]
    public void See_WhileTheChannelIsLearned_NobodyIsNew()
    {
        for (var i = 0; i < 300; i++) SayNew();

        Assert.Null(Cause);
    }

    /// <summary>Half a minute into a raid that Twitch announced: its raiders greet alike, and some are rude.</summary>
    [Theory]
    [InlineData(5, null)]
    [InlineData(20, SurgeSign.NewChatters)]
    public void See_AfterAFriendlyRaid_NeedsAQuarterOfThemHeld(int heldOf60, SurgeSign? expected)
    {
        Chat();
        watch.Expect(Some.Broadcaster, now);

        for (var i = 0; i < 60; i++) SayNew(i % 2 == 0 ? "what a jump" : Advert, isHeld: i < heldOf60);

        Assert.Equal(expected is null, Cause is null);
    }

    [Fact]
    public void See_LongAfterAFriendlyRaid_IsJudgedAsEver()
    {
        Chat();
        watch.Expect(Some.Broadcaster, now);
        Chat(minutes: 11);

        for (var i = 0; i < 15; i++) SayNew(Advert);

        Assert.Equal(SurgeSign.Raid, Cause);
    }

    [Fact]
    public void See_HeldForBeingNewOnly_IsNoProofAfterAFriendlyRaid()
    {
        Chat();
        watch.Expect(Some.Broadcaster, now);

        for (var i = 0; i < 60; i++) SayNew(isHeld: true, source: NewcomerRule.Source);

        Assert.Null(Cause);
    }

    [Fact]
    public void See_WhenAStreamBegins_ManyAreExpected()
    {
        Chat();
        now += TimeSpan.FromHours(20);

        for (var i = 0; i < 60; i++) SayNew();

        Assert.Null(Cause);
    }

    [Fact]
    public void See_GoesOn_StaysUpUntilItIsCalm()
    {
        Chat();
        for (var i = 0; i < 15; i++) SayNew(Advert);
        now += TimeSpan.FromMinutes(4);
        SayNew(Advert);
        now += TimeSpan.FromMinutes(4);
        Say("hello", "r1");
        Assert.NotNull(Cause);

        now += TimeSpan.FromMinutes(1);
        Say("hello", "r1");

        Assert.Null(Cause);
    }

    [Fact]
    public void See_OrdinaryChat_AllocatesNothing()
    {
        Chat();
        var messages = Enumerable.Range(0, 1000).Select(i => Some.Message("what a jump", Some.Chatter(id: $"r{i % 20}")) with { SentAt = now.AddSeconds(i) }).ToArray();
        var decision = Some.Decision(Verdict.Allow) with { Reasons = [] };
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var message in messages)
        {
            var heard = chatters.Hear(message);
            watch.See(message, heard, null, config);
            watch.See(message, heard, decision);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>An ordinary while in which the regulars, "r0" to "r19", are heard.</summary>
    private void Chat(int minutes = 7)
    {
        for (var i = 0; i < minutes * 30; i++)
        {
            now += TimeSpan.FromSeconds(2);
            Say("good evening", $"r{i % 20}");
        }
    }

    private RaidSighting? SayNew(string? text = null, bool isHeld = false, string source = "model", Badges badges = Badges.None)
    {
        newcomers++;
        return Say(text ?? string.Concat(Enumerable.Range(0, 8).Select(i => $"{(newcomers * 7919 + i * 104729) % 9973} ")), $"n{newcomers}", isHeld, source, badges);
    }

    private RaidSighting? Say(string text, string id, bool isHeld = false, string source = "model", Badges badges = Badges.None)
    {
        var message = Some.Message(text, Some.Chatter(badges: badges, id: id)) with { SentAt = now };
        var heard = chatters.Hear(message);
        var raid = raids.See(message, TextNormalizer.Normalize(text), heard, new RaidsConfig());
        watch.See(message, heard, raid, config);
        ImmutableArray<Reason> reasons = isHeld ? [new Reason { Source = source, Verdict = Verdict.Hold, Text = "" }] : [];
        watch.See(message, heard, new Decision { Verdict = isHeld ? Verdict.Hold : Verdict.Allow, Reasons = reasons, Score = ScoreStatus.Scored, PolicyVersion = "test" });
        return raid;
    }
}
