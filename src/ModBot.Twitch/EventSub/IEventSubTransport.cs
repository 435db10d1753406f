namespace ModBot.Twitch.EventSub;

/// <summary>Opens EventSub connections. Nothing above it knows about sockets.</summary>
internal interface IEventSubTransport
{
    Task<IEventSubConnection> ConnectAsync(Uri url, CancellationToken cancellationToken);
}

/// <summary>One connection. Nothing is ever sent on it: Twitch closes a connection that a client writes to (4001).</summary>
internal interface IEventSubConnection : IAsyncDisposable
{
    /// <summary>The next frame or the end. A frame's bytes are valid until the next call.</summary>
    ValueTask<Received> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Begins an orderly close; what is on its way can still be received, and then the end.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}

/// <summary>What a connection gave: a closed family.</summary>
internal abstract record Received
{
    private Received()
    {
    }

    public sealed record Text(ReadOnlyMemory<byte> Utf8) : Received;

    /// <summary>A frame over the limit, read to its end and thrown away.</summary>
    public sealed record TooLarge(long Bytes) : Received;

    public sealed record Over(Ending Ending) : Received;
}
