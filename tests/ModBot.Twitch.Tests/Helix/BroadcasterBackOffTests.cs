using ModBot.Testing;
using ModBot.Twitch.Helix;

namespace ModBot.Twitch.Tests.Helix;

public sealed class BroadcasterBackOffTests
{
    private readonly ManualTimeProvider clock = new();

    [Fact]
    public async Task Wait_Refused_IsForThatChannelAndGrows()
    {
        var backOff = new BroadcasterBackOff(clock);
        foreach (var seconds in (int[])[1, 2, 4])
        {
            backOff.Observe("bans 1", isRefused: true);
            Assert.True(backOff.WaitAsync("bans 2", default).IsCompleted);
            var waiting = backOff.WaitAsync("bans 1", default);
            clock.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            Assert.False(waiting.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(0.1));
            await waiting.WaitAsync(TestBed.Guard);
        }
    }

    [Fact]
    public void Wait_Worked_IsOver()
    {
        var backOff = new BroadcasterBackOff(clock);
        backOff.Observe("bans 1", isRefused: true);
        backOff.Observe("bans 1", isRefused: false);
        Assert.True(backOff.WaitAsync("bans 1", default).IsCompleted);
    }

    [Fact]
    public async Task Wait_SeveralRefusedAtOnce_CountAsOneAndComeBackOneByOne()
    {
        var backOff = new BroadcasterBackOff(clock);
        for (var i = 0; i < 8; i++) backOff.Observe("bans 1", isRefused: true);
        Task[] waiting = [backOff.WaitAsync("bans 1", default), backOff.WaitAsync("bans 1", default), backOff.WaitAsync("bans 1", default)];

        clock.Advance(TimeSpan.FromSeconds(1.1));
        await waiting[0].WaitAsync(TestBed.Guard);
        Assert.False(waiting[1].IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(0.4));
        await Task.WhenAll(waiting).WaitAsync(TestBed.Guard);
    }
}
