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
    BadgeInfo?[]? Badges = null);

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
