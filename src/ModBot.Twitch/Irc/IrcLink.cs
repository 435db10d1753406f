using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Irc;

/// <summary>One connection and what must die with it.</summary>
internal sealed class IrcLink(IIrcTransport transport, JoinLimit joins, TimeProvider clock, CancellationToken stop) : IAsyncDisposable
{
    // Twitch itself pings every five minutes, far too rarely to notice a dead connection by.
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource life = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private IIrcConnection? connection;
    private long opened;
    private long heard;
    private bool hasPinged;

    public IrcRooms Rooms { get; } = new(joins, clock);

    public IrcLines Lines { get; } = new();

    /// <summary>As whom it reads; null before it is open.</summary>
    public IrcLogin? Login { get; private set; }

    /// <summary>Twitch has accepted the login.</summary>
    public bool IsWelcome { get; set; }

    /// <summary>Since when another connection has made it superfluous.</summary>
    public long? SuperfluousSince { get; set; }

    /// <summary>What it will give next; the session awaits it and then asks for more by <see cref="Continue"/>. Its failures are endings.</summary>
    public Task<Received> Next { get; private set; } = new TaskCompletionSource<Received>().Task;

    /// <summary>Waits, connects, logs in, and receives the first frame.</summary>
    public void Begin(Uri url, TimeSpan after, TimeSpan within, IrcLogins logins) => Next = GuardAsync(async () =>
    {
        await Task.Delay(after, clock, life.Token);
        var login = await logins.ChooseAsync(life.Token);
        using var bound = new CancellationTokenSource(within, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, life.Token);
        connection = await transport.ConnectAsync(url, either.Token);
        var password = login.Token is { } token ? $"PASS oauth:{token}\r\n" : "";
        await connection.SendAsync($"CAP REQ :twitch.tv/tags twitch.tv/commands\r\n{password}NICK {login.Nick}\r\n", either.Token);
        Login = login;
        Hear();
        opened = heard;
        return await connection.ReceiveAsync(life.Token);
    });

    /// <summary>Says that the last frame has been taken care of, and asks for the next.</summary>
    public void Continue()
    {
        // Only now: while a slow reader keeps us waiting, the silence is ours and not Twitch's.
        Hear();
        Next = GuardAsync(() => connection!.ReceiveAsync(life.Token).AsTask());
    }

    /// <summary>Sends lines; a connection that does not take them ends, which <see cref="Next"/> tells.</summary>
    public async Task SendAsync(string lines)
    {
        if (lines.Length == 0 || connection is null) return;
        using var bound = new CancellationTokenSource(SendLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, life.Token);
        try
        {
            await connection.SendAsync(lines, either.Token);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            await life.CancelAsync();
        }
    }

    /// <summary>Pings when Twitch has been silent for a while.</summary>
    /// <returns>False when it has been silent for so long that it must be gone.</returns>
    public async Task<bool> IsAliveAsync(TimeSpan welcomeLimit)
    {
        // What is not open yet is bounded while it opens, and what has come counts even before it is read.
        if (Login is null || Next.IsCompleted) return true;
        if (!IsWelcome) return clock.GetElapsedTime(opened) < welcomeLimit;
        var silence = clock.GetElapsedTime(heard);
        if (silence >= PingAfter && !hasPinged)
        {
            hasPinged = true;
            await SendAsync("PING :modbot\r\n");
        }
        return silence < DeadAfter;
    }

    private void Hear() => (heard, hasPinged) = (clock.GetTimestamp(), false);

    private async Task<Received> GuardAsync(Func<Task<Received>> receive)
    {
        try
        {
            return await receive();
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (Exception e)
        {
            // Whatever a network stack throws, it ends this connection and nothing else.
            return new Received.Over(new Ending.Broken(e));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await life.CancelAsync();
        // Its failure is known or no longer matters; it only has to be over before the connection goes.
        await ((Task)Next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connection is not null) await connection.DisposeAsync();
        life.Dispose();
    }
}
