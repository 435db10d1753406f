using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Irc;

/// <summary>Opens IRC connections. Nothing above it knows about sockets.</summary>
internal interface IIrcTransport
{
    Task<IIrcConnection> ConnectAsync(Uri url, CancellationToken cancellationToken);
}

/// <summary>One connection. Disposing it ends what is being received.</summary>
internal interface IIrcConnection : IAsyncDisposable
{
    /// <summary>The next frame, whatever lines or parts of lines are in it, or the end. Its bytes are valid until the next call.</summary>
    ValueTask<Received> ReceiveAsync(CancellationToken cancellationToken);

    /// <param name="lines">One or more lines, each with its end.</param>
    /// <param name="cancellationToken">Cancels, and may break the connection by that.</param>
    Task SendAsync(string lines, CancellationToken cancellationToken);
}
