using System.Net;
using ModBot.Testing;
using ModBot.Twitch.Helix;

namespace ModBot.Twitch.Tests.Helix;

public sealed class RateLimitGateTests : IDisposable
{
    private readonly ManualTimeProvider clock = new();
    private readonly RateLimitGate gate;

    public RateLimitGateTests() => gate = new RateLimitGate(clock);

    public void Dispose() => gate.Dispose();

    [Fact]
    public void Wait_NothingKnown_Passes() => Assert.True(WaitAsync(HelixPriority.Low).IsCompleted);

    [Fact]
    public async Task Wait_NothingLeft_LetsOneCallThroughPerRefilledPoint()
    {
        Observe(remaining: 1);

        Assert.True(WaitAsync().IsCompleted);
        var (second, third) = (WaitAsync(), WaitAsync());
        clock.Advance(TimeSpan.FromSeconds(1));
        await second.WaitAsync(TestBed.Guard);
        Assert.False(third.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await third.WaitAsync(TestBed.Guard);
    }

    [Fact]
    public async Task Wait_PointsShort_WhatStopsHarmGoesFirst()
    {
        Observe(remaining: 0);
        var (reply, lookup, delete) = (WaitAsync(HelixPriority.Low), WaitAsync(HelixPriority.Low), WaitAsync());

        clock.Advance(TimeSpan.FromSeconds(1));
        await delete.WaitAsync(TestBed.Guard);
        Assert.False(reply.IsCompleted || lookup.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(7.2));
        await reply.WaitAsync(TestBed.Guard);
        Assert.False(lookup.IsCompleted);
    }

    [Fact]
    public void Wait_LastPoints_AreKeptForWhatStopsHarm()
    {
        Observe(remaining: 5);
        Assert.False(WaitAsync(HelixPriority.Low).IsCompleted);
        Assert.True(WaitAsync(HelixPriority.Normal).IsCompletedSuccessfully);
        Assert.False(WaitAsync(HelixPriority.Normal).IsCompleted);
        Assert.True(WaitAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Wait_GivenUp_TakesNoPoint()
    {
        Observe(remaining: 0);
        using var impatience = new CancellationTokenSource();
        var (first, second) = (gate.WaitAsync(HelixPriority.Urgent, impatience.Token), WaitAsync());
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        clock.Advance(TimeSpan.FromSeconds(1));

        await second.WaitAsync(TestBed.Guard);
    }

    [Fact]
    public async Task Wait_Refused_HasNoCallBeforeTheReset()
    {
        gate.Observe(Reply(remaining: 0, reset: 10) with { Status = HttpStatusCode.TooManyRequests });
        Task[] waiting = [WaitAsync(), WaitAsync(HelixPriority.Normal), WaitAsync(HelixPriority.Low)];

        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.DoesNotContain(waiting, task => task.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(0.1));
        await Task.WhenAll(waiting).WaitAsync(TestBed.Guard);
    }

    [Fact]
    public async Task Wait_ResetFarAway_IsNotBelieved()
    {
        gate.Observe(Reply(remaining: 0, reset: 7000) with { Status = HttpStatusCode.TooManyRequests });
        var waiting = WaitAsync();

        clock.Advance(RateLimitGate.LongestReset);

        await waiting.WaitAsync(TestBed.Guard);
    }

    [Fact]
    public void Wait_RepliesWithoutFigures_FillsUpAllTheSame()
    {
        Observe(remaining: 61);
        for (var minute = 0; minute < 3; minute++)
        {
            for (var i = 0; i < 50; i++) Assert.True(WaitAsync().IsCompleted);
            clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private Task WaitAsync(HelixPriority priority = HelixPriority.Urgent) => gate.WaitAsync(priority, CancellationToken.None);

    // One point a second when nothing is left.
    private void Observe(int remaining) => gate.Observe(Reply(remaining, 61 - remaining));

    private static HelixReply Reply(int remaining, int reset) => new(HttpStatusCode.OK, []) { Remaining = remaining, Limit = 61, ResetIn = TimeSpan.FromSeconds(reset) };
}
