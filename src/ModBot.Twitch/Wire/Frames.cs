using System.Text.Json;

namespace ModBot.Twitch.Wire;

/// <summary>One text frame of an EventSub WebSocket.</summary>
internal sealed record Frame(FrameMetadata Metadata, FramePayload? Payload = null);

/// <param name="MessageId">Opaque; a resend carries the same one.</param>
internal sealed record FrameMetadata(
    string MessageType,
    string? MessageId = null,
    DateTimeOffset? MessageTimestamp = null,
    string? SubscriptionType = null,
    string? SubscriptionVersion = null);

internal sealed record FramePayload(SessionInfo? Session = null, SubscriptionInfo? Subscription = null, JsonElement? Event = null);

internal sealed record SessionInfo(string Id, string? Status = null, int? KeepaliveTimeoutSeconds = null, string? ReconnectUrl = null);

internal sealed record SubscriptionInfo(
    string? Id = null,
    string? Status = null,
    string? Type = null,
    string? Version = null,
    SubscriptionCondition? Condition = null,
    SubscriptionTransport? Transport = null);

/// <summary>Whom a subscription is about; each type uses its own pair.</summary>
internal sealed record SubscriptionCondition(
    string? BroadcasterUserId = null, string? UserId = null, string? ModeratorUserId = null, string? ClientId = null, string? ConduitId = null);

internal sealed record SubscriptionTransport(string? Method = null, string? SessionId = null, string? ConduitId = null);
