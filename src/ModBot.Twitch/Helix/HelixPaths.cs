namespace ModBot.Twitch.Helix;

/// <summary>Where each endpoint lives below the base URL.</summary>
internal static class HelixPaths
{
    public const string Subscriptions = "eventsub/subscriptions";
    public const string Conduits = "eventsub/conduits";
    public const string Shards = "eventsub/conduits/shards";
    public const string Users = "users";
    public const string ChatMessages = "chat/messages";
    public const string ChatSettings = "chat/settings";
    public const string DeleteMessage = "moderation/chat";
    public const string Bans = "moderation/bans";
    public const string Warnings = "moderation/warnings";
    public const string ShieldMode = "moderation/shield_mode";
    public const string HeldMessages = "moderation/automod/message";
    public const string UnbanRequests = "moderation/unban_requests";
    public const string ModeratedChannels = "moderation/channels";
}
