namespace ModBot.Messages;

/// <summary>Where chat comes from: Twitch, or a recorded log.</summary>
public interface IChatSource
{
    /// <summary>Reads events in the order of arrival until <paramref name="cancellationToken"/> is cancelled, or the source has no more.</summary>
    IAsyncEnumerable<ChatEvent> ReadAsync(CancellationToken cancellationToken);
}
