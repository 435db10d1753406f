using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.EventSub;

/// <summary>The five kinds of frame, as bytes ready to send.</summary>
internal static class EventSubFrames
{
    public static byte[] Welcome(EventSubSession session, DateTimeOffset now) => Write(new
    {
        Metadata = Metadata("session_welcome", now),
        Payload = new
        {
            Session = new
            {
                session.Id,
                Status = "connected",
                ConnectedAt = TwitchTime.Nanoseconds(session.ConnectedAt),
                KeepaliveTimeoutSeconds = session.KeepaliveSeconds,
                ReconnectUrl = (string?)null,
                RecoveryUrl = (string?)null,
            },
        },
    });

    public static byte[] Keepalive(DateTimeOffset now) => Write(new { Metadata = Metadata("session_keepalive", now), Payload = new { } });

    public static byte[] Reconnect(EventSubSession session, string url, DateTimeOffset now) => Write(new
    {
        Metadata = Metadata("session_reconnect", now),
        Payload = new
        {
            Session = new
            {
                session.Id,
                Status = "reconnecting",
                KeepaliveTimeoutSeconds = (int?)null,
                ReconnectUrl = url,
                ConnectedAt = TwitchTime.Nanoseconds(session.ConnectedAt),
            },
        },
    });

    public static byte[] Notification(Subscription subscription, JsonObject happened, string messageId, DateTimeOffset at) => Write(new
    {
        Metadata = Metadata("notification", at, subscription, messageId),
        Payload = new { Subscription = Describe(subscription), Event = happened },
    });

    public static byte[] Revocation(Subscription subscription, DateTimeOffset now) => Write(new
    {
        Metadata = Metadata("revocation", now, subscription, NewNotificationId()),
        Payload = new { Subscription = Describe(subscription) },
    });

    /// <summary>Real notification ids are 32 random bytes in base64url, not UUIDs.</summary>
    public static string NewNotificationId()
        => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_');

    private static object Metadata(string messageType, DateTimeOffset at)
        => new { MessageId = Guid.NewGuid().ToString(), MessageType = messageType, MessageTimestamp = TwitchTime.Nanoseconds(at) };

    private static object Metadata(string messageType, DateTimeOffset at, Subscription subscription, string messageId) => new
    {
        MessageId = messageId,
        MessageType = messageType,
        MessageTimestamp = TwitchTime.Nanoseconds(at),
        SubscriptionType = subscription.Type.Type,
        SubscriptionVersion = subscription.Type.Version,
    };

    private static object Describe(Subscription subscription) => new
    {
        subscription.Id,
        subscription.Status,
        subscription.Type.Type,
        subscription.Type.Version,
        subscription.Condition,
        Transport = subscription.Session is { } session
            ? (object)new { Method = "websocket", SessionId = session.Id }
            : new { Method = "conduit", ConduitId = subscription.Conduit!.Id },
        CreatedAt = TwitchTime.Nanoseconds(subscription.CreatedAt),
        subscription.Cost,
    };

    private static byte[] Write(object frame) => JsonSerializer.SerializeToUtf8Bytes(frame, SandboxJson.Options);
}
