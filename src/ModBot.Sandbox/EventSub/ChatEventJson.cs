using System.Text.Json;
using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.EventSub;

/// <summary>The <c>event</c> objects of the chat types.</summary>
internal static class ChatEventJson
{
    public static JsonObject Message(ChatMessage message) => new JsonObject()
        .With("broadcaster_user", message.Broadcaster)
        .With("source_broadcaster_user", null)
        .With("chatter_user", message.Chatter)
        .And("message_id", message.Id)
        .And("source_message_id", null)
        .And("is_source_only", null)
        .And("message", new JsonObject
        {
            ["text"] = message.Text,
            ["fragments"] = new JsonArray([.. message.Fragments.Select(ChatFragmentJson)]),
        })
        .And("color", message.Chatter.Color)
        .And("badges", JsonSerializer.SerializeToNode(message.Role.ToBadges(), SandboxJson.Options))
        .And("source_badges", null)
        .And("message_type", "text")
        .And("cheer", null)
        .And("reply", message.ReplyTo is null ? null : Reply(message.ReplyTo))
        .And("channel_points_custom_reward_id", null);

    public static JsonObject Deleted(ChatMessage message) => new JsonObject()
        .With("broadcaster_user", message.Broadcaster)
        .With("target_user", message.Chatter)
        .And("message_id", message.Id);

    public static JsonObject UserCleared(SandboxUser broadcaster, SandboxUser target) => new JsonObject()
        .With("broadcaster_user", broadcaster)
        .With("target_user", target);

    public static JsonObject Cleared(SandboxUser broadcaster) => new JsonObject().With("broadcaster_user", broadcaster);

    public static JsonObject Settings(SandboxUser broadcaster, ChatSettings settings) => new JsonObject()
        .With("broadcaster_user", broadcaster)
        .And("emote_mode", settings.EmoteMode)
        .And("follower_mode", settings.FollowerMode)
        .And("follower_mode_duration_minutes", settings.FollowerMode ? settings.FollowerModeDuration ?? 0 : null)
        .And("slow_mode", settings.SlowMode)
        .And("slow_mode_wait_time_seconds", settings.SlowMode ? settings.SlowModeWaitTime : null)
        .And("subscriber_mode", settings.SubscriberMode)
        .And("unique_chat_mode", settings.UniqueChatMode);

    private static JsonObject ChatFragmentJson(ChatFragment fragment) => new()
    {
        ["type"] = fragment.Type,
        ["text"] = fragment.Text,
        ["cheermote"] = null,
        ["emote"] = fragment.Emote is not { } emote ? null : new JsonObject
        {
            ["id"] = emote.Id,
            ["emote_set_id"] = emote.SetId,
            ["owner_id"] = emote.OwnerId,
            ["format"] = new JsonArray("static"),
        },
        ["mention"] = fragment.Mention is null ? null : new JsonObject().With("user", fragment.Mention),
    };

    private static JsonObject Reply(ChatMessage parent) => new JsonObject()
        .And("parent_message_id", parent.Id)
        .And("parent_message_body", parent.Body)
        .With("parent_user", parent.Chatter)
        .And("thread_message_id", parent.Id)
        .With("thread_user", parent.Chatter);
}
