using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Helix;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>One type of subscription that ModBot asks for in every channel.</summary>
/// <param name="As">Which account the condition names beside the channel.</param>
/// <param name="Scopes">All are needed; an entry is met by any of its scopes.</param>
internal sealed record SubscriptionKind(string Type, ConditionAs As, ImmutableArray<ImmutableArray<string>> Scopes)
{
    /// <summary>Every kind, the most useful first: where Twitch's limits leave no room for all, it is the last ones that are missing.</summary>
    public static ImmutableArray<SubscriptionKind> All { get; } =
    [
        Chat(EventTypes.ChatMessage),
        Moderator(EventTypes.AutomodHold, [TwitchScopes.ManageAutomod]),
        Moderator(EventTypes.AutomodUpdate, [TwitchScopes.ManageAutomod]),
        Chat(EventTypes.ChatNotification),
        Moderator(
            EventTypes.Moderate,
            [TwitchScopes.ReadBlockedTerms, TwitchScopes.ManageBlockedTerms],
            [TwitchScopes.ReadChatSettings, TwitchScopes.ManageChatSettings],
            [TwitchScopes.ReadUnbanRequests, TwitchScopes.ManageUnbanRequests],
            [TwitchScopes.ManageBans],
            [TwitchScopes.ManageMessages],
            [TwitchScopes.ManageWarnings],
            [TwitchScopes.ReadModerators],
            [TwitchScopes.ReadVips]),
        Chat(EventTypes.MessageDelete),
        Chat(EventTypes.ClearUserMessages),
        Chat(EventTypes.ChatClear),
        Moderator(EventTypes.ShieldModeBegin, [TwitchScopes.ReadShieldMode, TwitchScopes.ManageShieldMode]),
        Moderator(EventTypes.ShieldModeEnd, [TwitchScopes.ReadShieldMode, TwitchScopes.ManageShieldMode]),
        Moderator(EventTypes.UnbanRequestCreate, [TwitchScopes.ReadUnbanRequests, TwitchScopes.ManageUnbanRequests]),
        Moderator(EventTypes.UnbanRequestResolve, [TwitchScopes.ReadUnbanRequests, TwitchScopes.ManageUnbanRequests]),
        Moderator(EventTypes.WarningSend, [TwitchScopes.ManageWarnings]),
        Moderator(EventTypes.WarningAcknowledge, [TwitchScopes.ManageWarnings]),
        Moderator(EventTypes.SuspiciousMessage, [TwitchScopes.ReadSuspiciousUsers]),
        Moderator(EventTypes.SuspiciousUpdate, [TwitchScopes.ReadSuspiciousUsers]),
        Moderator(EventTypes.AutomodSettings, [TwitchScopes.ReadAutomodSettings]),
        Moderator(EventTypes.AutomodTerms, [TwitchScopes.ManageAutomod]),
        // These count against Twitch's cost limit in every channel whose owner has not let the bot in. Raids come with the notifications, which cost nothing,
        // and moderators added and removed with channel.moderate, without the broadcaster's own login.
        Anyone(EventTypes.StreamOnline),
        Anyone(EventTypes.StreamOffline),
        Anyone(EventTypes.SharedChatBegin),
        Anyone(EventTypes.SharedChatUpdate),
        Anyone(EventTypes.SharedChatEnd),
    ];

    /// <summary>Without chat there is nothing to do in a channel.</summary>
    public bool IsRequired => Type == EventTypes.ChatMessage;

    /// <summary>People should know when it is missing: the bot does less than it promises.</summary>
    public bool IsReported => Type is EventTypes.ChatMessage or EventTypes.AutomodHold or EventTypes.AutomodUpdate or EventTypes.Moderate;

    /// <summary>News that nobody would miss at once must not take the points of a lost connection's chats.</summary>
    public HelixPriority Priority => IsReported ? HelixPriority.Normal : HelixPriority.Low;

    /// <summary>Counts against Twitch's cost limit, where the broadcaster has not let the bot in.</summary>
    public bool MayCost => As == ConditionAs.Nobody;

    public bool IsAllowed(TwitchIdentity login) => Scopes.All(any => login.MayUse(any.AsSpan()));

    public SubscriptionCondition Condition(BroadcasterId broadcaster, ChatterId bot) => As switch
    {
        ConditionAs.User => new SubscriptionCondition(broadcaster.Value, UserId: bot.Value),
        ConditionAs.Moderator => new SubscriptionCondition(broadcaster.Value, ModeratorUserId: bot.Value),
        _ => new SubscriptionCondition(broadcaster.Value),
    };

    private static SubscriptionKind Chat(string type) => new(type, ConditionAs.User, [[TwitchScopes.ReadChat]]);

    private static SubscriptionKind Moderator(string type, params ImmutableArray<string>[] scopes) => new(type, ConditionAs.Moderator, [.. scopes]);

    private static SubscriptionKind Anyone(string type) => new(type, ConditionAs.Nobody, []);
}

/// <summary>As what the bot stands in a subscription's condition.</summary>
internal enum ConditionAs
{
    User,
    Moderator,
    Nobody,
}

/// <summary>One subscription that ModBot wants, apart from whether it has it.</summary>
internal sealed record WantedSubscription(SubscriptionKind Kind, BroadcasterId Broadcaster)
{
    public CreateSubscriptionBody Body(ChatterId bot, SubscriptionTransport transport) => new(Kind.Type, EventTypes.VersionOf(Kind.Type), Kind.Condition(Broadcaster, bot), transport);
}
