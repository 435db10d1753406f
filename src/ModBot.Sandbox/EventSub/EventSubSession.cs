using System.Net.WebSockets;
using System.Threading.Channels;

namespace ModBot.Sandbox.EventSub;

/// <summary>One EventSub WebSocket: a queue of frames out, nothing in, a keepalive in silence.</summary>
internal sealed class EventSubSession : IDisposable
{
    // A client this far behind is gone; Twitch drops it too.
    private const int QueueCapacity = 50_000;
    private static readonly TimeSpan CloseHandshakeLimit = TimeSpan.FromSeconds(5);

    private readonly Channel<Outbound> queue = Channel.CreateBounded<Outbound>(QueueCapacity);
    private readonly TimeProvider time;
    private readonly ITimer keepalive;
    private readonly List<ITimer> timers = [];
    private readonly EventSubFaults faults;

    public EventSubSession(int keepaliveSeconds, string host, TimeProvider time, EventSubFaults faults)
    {
        this.time = time;
        this.faults = faults;
        KeepaliveSeconds = keepaliveSeconds;
        Host = host;
        ConnectedAt = time.GetUtcNow();
        keepalive = time.CreateTimer(_ => SendKeepalive(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timers.Add(keepalive);
    }

    public string Id { get; } = "AgoQ" + EventSubFrames.NewNotificationId()[..40];

    public DateTimeOffset ConnectedAt { get; }

    public int KeepaliveSeconds { get; }

    /// <summary>Host and port as the client dialled them, for a reconnect URL.</summary>
    public string Host { get; }

    /// <summary>Client id and user id of the token that first subscribed; a session serves one token owner.</summary>
    public (string ClientId, string UserId)? Owner { get; set; }

    /// <summary>Why the session ended, as a subscription status.</summary>
    public string EndStatus { get; private set; } = "websocket_disconnected";

    public void Send(byte[] frame)
    {
        if (queue.Writer.TryWrite(new Outbound(frame)) || !queue.Writer.TryComplete())
            return;
        // Full: nothing fits any more, not even a close. The socket ends after what is queued.
        EndStatus = "websocket_network_timeout";
    }

    public void Close(int code, string reason, string endStatus)
    {
        if (!queue.Writer.TryWrite(new Outbound(Code: code, Reason: reason)))
            return;
        EndStatus = endStatus;
        queue.Writer.TryComplete();
    }

    /// <summary>Cuts the connection without a close frame, after what is queued.</summary>
    public void Drop()
    {
        if (!queue.Writer.TryWrite(new Outbound(Cut: true)))
            return;
        EndStatus = "websocket_network_error";
        queue.Writer.TryComplete();
    }

    /// <summary>Ends when everything queued so far is sent, or the session is over.</summary>
    public Task DrainedAsync()
    {
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return queue.Writer.TryWrite(new Outbound(Drained: drained)) ? drained.Task : Task.CompletedTask;
    }

    /// <summary>Serves the socket until either side ends it; <paramref name="cut"/> drops the TCP connection.</summary>
    public async Task RunAsync(WebSocket socket, Action cut, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = ReceiveAsync(socket, ending.Token);
        try
        {
            await SendAllAsync(socket, cut, cancellationToken);
            await receiving.WaitAsync(CloseHandshakeLimit, time, cancellationToken);
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or TimeoutException or IOException)
        {
            // The peer is gone or the server stops: nothing is left to say.
        }
        finally
        {
            queue.Writer.TryComplete();
            while (queue.Reader.TryRead(out var left))
                left.Drained?.TrySetResult();
            await ending.CancelAsync();
        }
    }

    /// <summary>Does something later, unless the session has ended by then.</summary>
    public void After(TimeSpan delay, Action act)
    {
        var timer = time.CreateTimer(_ => act(), null, delay, Timeout.InfiniteTimeSpan);
        lock (timers)
            timers.Add(timer);
    }

    public void Dispose()
    {
        lock (timers)
        {
            foreach (var timer in timers)
                timer.Dispose();
            timers.Clear();
        }
    }

    private async Task SendAllAsync(WebSocket socket, Action cut, CancellationToken cancellationToken)
    {
        await foreach (var next in queue.Reader.ReadAllAsync(cancellationToken))
        {
            if (next.Frame is not null)
            {
                // Every frame starts the silence anew.
                keepalive.Change(TimeSpan.FromSeconds(KeepaliveSeconds), TimeSpan.FromSeconds(KeepaliveSeconds));
                await SendFrameAsync(socket, next.Frame, cancellationToken);
            }
            else if (next.Drained is not null)
            {
                next.Drained.TrySetResult();
            }
            else if (next.Cut)
            {
                cut();
                return;
            }
            else
            {
                await socket.CloseOutputAsync((WebSocketCloseStatus)next.Code, next.Reason, cancellationToken);
                return;
            }
        }
    }

    private async Task SendFrameAsync(WebSocket socket, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var piece = faults.PieceBytes is > 0 and var bytes ? bytes : frame.Length;
        for (var at = 0; at < frame.Length; at += piece)
        {
            var isLast = at + piece >= frame.Length;
            await socket.SendAsync(isLast ? frame[at..] : frame.Slice(at, piece), WebSocketMessageType.Text, isLast, cancellationToken);
        }
    }

    private async Task ReceiveAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer, cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    Close((int)WebSocketCloseStatus.NormalClosure, "", "websocket_disconnected");
                    return;
                }

                Close(4001, "client sent inbound traffic", "websocket_received_inbound_traffic");
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException or IOException)
        {
            Drop();
        }
    }

    private void SendKeepalive()
    {
        if (!faults.KeepalivesStopped)
            Send(EventSubFrames.Keepalive(time.GetUtcNow()));
    }

    private sealed record Outbound(
        byte[]? Frame = null, int Code = 0, string Reason = "", bool Cut = false, TaskCompletionSource? Drained = null);
}
