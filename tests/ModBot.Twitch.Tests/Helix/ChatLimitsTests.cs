using ModBot.Messages;
using ModBot.Testing;
using ModBot.Twitch.Helix;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.Tests.Helix;

public sealed class ChatLimitsTests
{
    private static readonly ChatterId Bot = new("810000002");

    private readonly ManualTimeProvider clock = new();
    private readonly TwitchHealth health = new();
    private readonly ChatLimits limits;

    public ChatLimitsTests() => limits = new ChatLimits(health, clock);

    [Fact]
    public async Task Wait_TwentyInHalfAMinute_LetsNoMoreThrough()
    {
        for (var i = 0; i < 20; i++) Assert.True(await WaitAsync($"{i}"));

        Assert.False(await WaitAsync("more"));

        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.True(await WaitAsync("more"));
    }

    [Fact]
    public async Task Wait_SameChannel_LeavesASecondBetween()
    {
        Assert.True(await WaitAsync("1"));
        var second = WaitAsync("1");

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.True(await second.WaitAsync(TestBed.Guard));
    }

    [Fact]
    public async Task Wait_WhereTheBotIsAModerator_LetsAHundredThrough()
    {
        health.Change(status => status with { Channels = [new TwitchChannelStatus("pixelharbor", new BroadcasterId("1")) { Live = [EventTypes.Moderate] }] });
        for (var i = 0; i < 100; i++) Assert.True(await WaitAsync("1"));

        Assert.False(await WaitAsync("1"));
        Assert.False(await WaitAsync("2"));
    }

    [Fact]
    public async Task Wait_OwnChannel_IsNotLimitedToOneASecond()
    {
        Assert.True(await WaitAsync(Bot.Value));
        Assert.True(await WaitAsync(Bot.Value).WaitAsync(TestBed.Guard));
    }

    [Fact]
    public async Task Wait_AtAnyTime_NeverExceedsTheWindow()
    {
        // Over a long time and many channels; a message that waited is counted up to the longest wait too late.
        var sent = new List<DateTimeOffset>();
        for (var i = 0; i < 2000; i++)
        {
            var waiting = WaitAsync($"{i % 50}");
            if (!waiting.IsCompleted) clock.Advance(ChatLimits.LongestWait);
            if (await waiting.WaitAsync(TestBed.Guard)) sent.Add(clock.GetUtcNow());
            clock.Advance(TimeSpan.FromMilliseconds(i % 7 * 100));
        }
        Assert.True(sent.Count > 100);
        Assert.All(sent.Skip(20).Zip(sent), pair => Assert.True(pair.First - pair.Second >= TimeSpan.FromSeconds(30) - ChatLimits.LongestWait));
    }

    [Fact]
    public async Task JoinLimit_TwentyJoined_LetsTheNextWait()
    {
        var joins = new JoinLimit(clock);
        for (var i = 0; i < 20; i++) Assert.True(joins.WaitAsync(default).IsCompleted);
        var next = joins.WaitAsync(default);

        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await next.WaitAsync(TestBed.Guard);
    }

    private Task<bool> WaitAsync(string broadcaster) => limits.WaitAsync(new BroadcasterId(broadcaster), Bot, default);
}
