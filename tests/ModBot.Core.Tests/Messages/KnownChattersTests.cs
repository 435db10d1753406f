using ModBot.Messages;
using ModBot.Testing;

namespace ModBot.Core.Tests.Messages;

public sealed class KnownChattersTests
{
    private readonly KnownChatters chatters = new();
    private DateTimeOffset now = Some.Instant;

    [Fact]
    public void Hear_TwiceTheSame_IsFirstOnce()
    {
        var first = Hear("1");
        now += TimeSpan.FromSeconds(1);

        Assert.Equal((true, false), (first.IsFirst, Hear("1").IsFirst));
    }

    [Fact]
    public void Hear_AfterLearning_KnowsWhenEverybodyCame()
    {
        Learn();
        var came = now;
        Assert.Equal((came, false), (Hear("new").FirstAt, Hear("new").IsLearning));
        now += TimeSpan.FromMinutes(1);

        Assert.Equal((came, DateTimeOffset.MinValue), (Hear("new").FirstAt, Hear("r1").FirstAt));
    }

    [Theory]
    [InlineData(198, 300)] // long, but few messages
    [InlineData(300, 299)] // many messages in too short a time
    public void Hear_TooLittleHeard_IsLearning(int messages, int seconds)
    {
        for (var i = 0; i < messages; i++) Hear($"r{i % 20}");
        now = Some.Instant.AddSeconds(seconds);

        Assert.True(Hear("new").IsLearning);
    }

    [Fact]
    public void Hear_OtherChannel_KnowsNobody()
    {
        Hear("1");

        Assert.True(chatters.Hear(Some.Message(from: Some.Chatter(id: "1"), broadcaster: new BroadcasterId("2"))).IsFirst);
    }

    [Fact]
    public void Hear_AfterASilence_SaysHowLongItWas()
    {
        Assert.Equal(TimeSpan.Zero, Hear("1").Silence);
        now += TimeSpan.FromHours(20);

        Assert.Equal((TimeSpan.FromHours(20), TimeSpan.Zero), (Hear("1").Silence, Hear("2").Silence));
    }

    [Fact]
    public void Hear_Crowd_ForgetsWhoWasSilentLongestAndKeepsWhoSpeaks()
    {
        Hear("silent");
        for (var i = 0; i < 70_000; i++)
        {
            Hear($"c{i}");
            if (i % 1000 == 0) Hear("speaks");
        }

        Assert.Equal((true, false), (Hear("silent").IsFirst, Hear("speaks").IsFirst));
    }

    private void Learn()
    {
        for (var i = 0; i < 200; i++)
        {
            now += TimeSpan.FromSeconds(2);
            Hear($"r{i % 20}");
        }
    }

    private Heard Hear(string id) => chatters.Hear(Some.Message(from: Some.Chatter(id: id)) with { SentAt = now });
}
