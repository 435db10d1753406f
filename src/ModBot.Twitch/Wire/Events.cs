using System.Text.Json.Serialization;

namespace ModBot.Twitch.Wire;

/// <summary><c>channel.chat.message</c> v1.</summary>
internal sealed record ChatMessageEvent(
    string BroadcasterUserId,
    string ChatterUserId,
    string MessageId,
    MessageBody Message,
    string? ChatterUserLogin = null,
    string? ChatterUserName = null,
    string? SourceBroadcasterUserId = null,
    BadgeInfo?[]? Badges = null,
    string? MessageType = null);

/// <summary><c>channel.chat.notification</c> v1: what the chatter wrote beside it, and which kind of notice it is.</summary>
internal sealed record ChatNotificationEvent(
    string BroadcasterUserId,
    string ChatterUserId,
    string MessageId,
    MessageBody? Message = null,
    string? ChatterUserLogin = null,
    string? ChatterUserName = null,
    string? SourceBroadcasterUserId = null,
    string? NoticeType = null,
    BadgeInfo?[]? Badges = null);

/// <summary><c>channel.chat.message_delete</c> v1.</summary>
internal sealed record MessageDeleteEvent(string BroadcasterUserId, string MessageId);

/// <summary><c>channel.chat.clear_user_messages</c> v1.</summary>
internal sealed record ClearUserMessagesEvent(string BroadcasterUserId, string TargetUserId, string? TargetUserLogin = null, string? TargetUserName = null);

/// <summary><c>channel.moderate</c> v2: of the objects, only the one that <c>action</c> names is there.</summary>
internal sealed record ModerateEvent(
    string BroadcasterUserId,
    string? Action = null,
    string? ModeratorUserId = null,
    string? ModeratorUserLogin = null,
    ModeratedUser? Delete = null,
    ModeratedUser? Warn = null,
    ModeratedUser? Timeout = null,
    ModeratedUser? Untimeout = null,
    ModeratedUser? Ban = null,
    ModeratedUser? Unban = null,
    ModeratedUser? UnbanRequest = null,
    ModeratedUser? Mod = null,
    ModeratedUser? Unmod = null);

/// <param name="MessageId">Of a delete only.</param>
internal sealed record ModeratedUser(string UserId, string? UserLogin = null, string? UserName = null, string? MessageId = null);

/// <summary><c>channel.unban_request.create</c> and <c>.resolve</c> v1.</summary>
/// <param name="CreatedAt">Of the first only, as is the text; the rest is of the second.</param>
/// <param name="ModeratorId">Twitch's documents have this name for it, its events the longer one.</param>
internal sealed record UnbanRequestEvent(
    string Id,
    string BroadcasterUserId,
    string UserId,
    string? UserLogin = null,
    string? UserName = null,
    [property: JsonConverter(typeof(LenientTextConverter))] string Text = "",
    DateTimeOffset? CreatedAt = null,
    string? Status = null,
    string? ModeratorUserId = null,
    string? ModeratorUserLogin = null,
    string? ModeratorId = null,
    string? ModeratorLogin = null);

/// <summary>What all other types have in common: where it happened, and perhaps by whom and about whom.</summary>
/// <param name="FromBroadcasterUserId">Of a raid only.</param>
internal sealed record ChannelEvent(
    string? BroadcasterUserId = null,
    string? ModeratorUserId = null,
    string? ModeratorUserLogin = null,
    string? UserId = null,
    string? UserLogin = null,
    string? UserName = null,
    string? FromBroadcasterUserId = null,
    string? FromBroadcasterUserLogin = null,
    string? FromBroadcasterUserName = null,
    string? ToBroadcasterUserId = null);

/// <summary><c>conduit.shard.disabled</c> v1.</summary>
internal sealed record ShardDisabledEvent(string ConduitId, string ShardId, string? Status = null);

/// <summary><c>automod.message.hold</c> v2.</summary>
internal sealed record AutomodHoldEvent(
    string BroadcasterUserId,
    string UserId,
    string MessageId,
    MessageBody Message,
    string? UserLogin = null,
    string? UserName = null,
    string? Reason = null,
    AutomodVerdict? Automod = null,
    BlockedTermVerdict? BlockedTerm = null);

/// <summary><c>automod.message.update</c> v2; the moderator's fields are empty when nobody decided.</summary>
internal sealed record AutomodUpdateEvent(
    string BroadcasterUserId,
    string MessageId,
    string? Status = null,
    string? ModeratorUserId = null,
    string? ModeratorUserLogin = null,
    string? ModeratorUserName = null);

/// <param name="Text">For <c>/me</c> this holds a wrapper that the fragments do not.</param>
internal sealed record MessageBody(
    [property: JsonConverter(typeof(LenientTextConverter))] string Text = "",
    MessageFragment?[]? Fragments = null);

internal sealed record MessageFragment(
    string? Type = null,
    [property: JsonConverter(typeof(LenientTextConverter))] string Text = "");

internal sealed record BadgeInfo(string? SetId = null);

internal sealed record AutomodVerdict(string? Category = null, int? Level = null, Boundary?[]? Boundaries = null);

internal sealed record BlockedTermVerdict(FoundTerm?[]? TermsFound = null);

internal sealed record FoundTerm(Boundary? Boundary = null);

/// <summary>Both ends inclusive. In code points, or in UTF-8 bytes: see <see cref="BoundarySpans"/>.</summary>
internal sealed record Boundary(int StartPos, int EndPos);
