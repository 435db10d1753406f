using System.Text.Json;
using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.EventSub;

/// <summary>The <c>event</c> objects of the chat and AutoMod types.</summary>
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

    public static JsonObject AutoModHold(ChatMessage message) => AutoModCommon(new JsonObject()
        .With("broadcaster_user", message.Broadcaster)
        .With("user", message.Chatter), message)
        .And("held_at", TwitchTime.Nanoseconds(message.SentAt));

    public static JsonObject AutoModUpdate(ChatMessage message) => AutoModCommon(new JsonObject()
        .With("broadcaster_user", message.Broadcaster)
        .With("user", message.Chatter)
        // Nobody decided an expired hold; its moderator fields are empty text.
        .With("moderator_user", message.ChangedBy ?? new SandboxUser("", "", "", "")), message)
        .And("status", message.Status switch
        {
            MessageStatus.Visible => "approved",
            MessageStatus.Denied => "denied",
            _ => "expired",
        })
        .And("held_at", TwitchTime.Nanoseconds(message.SentAt));

    private static JsonObject AutoModCommon(JsonObject json, ChatMessage message)
    {
        var match = message.HeldFor!;
        return json
            .And("message_id", message.Id)
            .And("message", new JsonObject
            {
                ["text"] = message.Body,
                ["fragments"] = new JsonArray([.. message.Fragments.Select(AutoModFragmentJson)]),
            })
            .And("reason", "automod")
            .And("automod", new JsonObject
            {
                ["category"] = match.Category,
                ["level"] = match.Level,
                ["boundaries"] = new JsonArray([.. match.Slices.Select(slice => Boundary(message.Body, slice))]),
            })
            .And("blocked_term", null);
    }

    /// <summary>Inclusive positions in code points.</summary>
    private static JsonObject Boundary(string text, TextSlice slice)
    {
        var start = text.AsSpan(0, slice.Start).CountCodePoints();
        var length = text.AsSpan(slice.Start, slice.Length).CountCodePoints();
        return new JsonObject { ["start_pos"] = start, ["end_pos"] = start + length - 1 };
    }

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

    // AutoMod fragments know no mentions, and their emotes have two fields only.
    private static JsonObject AutoModFragmentJson(ChatFragment fragment) => new()
    {
        ["type"] = fragment.Emote is null ? "text" : "emote",
        ["text"] = fragment.Text,
        ["cheermote"] = null,
        ["emote"] = fragment.Emote is not { } emote ? null : new JsonObject { ["id"] = emote.Id, ["emote_set_id"] = emote.SetId },
    };

    private static JsonObject Reply(ChatMessage parent) => new JsonObject()
        .And("parent_message_id", parent.Id)
        .And("parent_message_body", parent.Body)
        .With("parent_user", parent.Chatter)
        .And("thread_message_id", parent.Id)
        .With("thread_user", parent.Chatter);
}
