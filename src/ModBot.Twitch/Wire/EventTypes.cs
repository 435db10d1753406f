using System.Collections.Frozen;

namespace ModBot.Twitch.Wire;

/// <summary>The subscription types that ModBot reads.</summary>
internal static class EventTypes
{
    public const string ChatMessage = "channel.chat.message";
    public const string ChatNotification = "channel.chat.notification";
    public const string MessageDelete = "channel.chat.message_delete";
    public const string ChatClear = "channel.chat.clear";
    public const string ClearUserMessages = "channel.chat.clear_user_messages";
    public const string AutomodHold = "automod.message.hold";
    public const string AutomodUpdate = "automod.message.update";
    public const string AutomodSettings = "automod.settings.update";
    public const string AutomodTerms = "automod.terms.update";
    public const string Moderate = "channel.moderate";
    public const string ModeratorAdd = "channel.moderator.add";
    public const string ModeratorRemove = "channel.moderator.remove";
    public const string UnbanRequestCreate = "channel.unban_request.create";
    public const string UnbanRequestResolve = "channel.unban_request.resolve";
    public const string WarningSend = "channel.warning.send";
    public const string WarningAcknowledge = "channel.warning.acknowledge";
    public const string SuspiciousMessage = "channel.suspicious_user.message";
    public const string SuspiciousUpdate = "channel.suspicious_user.update";
    public const string ShieldModeBegin = "channel.shield_mode.begin";
    public const string ShieldModeEnd = "channel.shield_mode.end";
    public const string Raid = "channel.raid";
    public const string SharedChatBegin = "channel.shared_chat.begin";
    public const string SharedChatUpdate = "channel.shared_chat.update";
    public const string SharedChatEnd = "channel.shared_chat.end";
    public const string StreamOnline = "stream.online";
    public const string StreamOffline = "stream.offline";
    public const string ShardDisabled = "conduit.shard.disabled";

    private static readonly FrozenDictionary<string, string> Versions = new Dictionary<string, string>
    {
        [AutomodHold] = "2",
        [AutomodUpdate] = "2",
        [Moderate] = "2",
    }.ToFrozenDictionary();

    /// <summary>The version of a type that ModBot reads.</summary>
    public static string VersionOf(string type) => Versions.GetValueOrDefault(type, "1");
}
