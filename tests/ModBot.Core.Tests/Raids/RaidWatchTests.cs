using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Raids;
using ModBot.Testing;

namespace ModBot.Core.Tests.Raids;

public sealed class RaidWatchTests
{
    private const string Text = "come and see my new channel everyone";

    private readonly RaidWatch watch = new();
    private readonly KnownChatters chatters = new();
    private DateTimeOffset now = Some.Instant;

    [Fact]
    public void See_SameMessageFromNewChatters_IsARaidAtTheLimit()
    {
        Chat();

        for (var i = 0; i < 4; i++) Assert.Null(See($"{Text} {i}", $"n{i}"));
        var sighting = See($"{Text}!", "n4");

        Assert.Equal(["n0", "n1", "n2", "n3"], sighting!.Earlier.Select(line => line.Chatter.Id.Value));
        Assert.Same(sighting.Raid, See(Text, "n5")!.Raid);
    }

    [Fact]
    public void See_RaiderAgain_IsPartOfTheRaid()
    {
        Chat();
        Raid();

        Assert.False(See(Text, "n0")!.IsFirst);
    }

    [Fact]
    public void See_RegularWhoRepeatsIt_IsNot()
    {
        Chat();
        Raid();

        Assert.Null(See(Text, "r3"));
    }

    [Fact]
    public void See_CopypastaOfRegulars_IsNoRaid()
    {
        Chat();

        for (var i = 0; i < 20; i++) Assert.Null(See(Text, $"r{i}"));
    }

    [Fact]
    public void See_ChattersWithBadges_IsNoRaid()
    {
        Chat();

        for (var i = 0; i < 20; i++) Assert.Null(See(Text, $"n{i}", Badges.Subscriber));
    }

    [Fact]
    public void See_OneNewChatterManyTimes_IsNoRaid()
    {
        Chat();

        for (var i = 0; i < 20; i++) Assert.Null(See(Text, "n1"));
    }

    [Fact]
    public void See_DifferentMessagesOfNewChatters_IsNoRaid()
    {
        Chat();

        foreach (var text in (string[])["hello from brazil", "what a beautiful jump", "who made this music", "is this the last boss", "greetings from all of us", "when does it start"])
        {
            Assert.Null(See(text, text));
        }
    }

    [Fact]
    public void See_SlowerThanTheWindow_IsNoRaid()
    {
        Chat();

        for (var i = 0; i < 20; i++)
        {
            now += TimeSpan.FromSeconds(10);
            Assert.Null(See(Text, $"n{i}"));
        }
    }

    [Theory]
    [InlineData(300, 1)] // many messages in five minutes less one
    [InlineData(100, 10)] // long, but few messages
    public void See_WhileTheChannelIsLearned_NobodyIsNew(int messages, double seconds)
    {
        for (var i = 0; i < messages - 5; i++)
        {
            now += TimeSpan.FromSeconds(Math.Min(seconds, 299.0 / messages * seconds));
            See("good evening", $"r{i}");
        }

        for (var i = 0; i < 5; i++) Assert.Null(See(Text, $"n{i}"));
    }

    [Fact]
    public void See_RaidLongAgo_BeginsAnew()
    {
        Chat();
        var first = Raid();
        now += TimeSpan.FromMinutes(11);

        Assert.Null(See(Text, "m0"));
        for (var i = 1; i < 4; i++) See(Text, $"m{i}");
        var second = See(Text, "m4");

        Assert.True(second!.IsFirst);
        Assert.NotSame(first.Raid, second.Raid);
    }

    [Fact]
    public void See_OtherChannel_CountsApart()
    {
        Chat();
        for (var i = 0; i < 4; i++) See(Text, $"n{i}");
        var elsewhere = Some.Message(Text, Some.Chatter(id: "n4"), new BroadcasterId("9")) with { SentAt = now };

        Assert.Null(watch.See(elsewhere, TextNormalizer.Normalize(Text), chatters.Hear(elsewhere), new RaidsConfig()));
    }

    [Fact]
    public void See_OrdinaryChat_AllocatesNothing()
    {
        Chat();
        var text = TextNormalizer.Normalize("what a beautiful jump that was");
        var messages = Enumerable.Range(0, 1000).Select(i => Some.Message(text.Original, Some.Chatter(id: $"r{i % 20}")) with { SentAt = now.AddSeconds(i) }).ToArray();
        var config = new RaidsConfig();
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var message in messages) Assert.True(watch.See(message, text, chatters.Hear(message), config) is null);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Six minutes in which the regulars, "r0" to "r19", are heard.</summary>
    private void Chat()
    {
        for (var i = 0; i < 200; i++)
        {
            now += TimeSpan.FromSeconds(2);
            See("good evening", $"r{i % 20}");
        }
    }

    private RaidSighting Raid()
    {
        for (var i = 0; i < 4; i++) See(Text, $"n{i}");
        return See(Text, "n4")!;
    }

    private RaidSighting? See(string text, string id, Badges badges = Badges.None)
    {
        var message = Some.Message(text, Some.Chatter(badges: badges, id: id)) with { SentAt = now };
        return watch.See(message, TextNormalizer.Normalize(text), chatters.Hear(message), new RaidsConfig());
    }
}
