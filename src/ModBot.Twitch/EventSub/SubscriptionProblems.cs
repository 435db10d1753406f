using System.Net;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>What to tell people when a subscription is missing, and what they can do about it. Pure.</summary>
internal static class SubscriptionProblems
{
    public static string OfRefusal(SubscriptionKind kind, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "the login lacks the scope for it; log in again (modbot auth login).",
        // One text from Twitch for all of these.
        HttpStatusCode.Forbidden when kind.IsRequired => "the bot is banned or timed out in this channel, or reads too many channels in which it is not a moderator.",
        HttpStatusCode.Forbidden when kind.Type == EventTypes.Moderate => "the bot is not a moderator in this channel, so what other moderators do is not seen.",
        HttpStatusCode.Forbidden => "the bot is not a moderator in this channel, so Twitch's own holds are not seen.",
        HttpStatusCode.TooManyRequests => "too many connections or subscriptions; old ones may still be counted.",
        _ => "it is asked for again later.",
    };

    public static string OfRevocation(string reason) => reason switch
    {
        "chat_user_banned" => "the bot was banned or timed out in this channel. A broadcaster or moderator can undo that (/unban); it is tried again meanwhile.",
        "moderator_removed" => "the bot is no longer a moderator in this channel. The broadcaster can change that (/mod).",
        "authorization_revoked" => "the bot's login was disconnected; log in again (modbot auth login).",
        "user_removed" => "the account no longer exists.",
        "version_removed" => "Twitch no longer offers this version; update ModBot.",
        _ => "Twitch gives no more detail.",
    };
}
