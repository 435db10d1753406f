using ModBot.Messages;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>One subscription that ModBot wants, apart from whether it has it.</summary>
internal sealed record WantedSubscription(string Type, string Version, BroadcasterId Broadcaster, string Login)
{
    /// <summary>Without chat there is nothing to do in a channel; Twitch's own holds need a moderator and are a bonus.</summary>
    public bool IsOptional => Type != EventTypes.ChatMessage;

    public static IEnumerable<WantedSubscription> For(BroadcasterId broadcaster, string login) =>
    [
        new(EventTypes.ChatMessage, "1", broadcaster, login),
        new(EventTypes.AutomodHold, "2", broadcaster, login),
        new(EventTypes.AutomodUpdate, "2", broadcaster, login),
    ];

    public CreateSubscriptionBody Body(ChatterId bot, string sessionId) => new(
        Type,
        Version,
        IsOptional ? new SubscriptionCondition(Broadcaster.Value, ModeratorUserId: bot.Value) : new SubscriptionCondition(Broadcaster.Value, UserId: bot.Value),
        new SubscriptionTransport("websocket", sessionId));
}
