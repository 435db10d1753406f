using System.Collections.Immutable;

namespace ModBot.Twitch.Auth;

/// <summary>The scopes that ModBot uses. Twitch wants no more asked for than is used.</summary>
public static class TwitchScopes
{
    public const string ReadChat = "user:read:chat";
    public const string WriteChat = "user:write:chat";
    public const string ManageMessages = "moderator:manage:chat_messages";
    public const string ManageBans = "moderator:manage:banned_users";
    public const string ManageAutomod = "moderator:manage:automod";
    public const string ManageWarnings = "moderator:manage:warnings";
    public const string ReadModeratedChannels = "user:read:moderated_channels";
    public const string ReadChatSettings = "moderator:read:chat_settings";
    public const string ReadBlockedTerms = "moderator:read:blocked_terms";
    public const string ManageBlockedTerms = "moderator:manage:blocked_terms";
    public const string ReadUnbanRequests = "moderator:read:unban_requests";
    public const string ManageUnbanRequests = "moderator:manage:unban_requests";
    public const string ReadModerators = "moderator:read:moderators";
    public const string ReadVips = "moderator:read:vips";
    public const string ReadShieldMode = "moderator:read:shield_mode";
    public const string ReadSuspiciousUsers = "moderator:read:suspicious_users";
    public const string ReadAutomodSettings = "moderator:read:automod_settings";
    public const string Bot = "user:bot";
    public const string ManageChatSettings = "moderator:manage:chat_settings";
    public const string ManageShieldMode = "moderator:manage:shield_mode";

    /// <summary>Reading over IRC as the bot itself. A login that has it is used so; it is not asked for, because IRC lets everybody read.</summary>
    public const string ReadIrc = "chat:read";

    public const string LetBotIn = "channel:bot";

    /// <summary>What a streamer is asked for who lets the bot in by the web link.</summary>
    public static ImmutableArray<TwitchScope> Streamer { get; } = [new(LetBotIn, "let the bot join the channel's chat", IsRequired: true)];

    /// <summary>What somebody is asked for who logs in to the desk.</summary>
    public static ImmutableArray<TwitchScope> Desk { get; } = [new(ReadModeratedChannels, "see in which channels they moderate", IsRequired: true)];

    // Twitch tells what moderators do only to a login that holds all of these.
    private const string SeeModerators = "see what other moderators do, so that the queue follows it";

    /// <summary>Every scope with what it is for, the indispensable first.</summary>
    public static ImmutableArray<TwitchScope> All { get; } =
    [
        new(ReadChat, "read the chat of the channels", IsRequired: true),
        new(ManageMessages, "delete messages", IsRequired: true),
        new(WriteChat, "answer moderators and post approved messages", IsRequired: true),
        new(ManageAutomod, "see and decide messages that Twitch's AutoMod holds", IsRequired: false),
        new(ManageBans, "time out and ban", IsRequired: false),
        new(ManageWarnings, "warn chatters", IsRequired: false),
        new(ReadModeratedChannels, "check that the bot is a moderator", IsRequired: false),
        new(ReadChatSettings, "check the chat delay; see what other moderators do", IsRequired: false),
        new(ManageChatSettings, "set the chat delay when you ask for it (modbot doctor --set-chat-delay), and what a channel's shield plan names: slow mode, followers only and the like", IsRequired: false),
        new(ReadBlockedTerms, SeeModerators, IsRequired: false),
        new(ReadUnbanRequests, $"see unban requests; {SeeModerators}", IsRequired: false),
        new(ManageUnbanRequests, "answer unban requests; without it an approved one only lifts the ban, and a denied one stays open on Twitch", IsRequired: false),
        new(ReadModerators, SeeModerators, IsRequired: false),
        new(ReadVips, SeeModerators, IsRequired: false),
        new(ReadShieldMode, "notice shield mode", IsRequired: false),
        new(ManageShieldMode, "switch Twitch's Shield Mode, where a channel's shield plan says so", IsRequired: false),
        new(ReadSuspiciousUsers, "notice suspicious chatters", IsRequired: false),
        new(ReadAutomodSettings, "notice that AutoMod's settings were changed", IsRequired: false),
        new(Bot, "be read through a conduit (Twitch:Conduit)", IsRequired: false),
    ];
}

/// <summary>One scope and why ModBot wants it.</summary>
/// <param name="IsRequired">Without it the bot cannot do its main job.</param>
public sealed record TwitchScope(string Name, string Why, bool IsRequired);
