using Microsoft.AspNetCore.Http;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.EventSub;

namespace ModBot.Sandbox.Helix;

/// <summary>The body that creates a subscription.</summary>
internal sealed record SubscriptionRequest(string? Type, string? Version, Dictionary<string, string>? Condition, SubscriptionTransport? Transport);

internal sealed record SubscriptionTransport(string? Method, string? SessionId, string? ConduitId);

/// <summary>Who may subscribe to what: a user with his token, or an application with what users granted it.</summary>
internal static class SubscriptionAuthorization
{
    public const string Missing = "subscription missing proper authorization";

    // One answer for all: scope missing, not a moderator, or not welcome in the chat.
    public static IResult? Refuse(HelixCaller caller, SandboxChat chat, SubscriptionType type, IReadOnlyDictionary<string, string> condition)
    {
        if (type.IsForClient)
        {
            return caller.UserId is null && condition["client_id"] == caller.Token.ClientId
                ? null
                : HelixErrors.Forbidden(Missing);
        }

        if (condition.Values.Any(id => chat.FindUser(id)?.Id != id))
            return HelixErrors.BadRequest("user in condition does not exist");
        return type.Scopes.Length == 0 || IsAuthorized(caller, chat, type, condition) ? null : HelixErrors.Forbidden(Missing);
    }

    private static bool IsAuthorized(HelixCaller caller, SandboxChat chat, SubscriptionType type, IReadOnlyDictionary<string, string> condition)
    {
        var (broadcaster, authorizer) = (condition["broadcaster_user_id"], type.AuthorizerOf(condition));
        if (caller.UserId is not null && caller.UserId != authorizer)
            return false;
        return type.Scopes.All(scope => scope.Split('|').Any(one => Granted(caller, authorizer, one)))
            && chat.Broadcasters.Any(user => user.Id == broadcaster)
            && (!type.IsForModerators || chat.RoleOf(broadcaster, authorizer).CanModerate)
            && (caller.UserId is not null || !type.IsChat || MayBeBotOf(caller, chat, broadcaster, authorizer))
            && chat.RestrictionOf(broadcaster, authorizer) is null;
    }

    // Chat through an application's token: the account let itself be a bot, and the channel let it in or made it moderator.
    private static bool MayBeBotOf(HelixCaller caller, SandboxChat chat, string broadcaster, string bot)
        => Granted(caller, bot, "user:bot") && (Granted(caller, broadcaster, "channel:bot") || chat.RoleOf(broadcaster, bot).CanModerate);

    private static bool Granted(HelixCaller caller, string userId, string scope)
        => caller.UserId is not null ? caller.Token.Scopes.Contains(scope) : caller.Tokens.HasGranted(caller.Token.ClientId, userId, scope);
}
