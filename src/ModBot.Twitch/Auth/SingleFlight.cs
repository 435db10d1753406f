namespace ModBot.Twitch.Auth;

/// <summary>Whoever comes while one run is under way shares its result. Nobody's cancellation ends it for the others.</summary>
internal sealed class SingleFlight<T>
{
    private readonly Lock gate = new();
    private Task<T>? flight;

    public Task<T> RunAsync(Func<Task<T>> start, CancellationToken cancellationToken)
    {
        Task<T> shared;
        lock (gate) shared = flight ??= FlyAsync(start);
        return shared.WaitAsync(cancellationToken);
    }

    private async Task<T> FlyAsync(Func<Task<T>> start)
    {
        // Off the caller's stack, and so out of its lock.
        await Task.Yield();
        try
        {
            return await start();
        }
        finally
        {
            lock (gate) flight = null;
        }
    }
}
