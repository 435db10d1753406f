using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Tests;

/// <summary>Twitch's WebSocket side, played by the test: it expects connections and speaks on them.</summary>
internal sealed class ScriptedEventSub : IEventSubTransport
{
    public const string Url = "wss://eventsub.test/ws";

    private readonly Channel<ScriptedConnection> connections = Channel.CreateUnbounded<ScriptedConnection>();

    /// <summary>Fails the next attempts to connect, one for each.</summary>
    public ConcurrentQueue<Exception> Refusals { get; } = new();

    /// <summary>The next connection, which must go to <paramref name="url"/>.</summary>
    public async Task<ScriptedConnection> ExpectConnectAsync(string url = Url)
    {
        var connection = await connections.Reader.ReadAsync().AsTask().WaitAsync(TestBed.Guard);
        Assert.Equal(url, connection.Url);
        return connection;
    }

    public bool NobodyConnects => connections.Reader.Count == 0;

    public Task<IEventSubConnection> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        if (Refusals.TryDequeue(out var refusal)) throw refusal;
        var connection = new ScriptedConnection(url.ToString());
        connections.Writer.TryWrite(connection);
        return Task.FromResult<IEventSubConnection>(connection);
    }
}

/// <summary>One connection as Twitch sees it.</summary>
internal sealed class ScriptedConnection(string url) : IEventSubConnection
{
    private static int next;

    private readonly Channel<Received> wire = Channel.CreateUnbounded<Received>();
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Url => url;

    public bool IsLeft => left.Task.IsCompleted;

    public void Welcome(string session, int keepalive = 10) => Send(
        $$$$$"""{"metadata":{"message_id":"w-{{{{{session}}}}}","message_type":"session_welcome","message_timestamp":"2026-09-03T18:00:00.000000001Z"},"payload":{"session":{"id":"{{{{{session}}}}}","status":"connected","keepalive_timeout_seconds":{{{{{keepalive}}}}},"reconnect_url":null}}}""");

    public void Keepalive() => Send("""{"metadata":{"message_id":"k","message_type":"session_keepalive","message_timestamp":"2026-09-03T18:00:00Z"},"payload":{}}""");

    public void Reconnect(string to) => Send(
        $$$$$"""{"metadata":{"message_id":"r","message_type":"session_reconnect","message_timestamp":"2026-09-03T18:00:00Z"},"payload":{"session":{"id":"s","status":"reconnecting","keepalive_timeout_seconds":null,"reconnect_url":"{{{{{to}}}}}"}}}""");

    public void Revoke(string type, string status, string broadcaster = "810000001") => Send(
        $$$$$"""{"metadata":{"message_id":"v","message_type":"revocation","message_timestamp":"2026-09-03T18:00:00Z","subscription_type":"{{{{{type}}}}}","subscription_version":"1"},"payload":{"subscription":{"id":"unknown","status":"{{{{{status}}}}}","type":"{{{{{type}}}}}","version":"1","condition":{"broadcaster_user_id":"{{{{{broadcaster}}}}}"}}}}""");

    /// <summary>A chat message with this id, in a notification of its own unless one is given.</summary>
    public void Chat(string message, string? notification = null, DateTimeOffset? at = null) => Notify("channel.chat.message", "1", $$$$$"""
        {"broadcaster_user_id":"810000001","chatter_user_id":"810000004","chatter_user_login":"mossyotter","chatter_user_name":"MossyOtter","message_id":"{{{{{message}}}}}","message":{"text":"hi","fragments":[{"type":"text","text":"hi"}]},"badges":[]}
        """, notification, at);

    public void Notify(string type, string version, string body, string? notification = null, DateTimeOffset? at = null)
    {
        var stamp = (at ?? new DateTimeOffset(2026, 9, 3, 18, 0, 0, TimeSpan.Zero)).ToString("O", CultureInfo.InvariantCulture);
        Send($$$$$"""{"metadata":{"message_id":"{{{{{notification ?? $"n-{Interlocked.Increment(ref next)}"}}}}}","message_type":"notification","message_timestamp":"{{{{{stamp}}}}}","subscription_type":"{{{{{type}}}}}","subscription_version":"{{{{{version}}}}}"},"payload":{"subscription":{"id":"x"},"event":{{{{{body}}}}}}}""");
    }

    public void Send(string frame) => wire.Writer.TryWrite(new Received.Text(Encoding.UTF8.GetBytes(frame)));

    public void SendTooLarge() => wire.Writer.TryWrite(new Received.TooLarge(2_000_000));

    public void Close(int code) => wire.Writer.TryWrite(new Received.Over(new Ending.Closed(code)));

    public void Cut() => wire.Writer.TryComplete(new IOException("Connection reset by peer."));

    /// <summary>The client closes in order; what was already sent still reaches it.</summary>
    public Task ExpectLeaveAsync() => left.Task.WaitAsync(TestBed.Guard);

    async ValueTask<Received> IEventSubConnection.ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await wire.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw e.InnerException ?? e;
        }
    }

    Task IEventSubConnection.CloseAsync(CancellationToken cancellationToken)
    {
        left.TrySetResult();
        Close(1000);
        return Task.CompletedTask;
    }

    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
}
