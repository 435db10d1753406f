using System.Collections.Immutable;
using ModBot.Messages;

namespace ModBot.Shield;

/// <summary>Reads and sets the limits of a channel's chat. Setting what is so already is done, too.</summary>
public interface IChannelGuard
{
    /// <summary>What these limits are now.</summary>
    Task<LimitResult> ReadAsync(BroadcasterId broadcaster, IReadOnlySet<ChatLimit> limits, CancellationToken cancellationToken);

    /// <summary>Sets these limits; null switches one off.</summary>
    Task<LimitResult> SetAsync(BroadcasterId broadcaster, IReadOnlyDictionary<ChatLimit, int?> limits, CancellationToken cancellationToken);
}

/// <summary>How reading or setting limits ended. Each limit that was asked for stands in one of the three.</summary>
/// <param name="Values">Those that were read, or are set now.</param>
/// <param name="Refused">Those that Twitch does not let the bot read or set until a person changes something, and why.</param>
/// <param name="Failed">Those that nobody knows about: the network, Twitch or a rate limit; tried again they may work.</param>
public sealed record LimitResult(ImmutableDictionary<ChatLimit, int?> Values, ImmutableDictionary<ChatLimit, string> Refused, ImmutableDictionary<ChatLimit, string> Failed)
{
    public static LimitResult Empty { get; } =
        new(ImmutableDictionary<ChatLimit, int?>.Empty, ImmutableDictionary<ChatLimit, string>.Empty, ImmutableDictionary<ChatLimit, string>.Empty);

    /// <summary>The results for other limits with these.</summary>
    public LimitResult With(LimitResult other) => new(Values.AddRange(other.Values), Refused.AddRange(other.Refused), Failed.AddRange(other.Failed));
}
