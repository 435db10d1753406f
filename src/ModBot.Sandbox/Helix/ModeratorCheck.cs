using Microsoft.AspNetCore.Http;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Helix;

/// <summary>The rule of every moderation call: the token's user is the one named, has the scope, and moderates the channel.</summary>
internal static class ModeratorCheck
{
    public const string NotModerator = "The user in moderator_id is not one of the broadcaster's moderators.";

    public static IResult? Refuse(
        HelixCaller caller, SandboxChat chat, string? broadcasterId, string? moderatorId, params ReadOnlySpan<string> anyOfScopes)
    {
        if (string.IsNullOrEmpty(broadcasterId))
            return HelixErrors.BadRequest("Missing required parameter \"broadcaster_id\"");
        if (string.IsNullOrEmpty(moderatorId))
            return HelixErrors.BadRequest("Missing required parameter \"moderator_id\"");
        if (caller.Refuse(moderatorId, anyOfScopes) is { } refusal)
            return refusal;
        if (!chat.Broadcasters.Any(user => user.Id == broadcasterId) || chat.FindUser(moderatorId) is null)
            return HelixErrors.BadRequest("The ID in broadcaster_id or moderator_id is not valid.");
        return chat.RoleOf(broadcasterId, moderatorId).CanModerate ? null : HelixErrors.Forbidden(NotModerator);
    }
}
