using ModBot.Enforcement;

namespace ModBot.Twitch.Helix;

/// <summary>What it means when Twitch takes a message and does not post it. The codes are an open list that Twitch does not document; an unknown one is told as it is.</summary>
internal static class DropReasons
{
    public static EnforcementResult Judge(string? code) => code switch
    {
        "msg_ratelimit" or "msg_slowmode" => new EnforcementResult.Failed($"Twitch dropped the message because too much was said just before ({code})."),
        "msg_duplicate" or "msg_r9k" => Refused(code, "the same was said a moment ago"),
        "automod_held" or "msg_rejected" => Refused(code, "Twitch's AutoMod holds it; a moderator finds it in Mod View"),
        "msg_rejected_mandatory" => Refused(code, "this channel's settings do not allow such text"),
        "msg_banned" or "user_banned" => Refused(code, "the bot is banned in this channel; the broadcaster can type /unban and its name"),
        "msg_timedout" or "user_timed_out" => Refused(code, "the bot is timed out in this channel; the broadcaster can type /untimeout and its name"),
        "msg_suspended" or "msg_channel_suspended" or "msg_channel_blocked" => Refused(code, "the bot's account or the channel is suspended or blocked"),
        "msg_emoteonly" or "msg_subsonly" or "msg_followersonly" or "msg_followersonly_followed" or "msg_followersonly_zero" =>
            Refused(code, "the chat is restricted, and only a moderator may talk all the same; the broadcaster can type /mod and the bot's name"),
        "msg_requires_verified_phone_number" or "msg_verified_email" => Refused(code, "the channel demands a verified account, and the bot's is not"),
        _ => Refused(string.IsNullOrEmpty(code) ? "no reason given" : code, "Twitch says no more"),
    };

    private static EnforcementResult.Refused Refused(string code, string meaning) => new($"Twitch dropped the message: {meaning} ({code}).");
}
