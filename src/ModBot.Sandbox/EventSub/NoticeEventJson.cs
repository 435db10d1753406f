using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.EventSub;

/// <summary>The <c>event</c> object of <c>channel.chat.notification</c>: one object per kind of notice, all null but one.</summary>
internal static class NoticeEventJson
{
    private static readonly string[] Kinds =
    [
        "sub", "resub", "sub_gift", "community_sub_gift", "gift_paid_upgrade", "prime_paid_upgrade", "pay_it_forward", "raid", "unraid", "announcement",
        "bits_badge_tier", "charity_donation", "watch_streak", "modiversary", "shared_chat_sub", "shared_chat_resub", "shared_chat_sub_gift",
        "shared_chat_community_sub_gift", "shared_chat_gift_paid_upgrade", "shared_chat_prime_paid_upgrade", "shared_chat_pay_it_forward",
        "shared_chat_raid", "shared_chat_announcement",
    ];

    public static JsonObject Notice(ChatNotice notice)
    {
        var json = new JsonObject()
            .With("broadcaster_user", notice.Broadcaster)
            .With("chatter_user", notice.Chatter)
            .And("chatter_is_anonymous", false)
            .And("color", notice.Chatter.Color)
            .And("badges", ChatEventJson.Badges(notice.Role))
            .And("system_message", notice.SystemText)
            .And("message_id", notice.Id)
            .And("message", new JsonObject { ["text"] = notice.Text, ["fragments"] = ChatEventJson.Fragments(notice.Fragments) })
            .And("notice_type", notice.Kind);
        foreach (var kind in Kinds)
            json[kind] = kind == notice.Kind ? Detail(notice) : null;
        return json
            .With("source_broadcaster_user", null)
            .And("source_message_id", null)
            .And("source_badges", null)
            .And("is_source_only", null);
    }

    private static JsonObject? Detail(ChatNotice notice) => notice.Kind switch
    {
        "announcement" => new JsonObject { ["color"] = "PRIMARY" },
        "raid" => new JsonObject().With("user", notice.Chatter).And("viewer_count", notice.Count).And("profile_image_url", ""),
        "resub" => new JsonObject
        {
            ["cumulative_months"] = notice.Count,
            ["duration_months"] = 1,
            ["streak_months"] = null,
            ["sub_tier"] = "1000",
            ["is_prime"] = false,
            ["is_gift"] = false,
            ["gifter_is_anonymous"] = null,
        }.With("gifter_user", null),
        _ => null,
    };
}
