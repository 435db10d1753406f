using System.Collections.Frozen;

namespace ModBot.Sandbox.EventSub;

/// <summary>A subscription type: what its condition names and which scopes its owner must have granted.</summary>
/// <remarks><c>Scopes</c> are all needed; an entry with <c>|</c> is met by any of its parts.</remarks>
internal sealed record SubscriptionType(string Type, string Version, string[] ConditionKeys, string[] Scopes)
{
    private const string B = "broadcaster_user_id", M = "moderator_user_id", U = "user_id", Client = "client_id";

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
        Chat("channel.chat.user_message_hold"), Chat("channel.chat.user_message_update"),
        Moderator("automod.message.hold", "1", "moderator:manage:automod"), Moderator("automod.message.update", "1", "moderator:manage:automod"),
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
        Owner("channel.vip.add", "channel:read:vips|channel:manage:vips"), Owner("channel.vip.remove", "channel:read:vips|channel:manage:vips"),
        Owner("channel.moderator.add", "moderation:read"), Owner("channel.moderator.remove", "moderation:read"),
        Owner("channel.shared_chat.begin"), Owner("channel.shared_chat.update"), Owner("channel.shared_chat.end"),
        Owner("stream.online"), Owner("stream.offline"),
        new("channel.raid", "1", [], []) { OneOf = ["to_broadcaster_user_id", "from_broadcaster_user_id"] },
        new("conduit.shard.disabled", "1", [Client], []) { Optional = ["conduit_id"] },
        new("user.authorization.revoke", "1", [Client], []),
    }.ToFrozenDictionary(type => (type.Type, type.Version));

    /// <summary>Keys of which the condition names exactly one.</summary>
    public string[] OneOf { get; init; } = [];

    /// <summary>Keys that narrow the condition and may be left out.</summary>
    public string[] Optional { get; init; } = [];

    public bool IsForModerators => ConditionKeys is [.., M];

    public bool IsChat => ConditionKeys is [.., U];

    /// <summary>About the application itself; needs its own token.</summary>
    public bool IsForClient => ConditionKeys is [Client];

    public static SubscriptionType? Find(string type, string version) => Known.GetValueOrDefault((type, version));

    /// <summary>The part of a request's condition that counts; null when something is missing.</summary>
    public Dictionary<string, string>? Read(IReadOnlyDictionary<string, string>? given)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in ConditionKeys.Concat(OneOf).Concat(Optional))
        {
            if (given?.GetValueOrDefault(key) is { Length: > 0 } value)
                read[key] = value;
        }

        return ConditionKeys.All(read.ContainsKey) && (OneOf.Length == 0 || OneOf.Count(read.ContainsKey) == 1) ? read : null;
    }

    /// <summary>The last required key names whose authorization counts.</summary>
    public string AuthorizerOf(IReadOnlyDictionary<string, string> condition)
        => condition[ConditionKeys is [.., var last] ? last : OneOf.First(condition.ContainsKey)];

    private static SubscriptionType Chat(string type) => new(type, "1", [B, U], ["user:read:chat"]);

    private static SubscriptionType Moderator(string type, string version, params string[] scopes) => new(type, version, [B, M], scopes);

    private static SubscriptionType Owner(string type, params string[] scopes) => new(type, "1", [B], scopes);
}
