using ModBot.Messages;

namespace ModBot.Appeals;

/// <summary>Knows which unban requests wait for an answer.</summary>
public interface IUnbanRequests
{
    /// <summary>The unban requests of a channel that nobody has answered, or null where they cannot be read now: without the scope for it, or while Twitch is away. Does not throw.</summary>
    Task<IReadOnlyList<UnbanRequest>?> ListPendingAsync(BroadcasterId broadcaster, CancellationToken cancellationToken);
}
