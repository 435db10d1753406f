namespace ModBot.Sandbox.Faults;

/// <summary>The time that the sandbox tells the world: its own, moved by a skew. Timers, tokens and limits keep the true time.</summary>
internal sealed class SkewedClock(SandboxOptions options) : TimeProvider
{
    private long skewTicks;

    public TimeSpan Skew
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref skewTicks));
        set => Interlocked.Exchange(ref skewTicks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => options.TimeProvider.GetUtcNow() + Skew;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => options.TimeProvider.CreateTimer(callback, state, dueTime, period);
}
