using System.Text.Json.Serialization;

namespace ModBot.Twitch.Wire;

/// <summary>What most Helix replies look like.</summary>
internal sealed record Page<T>(T[] Data, Pagination? Pagination = null) where T : class
{
    // The serializer checks no array's items; one that is null says nothing.
    public T[] Data { get; init; } = Array.FindAll(Data, item => item is not null);
}

internal sealed record Pagination(string? Cursor = null);

/// <param name="Id">What exists already, on a conflict.</param>
internal sealed record HelixError(string? Message = null, string? Id = null);

internal sealed record UserInfo(string Id, string Login, string? DisplayName = null);

internal sealed record SentMessage(bool IsSent, string? MessageId = null, DropReason? DropReason = null);

internal sealed record DropReason(string? Code = null);

/// <summary>Read, or sent with only what is to be changed: what is null is left out. A measure needs its mode in the same body.</summary>
/// <param name="NonModeratorChatDelayDuration">Seconds; absent when switched off.</param>
/// <param name="SlowModeWaitTime">Seconds.</param>
/// <param name="FollowerModeDuration">Minutes.</param>
internal sealed record ChatSettings(
    bool? NonModeratorChatDelay = null, int? NonModeratorChatDelayDuration = null, bool? SlowMode = null, int? SlowModeWaitTime = null, bool? FollowerMode = null, int? FollowerModeDuration = null,
    bool? SubscriberMode = null, bool? UniqueChatMode = null, bool? EmoteMode = null);

internal sealed record ShieldMode(bool? IsActive = null);

internal sealed record ModeratedChannel(string BroadcasterId, string? BroadcasterLogin = null);

internal sealed record UnbanRequestInfo(
    string Id,
    string UserId,
    string? UserLogin = null,
    string? UserName = null,
    [property: JsonConverter(typeof(LenientTextConverter))] string Text = "",
    DateTimeOffset? CreatedAt = null);

internal sealed record CreateSubscriptionBody(string Type, string Version, SubscriptionCondition Condition, SubscriptionTransport Transport);

internal sealed record ConduitInfo(string Id, int ShardCount);

/// <param name="Id">Absent for a conduit that is to be made.</param>
internal sealed record ConduitBody(int ShardCount, string? Id = null);

internal sealed record ShardsBody(string ConduitId, ShardBody[] Shards);

internal sealed record ShardBody(string Id, SubscriptionTransport Transport);

/// <param name="Errors">Shards that were not changed; the call as a whole succeeds all the same.</param>
internal sealed record ShardsReply(ShardError?[]? Errors = null);

internal sealed record ShardError(string? Id = null, string? Message = null, string? Code = null);

internal sealed record SendMessageBody(string BroadcasterId, string SenderId, string Message, string? ReplyParentMessageId = null);

/// <summary>Ban and warn wrap their body in <c>data</c>.</summary>
internal sealed record ForUser<T>(T Data);

/// <param name="Duration">Seconds; absent means a ban.</param>
internal sealed record BanBody(string UserId, long? Duration = null, string? Reason = null);

internal sealed record WarnBody(string UserId, string Reason);

/// <param name="UserId">The moderator who decides, not the sender (the documents disagree; this is right).</param>
internal sealed record ManageHoldBody(string UserId, string MsgId, string Action);
