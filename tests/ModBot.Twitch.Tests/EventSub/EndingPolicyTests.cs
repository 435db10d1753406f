using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Tests.EventSub;

public sealed class EndingPolicyTests
{
    [Fact]
    public void After_NoticeWithUrl_ReconnectsToExactlyThatUrl()
    {
        var how = Assert.IsType<Continuation.ReconnectTo>(EndingPolicy.After(new Ending.Notice("wss://cell-a.test/ws?challenge=a%2Fb&id=c")));
        Assert.Equal("wss://cell-a.test/ws?challenge=a%2Fb&id=c", how.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not a url")]
    [InlineData("https://cell-a.test/ws")]
    public void After_NoticeWithoutUsableUrl_StartsAfresh(string? url) => Assert.IsType<Continuation.StartAfresh>(EndingPolicy.After(new Ending.Notice(url)));

    [Theory]
    [InlineData(4000, "server_error")]
    [InlineData(4001, "inbound_traffic")]
    [InlineData(4002, "ping_pong")]
    [InlineData(4003, "unused")]
    [InlineData(4004, "grace_expired")]
    [InlineData(4005, "network_timeout")]
    [InlineData(4006, "network_error")]
    [InlineData(4007, "invalid_reconnect")]
    [InlineData(1000, "closed")]
    [InlineData(1001, "closed")]
    [InlineData(1006, "cut")]
    [InlineData(4999, "other")]
    public void After_Closed_StartsAfreshAndTheReasonIsFromAClosedSet(int code, string reason)
    {
        Assert.IsType<Continuation.StartAfresh>(EndingPolicy.After(new Ending.Closed(code)));
        Assert.Equal(reason, EndingPolicy.Reason(new Ending.Closed(code)));
    }

    [Fact]
    public void After_SilenceFaultOrNothingToRead_StartsAfresh()
    {
        Ending[] endings = [new Ending.Silent(), new Ending.Broken(new IOException("x")), new Ending.NothingToRead("x")];
        Assert.All(endings, e => Assert.IsType<Continuation.StartAfresh>(EndingPolicy.After(e)));
    }

    [Fact]
    public void After_NoLogin_GivesUpWithTheReason() =>
        Assert.Equal(new Continuation.GiveUp("Log in again."), EndingPolicy.After(new Ending.NoLogin("Log in again.")));

    [Fact]
    public void Endless_WithoutJitter_DoublesUpToTheLongest()
    {
        var seconds = ReconnectDelays.Endless(TimeSpan.FromSeconds(10), () => 0).Take(6).Select(d => d.TotalSeconds);
        Assert.Equal([1, 2, 4, 8, 10, 10], seconds);
    }

    [Fact]
    public void Endless_WithJitter_ShortensByUpToHalf() =>
        Assert.Equal([0.5, 1, 2], ReconnectDelays.Endless(TimeSpan.FromSeconds(10), () => 1).Take(3).Select(d => d.TotalSeconds));
}
