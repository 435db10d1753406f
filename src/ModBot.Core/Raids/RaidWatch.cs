using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;

namespace ModBot.Raids;

/// <summary>
/// Sees near-duplicates from several chatters who are new to a channel. The same words from people who were here before are ordinary chat and never counted. Called in the order of
/// arrival by one caller at a time, as rules are; its memory is bounded.
/// </summary>
public sealed class RaidWatch
{
    private const int MaxChannels = 10_000;

    private readonly Dictionary<BroadcasterId, ChannelRaids> channels = [];

    /// <summary>Remembers the message and says what raid it is part of; null for nearly every message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="text">What it says.</param>
    /// <param name="heard">How well its chatter is known.</param>
    /// <param name="config">What the channel calls a raid.</param>
    public RaidSighting? See(ChatMessage message, NormalizedText text, Heard heard, RaidsConfig config)
    {
        if (!config.Enabled) return null;
        if (!channels.TryGetValue(message.Broadcaster, out var channel))
        {
            if (channels.Count >= MaxChannels) channels.Clear();
            channels[message.Broadcaster] = channel = new ChannelRaids();
        }
        return channel.See(message, text, heard, config);
    }
}
