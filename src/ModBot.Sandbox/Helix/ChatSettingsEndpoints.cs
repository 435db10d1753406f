using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Helix;

/// <summary>Chat settings; the chat delay is for moderators' eyes only.</summary>
internal static class ChatSettingsEndpoints
{
    public static void MapChatSettings(this IEndpointRouteBuilder helix)
    {
        helix.MapGet("/chat/settings", Get);
        helix.MapPatch("/chat/settings", Update);
    }

    private static IResult Get(
        HelixCaller caller, SandboxChat chat,
        [FromQuery(Name = "broadcaster_id")] string? broadcasterId, [FromQuery(Name = "moderator_id")] string? moderatorId)
    {
        if (moderatorId is not null)
        {
            return ModeratorCheck.Refuse(
                    caller, chat, broadcasterId, moderatorId, "moderator:read:chat_settings", "moderator:manage:chat_settings")
                ?? Reply(chat, broadcasterId!, moderatorId);
        }

        return chat.Broadcasters.Any(user => user.Id == broadcasterId)
            ? Reply(chat, broadcasterId!, null)
            : HelixErrors.BadRequest("The broadcaster_id is not valid.");
    }

    private static IResult Update(
        HelixCaller caller, SandboxChat chat,
        [FromQuery(Name = "broadcaster_id")] string? broadcasterId, [FromQuery(Name = "moderator_id")] string? moderatorId, SettingsBody body)
    {
        if (ModeratorCheck.Refuse(caller, chat, broadcasterId, moderatorId, "moderator:manage:chat_settings") is { } refusal)
            return refusal;
        if (body.Problem() is { } problem)
            return HelixErrors.BadRequest(problem);

        chat.ChangeSettings(broadcasterId!, body.Apply, moderatorId);
        return Reply(chat, broadcasterId!, moderatorId);
    }

    private static IResult Reply(SandboxChat chat, string broadcasterId, string? moderatorId)
    {
        var settings = chat.Settings(broadcasterId);
        object row = moderatorId is null
            ? new
            {
                BroadcasterId = broadcasterId,
                settings.SlowMode,
                SlowModeWaitTime = settings.SlowMode ? settings.SlowModeWaitTime : null,
                settings.FollowerMode,
                FollowerModeDuration = settings.FollowerMode ? settings.FollowerModeDuration : null,
                settings.SubscriberMode,
                settings.EmoteMode,
                settings.UniqueChatMode,
            }
            : new
            {
                BroadcasterId = broadcasterId,
                settings.SlowMode,
                SlowModeWaitTime = settings.SlowMode ? settings.SlowModeWaitTime : null,
                settings.FollowerMode,
                FollowerModeDuration = settings.FollowerMode ? settings.FollowerModeDuration : null,
                settings.SubscriberMode,
                settings.EmoteMode,
                settings.UniqueChatMode,
                ModeratorId = moderatorId,
                settings.NonModeratorChatDelay,
                NonModeratorChatDelayDuration = settings.NonModeratorChatDelay ? settings.NonModeratorChatDelayDuration : null,
            };
        return Results.Json(new { Data = new[] { row } });
    }

    private sealed record SettingsBody(
        bool? EmoteMode, bool? FollowerMode, int? FollowerModeDuration, bool? SlowMode, int? SlowModeWaitTime, bool? SubscriberMode,
        bool? UniqueChatMode, bool? NonModeratorChatDelay, int? NonModeratorChatDelayDuration)
    {
        public string? Problem()
        {
            if (SlowModeWaitTime is not null && SlowMode is not true)
                return "slow_mode_wait_time needs slow_mode to be true in the same request.";
            if (SlowModeWaitTime is < 3 or > 120)
                return "slow_mode_wait_time must be between 3 and 120 seconds.";
            if (FollowerModeDuration is not null && FollowerMode is not true)
                return "follower_mode_duration needs follower_mode to be true in the same request.";
            if (FollowerModeDuration is < 0 or > 129_600)
                return "follower_mode_duration must be between 0 and 129600 minutes.";
            if (NonModeratorChatDelayDuration is not null && NonModeratorChatDelay is not true)
                return "non_moderator_chat_delay_duration needs non_moderator_chat_delay to be true in the same request.";
            if (NonModeratorChatDelay is true && NonModeratorChatDelayDuration is not (2 or 4 or 6))
                return "non_moderator_chat_delay_duration must be 2, 4 or 6 seconds.";
            return null;
        }

        public ChatSettings Apply(ChatSettings before) => before with
        {
            EmoteMode = EmoteMode ?? before.EmoteMode,
            FollowerMode = FollowerMode ?? before.FollowerMode,
            FollowerModeDuration = FollowerMode is true ? FollowerModeDuration ?? 0 : before.FollowerModeDuration,
            SlowMode = SlowMode ?? before.SlowMode,
            SlowModeWaitTime = SlowMode is true ? SlowModeWaitTime ?? 30 : before.SlowModeWaitTime,
            SubscriberMode = SubscriberMode ?? before.SubscriberMode,
            UniqueChatMode = UniqueChatMode ?? before.UniqueChatMode,
            NonModeratorChatDelay = NonModeratorChatDelay ?? before.NonModeratorChatDelay,
            NonModeratorChatDelayDuration = NonModeratorChatDelayDuration ?? before.NonModeratorChatDelayDuration,
        };
    }
}
