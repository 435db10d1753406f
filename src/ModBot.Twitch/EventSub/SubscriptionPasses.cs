namespace ModBot.Twitch.EventSub;

/// <summary>Runs <see cref="Subscriptions.SubscribeAsync"/> beside the session's loop: at most one at a time, and never for a session that is gone.</summary>
internal sealed class SubscriptionPasses(Subscriptions subscriptions, TimeSpan first, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private CancellationTokenSource? cancel;
    private TimeSpan wait;

    /// <summary>The pass that waits or runs, or has ended and was not looked at yet; its result says how many subscriptions are live.</summary>
    public Task<int>? Running { get; private set; }

    /// <summary>For a session that has just begun, or has taken over: whatever is missing, at once.</summary>
    public async Task StartAsync(string sessionId, CancellationToken life)
    {
        await StopAsync();
        wait = first;
        if (subscriptions.Missing > 0) Start(sessionId, TimeSpan.Zero, life);
    }

    /// <summary>Asks again for what was refused or taken away, after a wait that doubles each time.</summary>
    public void TryAgainLater(string sessionId, CancellationToken life)
    {
        if (Running is not null || subscriptions.Missing == 0) return;
        Start(sessionId, wait, life);
        wait = wait * 2 < Longest ? wait * 2 : Longest;
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
        Running = RunAsync(sessionId, after, cancel.Token);
    }

    private async Task<int> RunAsync(string sessionId, TimeSpan after, CancellationToken cancellationToken)
    {
        await Task.Delay(after, clock, cancellationToken);
        return await subscriptions.SubscribeAsync(sessionId, cancellationToken);
    }
}
