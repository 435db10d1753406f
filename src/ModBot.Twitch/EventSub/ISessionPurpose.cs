using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>What a session is kept alive for: subscriptions of its own, or one shard of a conduit.</summary>
internal interface ISessionPurpose
{
    /// <summary>Whether all of it moves over to the new connection by itself when Twitch asks for a reconnect.</summary>
    bool MovesOver { get; }

    /// <summary>Whether a fresh connection may be used while the old one is still read. Twitch allows a login three connections in all.</summary>
    bool MayOverlap { get; }

    /// <summary>False while nobody misses the session.</summary>
    bool IsNeeded { get; }

    /// <summary>Ends when there is something new to do; then it is another task.</summary>
    Task Changed { get; }

    /// <summary>Waits until a connection would be used: Twitch closes one on which nothing is asked for within ten seconds.</summary>
    /// <exception cref="Auth.TwitchLoginException">There is no login that works.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be asked.</exception>
    Task ReadyAsync(CancellationToken cancellationToken);

    /// <summary>How long until something has to be asked of Twitch for this session; null when there is nothing.</summary>
    TimeSpan? NextDue(string sessionId);

    /// <summary>Asks for everything that is due. A refusal is reported and never fatal.</summary>
    /// <returns>How much is live now; a connection with nothing is of no use.</returns>
    Task<int> ApplyAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>The session is lost, and everything that hung on it.</summary>
    void Forget();

    /// <summary>Twitch took a subscription away; it is wanted still.</summary>
    void Revoked(SubscriptionInfo subscription);

    /// <summary>Twitch disabled a shard of a conduit.</summary>
    void ShardDisabled(string shard);
}
