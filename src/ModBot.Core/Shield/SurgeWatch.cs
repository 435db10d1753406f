using System.Collections.Concurrent;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Shield;

/// <summary>
/// Watches chat for surges: a raid's card that grows, and many more new chatters than usual. Goes by the messages' own time. Thread-safe, because what is held is known only after the
/// classifier; its memory is bounded.
/// </summary>
public sealed class SurgeWatch(Shields shields)
{
    private const int MaxChannels = 10_000;

    private readonly ConcurrentDictionary<BroadcasterId, ChannelSurge> channels = new();

    /// <summary>A message was decided upon.</summary>
    public void See(ChatMessage message, Heard heard, Decision decision, ShieldConfig config)
    {
        shields.Expire(message.Broadcaster, message.At);
        // A badge was earned before.
        if (!config.Enabled || !heard.IsFirst || message.Chatter.Badges != Badges.None) return;
        var isHeld = decision.Reasons.Any(reason => reason.Verdict >= Verdict.Hold && reason.Source != NewcomerRule.Source);
        var channel = Of(message.Broadcaster);
        lock (channel)
        {
            if (!channel.Count(message.At, isHeld, heard.IsLearning, config.Trigger)) return;
        }
        shields.See(message.Broadcaster, SurgeSign.NewChatters, message.At);
    }

    /// <summary>A message went onto the card of a raid.</summary>
    public void See(ChatMessage message, Hold card, ShieldConfig config)
    {
        if (!config.Enabled || !(card.RaidSize >= config.Trigger.RaidSize)) return;
        var channel = Of(message.Broadcaster);
        lock (channel)
        {
            if (channel.IsExplained(message.At)) return;
        }
        shields.See(message.Broadcaster, SurgeSign.Raid, message.At);
    }

    /// <summary>Twitch announces a raid: its raiders are new here, and greet alike.</summary>
    public void Expect(BroadcasterId broadcaster, DateTimeOffset now)
    {
        var channel = Of(broadcaster);
        lock (channel) channel.Expect(now);
    }

    private ChannelSurge Of(BroadcasterId broadcaster)
    {
        if (channels.TryGetValue(broadcaster, out var channel)) return channel;
        if (channels.Count >= MaxChannels) channels.Clear();
        return channels.GetOrAdd(broadcaster, _ => new ChannelSurge());
    }
}
