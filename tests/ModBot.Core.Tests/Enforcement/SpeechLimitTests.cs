using ModBot.Enforcement;
using ModBot.Messages;
using ModBot.Testing;

namespace ModBot.Core.Tests.Enforcement;

public sealed class SpeechLimitTests
{
    private readonly SpeechLimit limit = new(TimeSpan.FromMinutes(10), perMinute: 2);

    [Fact]
    public void TryTake_SameChatter_OnceInAWhile()
    {
        Assert.True(Take("1", 0));
        Assert.False(Take("1", 599));
        Assert.True(Take("1", 600));
    }

    [Fact]
    public void TryTake_ManyChatters_SoManyAMinuteInAChannel()
    {
        Assert.Equal([true, true, false], new[] { "1", "2", "3" }.Select(id => Take(id, 0)));
        Assert.True(limit.TryTake(new BroadcasterId("810000002"), new ChatterId("3"), Some.Instant));
        Assert.True(Take("3", 60));
    }

    private bool Take(string chatter, int second) => limit.TryTake(Some.Broadcaster, new ChatterId(chatter), Some.Instant.AddSeconds(second));
}
