using System.Net.WebSockets;

namespace ModBot.Twitch.EventSub;

/// <summary>One connection with its watchdog, and what must die with it.</summary>
/// <param name="life">Ends the reading at once, without a close.</param>
/// <param name="inherits">Opened because of a reconnect notice: the subscriptions move over to it.</param>
internal sealed class EventSubLink(IEventSubTransport transport, Uri url, bool inherits, TimeProvider clock, CancellationToken life) : IAsyncDisposable
{
    // Twitch promises a frame within the keepalive; a fifth more forgives a slow network (what other clients use).
    private const double Patience = 1.2;

    private readonly CancellationTokenSource watchdog = new(Timeout.InfiniteTimeSpan, clock);
    private IEventSubConnection? connection;
    private TimeSpan limit;

    public bool Inherits => inherits;

    /// <summary>What it will give next; the session awaits it and then asks for more by <see cref="Continue"/>.</summary>
    public Task<Received> Next { get; private set; } = new TaskCompletionSource<Received>().Task;

    /// <summary>Twitch's name for this session, from its welcome.</summary>
    public string? SessionId { get; private set; }

    /// <summary>How far our clock is ahead of Twitch's, as of the welcome.</summary>
    public TimeSpan ClockAhead { get; private set; }

    /// <summary>When the welcome came, as a timestamp of the clock.</summary>
    public long WelcomedAt { get; private set; }

    /// <summary>It is being closed; only what is still on its way is read.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>Connects and receives the first frame, within <paramref name="within"/>.</summary>
    public Task<Received> OpenAsync(TimeSpan within)
    {
        limit = within;
        return GuardAsync(async token =>
        {
            connection = await transport.ConnectAsync(url, token);
            return await connection.ReceiveAsync(token);
        });
    }

    /// <summary>Begins with whatever has to happen before and in <see cref="OpenAsync"/>.</summary>
    public void Begin(Task<Received> opening) => Next = opening;

    public void Continue() => Next = GuardAsync(token => connection!.ReceiveAsync(token).AsTask());

    public void Welcome(string sessionId, TimeSpan keepalive, TimeSpan clockAhead)
    {
        SessionId = sessionId;
        WelcomedAt = clock.GetTimestamp();
        ClockAhead = clockAhead;
        limit = keepalive * Patience;
    }

    /// <summary>Begins the close; what Twitch has already sent is still received, for at most <paramref name="within"/>.</summary>
    public async Task LeaveAsync(TimeSpan within)
    {
        IsLeaving = true;
        limit = within;
        using var bound = new CancellationTokenSource(within, clock);
        watchdog.CancelAfter(within);
        try
        {
            if (connection is not null) await connection.CloseAsync(bound.Token);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It broke before it could be closed, and that is as good.
        }
    }

    /// <summary>The watchdog runs only while something is awaited: it must not bite because the reader is slow.</summary>
    private async Task<Received> GuardAsync(Func<CancellationToken, Task<Received>> receive)
    {
        watchdog.CancelAfter(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watchdog.Token, life);
        try
        {
            var received = await receive(either.Token);
            watchdog.CancelAfter(Timeout.InfiniteTimeSpan);
            return received;
        }
        catch (Exception) when (life.IsCancellationRequested)
        {
            throw new OperationCanceledException(life);
        }
        catch (Exception) when (watchdog.IsCancellationRequested)
        {
            return new Received.Over(new Ending.Silent());
        }
        catch (Exception e)
        {
            // Whatever a network stack throws, it ends this connection and nothing else.
            return new Received.Over(new Ending.Broken(e));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
        watchdog.Dispose();
    }
}
