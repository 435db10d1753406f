namespace ModBot.Twitch.EventSub;

/// <summary>Runs <see cref="ISessionPurpose.ApplyAsync"/> beside a session's loop: at most once at a time, when something is due, and never for a session that is gone.</summary>
/// <param name="longest">The longest wait after a pass that failed as a whole.</param>
internal sealed class SubscriptionPasses(ISessionPurpose purpose, TimeSpan longest, TimeProvider clock)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private CancellationTokenSource? cancel;
    private volatile bool isWaiting;
    private TimeSpan wait;

    /// <summary>The pass that waits or runs, or has ended and was not looked at yet; its result says how much is live.</summary>
    public Task<int>? Running { get; private set; }

    /// <summary>For a session that has just begun, or has taken over: whatever is missing, at once.</summary>
    public async Task StartAsync(string sessionId, CancellationToken life)
    {
        await StopAsync();
        wait = TimeSpan.Zero;
        Start(sessionId, TimeSpan.Zero, life);
    }

    /// <summary>Something may be due earlier than it was. A pass that is at work finds that out by itself.</summary>
    public async Task HurryAsync(string sessionId, CancellationToken life)
    {
        if (Running is not null && !isWaiting) return;
        await StopAsync();
        Continue(sessionId, failed: false, life);
    }

    /// <summary>The next pass, when the purpose says that one is due.</summary>
    /// <param name="failed">The last one could not be brought to its end.</param>
    public void Continue(string sessionId, bool failed, CancellationToken life)
    {
        if (Running is not null || purpose.NextDue(sessionId) is not { } due) return;
        wait = !failed ? TimeSpan.Zero : wait == TimeSpan.Zero ? FirstWait : wait * 2 < longest ? wait * 2 : longest;
        Start(sessionId, due > wait ? due : wait, life);
    }

    public async Task StopAsync()
    {
        if (cancel is not { } ending || Running is not { } running) return;
        (cancel, Running) = (null, null);
        await ending.CancelAsync();
        // Its ending is read by the one who awaits the result; here it only has to be over.
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private void Start(string sessionId, TimeSpan after, CancellationToken life)
    {
        cancel = CancellationTokenSource.CreateLinkedTokenSource(life);
        isWaiting = true;
        Running = RunAsync(sessionId, after, cancel.Token);
    }

    private async Task<int> RunAsync(string sessionId, TimeSpan after, CancellationToken cancellationToken)
    {
        await Task.Delay(after, clock, cancellationToken);
        isWaiting = false;
        return await purpose.ApplyAsync(sessionId, cancellationToken);
    }
}
