using System.Threading.Channels;
using ModBot.Testing;

namespace ModBot.Twitch.Tests;

/// <summary>A test's clock that also tells which timers are set, so that the test moves it only after somebody waits.</summary>
internal sealed class SignallingClock(ManualTimeProvider clock) : TimeProvider
{
    private readonly Channel<TimeSpan> timers = Channel.CreateUnbounded<TimeSpan>();

    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <summary>After how long the next timer that nobody asked about yet is due.</summary>
    public Task<TimeSpan> NextAsync() => timers.Reader.ReadAsync().AsTask();

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = clock.CreateTimer(callback, state, dueTime, period);
        timers.Writer.TryWrite(dueTime);
        return timer;
    }
}
