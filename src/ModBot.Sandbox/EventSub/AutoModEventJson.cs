using System.Text;
using System.Text.Json.Nodes;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.EventSub;

/// <summary>The <c>event</c> objects of held messages. Version 1 knows a category and a level only; version 2 says why and where.</summary>
internal static class AutoModEventJson
{
    public static JsonObject Hold(ChatMessage message, string version) => Why(Who(message), message, version)
        .And("held_at", TwitchTime.Nanoseconds(message.SentAt));

    public static JsonObject Update(ChatMessage message, string version)
    {
        // Nobody decided an expired hold; its moderator fields are empty text.
        var json = Who(message).With("moderator_user", message.ChangedBy ?? new SandboxUser("", "", "", ""));
        return Why(json, message, version)
            .And("status", StatusOf(message))
            .And("held_at", TwitchTime.Nanoseconds(message.SentAt));
    }

    /// <summary>What the sender hears of his own held message.</summary>
    public static JsonObject OwnHold(ChatMessage message) => Who(message).And("message_id", message.Id).And("message", Text(message));

    public static JsonObject OwnUpdate(ChatMessage message)
        => OwnHold(message).And("status", message.Status == MessageStatus.Expired ? "invalid" : StatusOf(message));

    private static string StatusOf(ChatMessage message) => message.Status switch
    {
        MessageStatus.Visible => "approved",
        MessageStatus.Denied => "denied",
        _ => "expired",
    };

    private static JsonObject Who(ChatMessage message) => new JsonObject().With("broadcaster_user", message.Broadcaster).With("user", message.Chatter);

    private static JsonObject Why(JsonObject json, ChatMessage message, string version)
    {
        var match = message.HeldFor!;
        json.And("message_id", message.Id).And("message", Text(message));
        if (version == "1")
            return json.And("category", match.Category).And("level", match.Level);

        return json
            .And("reason", match.Reason)
            .And("automod", match.Reason == AutoModMatch.ByAutoMod ? Flagged(message, match) : null)
            .And("blocked_term", match.Reason == AutoModMatch.ByBlockedTerm ? TermsFound(message, match) : null);
    }

    private static JsonObject Text(ChatMessage message) => new()
    {
        ["text"] = message.Body,
        ["fragments"] = new JsonArray([.. message.Fragments.Select(Fragment)]),
    };

    private static JsonObject Flagged(ChatMessage message, AutoModMatch match) => new()
    {
        ["category"] = match.Category,
        ["level"] = match.Level,
        ["boundaries"] = new JsonArray([.. match.Slices.Select(slice => Boundary(message.Body, slice, match.InBytes))]),
    };

    private static JsonObject TermsFound(ChatMessage message, AutoModMatch match) => new()
    {
        ["terms_found"] = new JsonArray([.. match.Terms.Select(found => new JsonObject()
            .And("term_id", found.Term.Id)
            .With("owner_broadcaster_user", message.Broadcaster)
            .And("boundary", Boundary(message.Body, found.Slice, inBytes: false)))]),
    };

    /// <summary>Inclusive positions in code points, or in the UTF-8 bytes that Twitch has been seen to count.</summary>
    private static JsonObject Boundary(string text, TextSlice slice, bool inBytes)
    {
        var start = Count(text.AsSpan(0, slice.Start), inBytes);
        return new JsonObject { ["start_pos"] = start, ["end_pos"] = start + Count(text.AsSpan(slice.Start, slice.Length), inBytes) - 1 };
    }

    private static int Count(ReadOnlySpan<char> text, bool inBytes) => inBytes ? Encoding.UTF8.GetByteCount(text) : text.CountCodePoints();

    // AutoMod fragments know no mentions, and their emotes have two fields only.
    private static JsonObject Fragment(ChatFragment fragment) => new()
    {
        ["type"] = fragment.Emote is null ? "text" : "emote",
        ["text"] = fragment.Text,
        ["cheermote"] = null,
        ["emote"] = fragment.Emote is not { } emote ? null : new JsonObject { ["id"] = emote.Id, ["emote_set_id"] = emote.SetId },
    };
}
