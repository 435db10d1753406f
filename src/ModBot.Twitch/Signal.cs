namespace ModBot.Twitch;

/// <summary>Says that something has changed. Take <see cref="Next"/> before looking, and no change is missed. Safe from any thread.</summary>
internal sealed class Signal
{
    private TaskCompletionSource source = New();

    /// <summary>Ends at the next change.</summary>
    public Task Next => Volatile.Read(ref source).Task;

    public void Raise() => Interlocked.Exchange(ref source, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
