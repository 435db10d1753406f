using System.Collections.Concurrent;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Raids;
using ModBot.Rules;

namespace ModBot.Shield;

/// <summary>
/// Watches chat for surges: a raid's card that grows, and many more new chatters than usual. Goes by the messages' own time. Locked, because
/// what is held is known only after the classifier; its memory is bounded.
/// </summary>
public sealed class SurgeWatch(Shields shields)
{
    private const int MaxChannels = 10_000;

    /// <summary>What comes after it is the beginning of a stream, when everybody comes at once.</summary>
    private static readonly TimeSpan LongSilence = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<BroadcasterId, ChannelSurge> channels = new();

    /// <summary>A message comes. Called in the order of arrival, by one caller at a time.</summary>
    /// <param name="message">The message.</param>
    /// <param name="heard">How well its chatter is known.</param>
    /// <param name="raid">The raid that it is part of.</param>
    /// <param name="config">What the channel calls a surge.</param>
    public void See(ChatMessage message, Heard heard, RaidSighting? raid, ShieldConfig config)
    {
        shields.Expire(message.Broadcaster, message.At);
        if (!config.Enabled) return;
        if (heard.Silence >= LongSilence) Expect(message.Broadcaster, message.At);
        if (SignOf(message, heard, raid?.Raid, config.Trigger) is { } sign) shields.See(message.Broadcaster, sign, message.At);
    }

    /// <summary>A message was decided upon, in whatever order.</summary>
    public void See(ChatMessage message, Heard heard, Decision decision)
    {
        if (!IsNew(message, heard) || !decision.Reasons.Any(reason => reason.Verdict >= Verdict.Hold && reason.Source != NewcomerRule.Source)) return;
        var channel = Of(message.Broadcaster);
        lock (channel) channel.CountHeld(message.At);
    }

    /// <summary>New chatters are expected, who may greet alike: Twitch announces a raid, or a stream begins.</summary>
    public void Expect(BroadcasterId broadcaster, DateTimeOffset at)
    {
        var channel = Of(broadcaster);
        lock (channel) channel.Expect(at);
    }

    /// <summary>A badge was earned before.</summary>
    private static bool IsNew(ChatMessage message, Heard heard) => heard.IsFirst && message.Chatter.Badges == Badges.None;

    private SurgeSign? SignOf(ChatMessage message, Heard heard, Raid? raid, ShieldTriggerConfig trigger)
    {
        var isLargeRaid = raid is { IsApproved: false } && raid.Size >= trigger.RaidSize;
        var isNew = IsNew(message, heard);
        // Nearly every message.
        if (!isLargeRaid && !isNew) return null;
        var channel = Of(message.Broadcaster);
        lock (channel)
        {
            if (isNew && channel.Count(message.At, heard.IsLearning, trigger)) return SurgeSign.NewChatters;
            return isLargeRaid && !channel.IsExplained(message.At) ? SurgeSign.Raid : null;
        }
    }

    private ChannelSurge Of(BroadcasterId broadcaster)
    {
        if (channels.TryGetValue(broadcaster, out var channel)) return channel;
        if (channels.Count >= MaxChannels) channels.Clear();
        return channels.GetOrAdd(broadcaster, _ => new ChannelSurge());
    }
}
