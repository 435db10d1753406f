namespace ModBot.Sandbox.Chat;

/// <summary>The rules that stop a message before AutoMod sees it. Pure; codes are Twitch's <c>drop_reason</c> codes.</summary>
internal static class ChatRules
{
    private static readonly TimeSpan RepeatWindow = TimeSpan.FromSeconds(30);

    public static PostResult.Dropped? Refuse(ChatRoom room, SandboxUser user, ChatRole role, string text, DateTimeOffset now)
    {
        if (room.RestrictionOf(user, now) is { } restriction)
        {
            return restriction.IsBan
                ? new("msg_banned", "You are permanently banned from talking in this channel.")
                : new("user_timed_out", "You are timed out from talking in the room.");
        }

        if (role.IsPrivileged)
            return null;

        var settings = room.Settings;
        if (settings.SubscriberMode && role != ChatRole.Subscriber)
            return new("msg_subsonly", "This room is in subscribers only mode.");
        if (settings.EmoteMode && !IsEmotesOnly(text))
            return new("msg_emoteonly", "This room is in emote-only mode.");
        if (settings.SlowMode && room.LastOf(user) is { } last && now - last.SentAt < TimeSpan.FromSeconds(settings.SlowModeWaitTime ?? 30))
            return new("msg_slowmode", "This room is in slow mode and you are sending messages too quickly.");
        return null;
    }

    public static bool IsRepeat(ChatRoom room, SandboxUser user, string text, DateTimeOffset now)
        => room.LastOf(user) is { } last && last.Text == text && now - last.SentAt < RepeatWindow;

    private static bool IsEmotesOnly(string text)
        => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => EmoteCatalog.Find(word) is not null);
}
