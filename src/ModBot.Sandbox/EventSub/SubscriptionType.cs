using System.Collections.Frozen;

namespace ModBot.Sandbox.EventSub;

/// <summary>A subscription type: what its condition names and which scopes its owner must have granted.</summary>
/// <remarks><c>Scopes</c> are all needed; an entry with <c>|</c> is met by any of its parts.</remarks>
internal sealed record SubscriptionType(string Type, string Version, string[] ConditionKeys, string[] Scopes)
{
    private const string B = "broadcaster_user_id", M = "moderator_user_id", U = "user_id";

    private static readonly string[] ModerateV1 =
    [
        "moderator:read:blocked_terms|moderator:manage:blocked_terms", "moderator:read:chat_settings|moderator:manage:chat_settings",
        "moderator:read:unban_requests|moderator:manage:unban_requests", "moderator:read:banned_users|moderator:manage:banned_users",
        "moderator:read:chat_messages|moderator:manage:chat_messages", "moderator:read:moderators", "moderator:read:vips",
    ];

    private static readonly FrozenDictionary<(string, string), SubscriptionType> Known = new SubscriptionType[]
    {
        Chat("channel.chat.message"), Chat("channel.chat.message_delete"), Chat("channel.chat.notification"), Chat("channel.chat.clear"),
        Chat("channel.chat.clear_user_messages"), Chat("channel.chat_settings.update"),
        Moderator("automod.message.hold", "2", "moderator:manage:automod"), Moderator("automod.message.update", "2", "moderator:manage:automod"),
        Moderator("automod.settings.update", "1", "moderator:read:automod_settings|moderator:manage:automod_settings"),
        Moderator("automod.terms.update", "1", "moderator:manage:automod"),
        Moderator("channel.moderate", "1", ModerateV1),
        Moderator("channel.moderate", "2", [.. ModerateV1, "moderator:read:warnings|moderator:manage:warnings"]),
        Moderator("channel.suspicious_user.message", "1", "moderator:read:suspicious_users"),
        Moderator("channel.suspicious_user.update", "1", "moderator:read:suspicious_users"),
        Moderator("channel.unban_request.create", "1", "moderator:read:unban_requests|moderator:manage:unban_requests"),
        Moderator("channel.unban_request.resolve", "1", "moderator:read:unban_requests|moderator:manage:unban_requests"),
        Moderator("channel.shield_mode.begin", "1", "moderator:read:shield_mode|moderator:manage:shield_mode"),
        Moderator("channel.shield_mode.end", "1", "moderator:read:shield_mode|moderator:manage:shield_mode"),
        Moderator("channel.warning.send", "1", "moderator:read:warnings|moderator:manage:warnings"),
        Moderator("channel.warning.acknowledge", "1", "moderator:read:warnings|moderator:manage:warnings"),
        Owner("channel.ban", "channel:moderate"), Owner("channel.unban", "channel:moderate"),
        Owner("channel.moderator.add", "moderation:read"), Owner("channel.moderator.remove", "moderation:read"),
        Owner("channel.shared_chat.begin"), Owner("channel.shared_chat.update"), Owner("channel.shared_chat.end"),
        Owner("stream.online"), Owner("stream.offline"),
        new("channel.raid", "1", ["to_broadcaster_user_id"], []),
    }.ToFrozenDictionary(type => (type.Type, type.Version));

    /// <summary>The condition key that names whose authorization counts.</summary>
    public string AuthorizedBy => ConditionKeys[^1];

    public bool IsForModerators => AuthorizedBy == M;

    public bool IsChat => AuthorizedBy == U;

    public static SubscriptionType? Find(string type, string version) => Known.GetValueOrDefault((type, version));

    private static SubscriptionType Chat(string type) => new(type, "1", [B, U], ["user:read:chat"]);

    private static SubscriptionType Moderator(string type, string version, params string[] scopes) => new(type, version, [B, M], scopes);

    private static SubscriptionType Owner(string type, params string[] scopes) => new(type, "1", [B], scopes);
}
