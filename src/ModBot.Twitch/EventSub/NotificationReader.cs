using System.Text.Json;
using Microsoft.Extensions.Logging;
using ModBot.Messages;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>From bytes to frames to events. Whatever cannot be read is counted and skipped: it must not cost us the connection or the next event.</summary>
internal sealed partial class NotificationReader(NotificationFilter filter, TimeProvider clock, TwitchMetrics metrics, ILogger<NotificationReader> logger)
{
    public Frame? ReadFrame(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, TwitchJson.Default.Frame) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            Skip("malformed", e);
            return null;
        }
    }

    /// <summary>The event to pass on, or null when there is none.</summary>
    /// <param name="clockAhead">How far our clock is ahead of Twitch's: a wrong clock here must not make every event stale.</param>
    public ChatEvent? Read(Frame frame, TimeSpan clockAhead)
    {
        var metadata = frame.Metadata;
        var now = clock.GetUtcNow() - clockAhead;
        if (NotificationFilter.IsStale(metadata, now))
        {
            Drop("stale", metadata);
            return null;
        }
        if (filter.IsRepeated(metadata))
        {
            Drop("duplicate", metadata);
            return null;
        }
        if (Map(frame, metadata.MessageTimestamp ?? now) is not { } e) return null;
        if (filter.IsRepeated(e))
        {
            Drop("duplicate", metadata);
            return null;
        }
        metrics.Received();
        return e;
    }

    /// <summary>The shard that Twitch disabled; null when the notification does not say it.</summary>
    public string? ReadShard(Frame frame)
    {
        try
        {
            if (frame.Payload?.Event?.Deserialize(TwitchJson.Default.ShardDisabledEvent) is { } e) return e.ShardId;
            throw new JsonException("null");
        }
        catch (JsonException e)
        {
            Skip("malformed", e);
            return null;
        }
    }

    public void Unknown(FrameMetadata metadata) => Drop("unknown", metadata);

    public void Malformed() => Skip("malformed", null);

    public void TooLarge(long bytes)
    {
        metrics.Dropped("too_large");
        LogTooLarge(bytes);
    }

    private ChatEvent? Map(Frame frame, DateTimeOffset sentAt)
    {
        var metadata = frame.Metadata;
        try
        {
            var e = EventMapping.Map(metadata.SubscriptionType, metadata.SubscriptionVersion, frame.Payload?.Event, sentAt);
            if (e is null) Drop(metadata.SubscriptionType is EventTypes.Moderate or EventTypes.ChatNotification ? "unused" : "unknown", metadata);
            return e;
        }
        catch (Exception e)
        {
            // Whatever Twitch may send, the events after it are worth more than this one.
            Skip("malformed", e);
            return null;
        }
    }

    private void Drop(string why, FrameMetadata metadata)
    {
        metrics.Dropped(why);
        LogDropped(why, metadata.MessageType, metadata.SubscriptionType, metadata.SubscriptionVersion, metadata.MessageId);
    }

    private void Skip(string why, Exception? exception)
    {
        metrics.Dropped(why);
        // Only the place: the exception's text can quote the message.
        LogSkipped(exception?.GetType().Name, (exception as JsonException)?.Path);
    }

    [LoggerMessage(LogLevel.Debug, "Dropped a frame ({Why}): {MessageType} {SubscriptionType} v{Version}, {Id}")]
    private partial void LogDropped(string why, string messageType, string? subscriptionType, string? version, string? id);

    [LoggerMessage(LogLevel.Warning, "Skipped an unreadable frame from Twitch ({Kind} at {Path})")]
    private partial void LogSkipped(string? kind, string? path);

    [LoggerMessage(LogLevel.Warning, "Skipped a frame of {Bytes} bytes from Twitch: larger than anything Twitch documents")]
    private partial void LogTooLarge(long bytes);
}
