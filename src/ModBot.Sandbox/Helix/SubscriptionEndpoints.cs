using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.EventSub;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.Helix;

/// <summary>Creating, listing and deleting EventSub subscriptions of WebSocket sessions.</summary>
internal static class SubscriptionEndpoints
{
    private const string NotAuthorized = "subscription missing proper authorization";

    public static void MapSubscriptions(this IEndpointRouteBuilder helix)
    {
        helix.MapPost("/eventsub/subscriptions", Create);
        helix.MapGet("/eventsub/subscriptions", List);
        helix.MapDelete("/eventsub/subscriptions", Delete);
    }

    private static IResult Create(HelixCaller caller, SandboxChat chat, EventSubHub hub, CreateBody body)
    {
        if (body.Transport is not { Method: "websocket", SessionId: { Length: > 0 } sessionId })
            return HelixErrors.BadRequest("invalid transport");
        if (SubscriptionType.Find(body.Type ?? "", body.Version ?? "") is not { } type)
            return HelixErrors.BadRequest("invalid subscription type and version");
        if (body.Condition is not { } condition || type.ConditionKeys.Any(key => string.IsNullOrEmpty(condition.GetValueOrDefault(key))))
            return HelixErrors.BadRequest("invalid condition");
        if (caller.UserId is not { } userId)
            return HelixErrors.Unauthorized("a websocket transport needs a user access token");

        condition = type.ConditionKeys.ToDictionary(key => key, key => condition[key]);
        if (condition.Values.Any(id => chat.FindUser(id)?.Id != id))
            return HelixErrors.BadRequest("user in condition does not exist");
        if (!IsAuthorized(caller, chat, type, condition))
            return HelixErrors.Forbidden(NotAuthorized);

        var authorizer = condition[type.AuthorizedBy];
        var cost = type.Scopes.Length > 0 || caller.Tokens.HasAuthorized(caller.Token.ClientId, authorizer) ? 0 : 1;
        return hub.Subscribe(sessionId, type, condition, caller.Token.ClientId, userId, cost) switch
        {
            SubscribeResult.Created created => Created(hub, caller, created.Subscription),
            SubscribeResult.SessionGone => HelixErrors.BadRequest("websocket transport session does not exist or has already disconnected"),
            SubscribeResult.OtherUser => HelixErrors.BadRequest("websocket transport cannot have subscriptions created by different users"),
            SubscribeResult.Exists exists => Results.Json(
                new { Error = "Conflict", Status = 409, Message = "subscription already exists", exists.Id }, statusCode: 409),
            SubscribeResult.TooMany tooMany => HelixErrors.Of(429, tooMany.Message),
            var other => throw new System.Diagnostics.UnreachableException($"Unknown subscribe result {other}."),
        };
    }

    // One answer for all: scope missing, not a moderator, or not welcome in the chat.
    private static bool IsAuthorized(HelixCaller caller, SandboxChat chat, SubscriptionType type, Dictionary<string, string> condition)
    {
        if (type.Scopes.Length == 0)
            return true;

        var broadcaster = condition["broadcaster_user_id"];
        return condition[type.AuthorizedBy] == caller.UserId
            && type.Scopes.All(scope => scope.Split('|').Any(caller.Token.Scopes.Contains))
            && chat.Broadcasters.Any(user => user.Id == broadcaster)
            && (!type.IsForModerators || chat.RoleOf(broadcaster, caller.UserId).CanModerate)
            && chat.RestrictionOf(broadcaster, caller.UserId) is null;
    }

    private static IResult Created(EventSubHub hub, HelixCaller caller, Subscription created)
    {
        var enabled = hub.List(caller.Token.ClientId, caller.UserId).Where(one => one.IsEnabled).ToList();
        var body = new
        {
            Data = new[] { Describe(created) },
            Total = enabled.Count,
            TotalCost = enabled.Sum(one => one.Cost),
            MaxTotalCost = SubscriptionBook.MaxTotalCost,
        };
        return Results.Json(body, statusCode: StatusCodes.Status202Accepted);
    }

    private static IResult List(
        HelixCaller caller, EventSubHub hub, string? status, string? type,
        [FromQuery(Name = "user_id")] string? userId, [FromQuery(Name = "subscription_id")] string? subscriptionId)
    {
        if (new[] { status, type, userId, subscriptionId }.Count(filter => filter is not null) > 1)
            return HelixErrors.BadRequest("at most one filter may be given");

        var mine = hub.List(caller.Token.ClientId, caller.UserId ?? "");
        var found = mine
            .Where(one => status is null || one.Status == status)
            .Where(one => type is null || one.Type.Type == type)
            .Where(one => userId is null || one.Condition.Values.Contains(userId))
            .Where(one => subscriptionId is null || one.Id == subscriptionId);
        return Results.Json(new
        {
            Total = mine.Count,
            Data = found.Select(Describe),
            TotalCost = mine.Where(one => one.IsEnabled).Sum(one => one.Cost),
            MaxTotalCost = SubscriptionBook.MaxTotalCost,
            Pagination = new { },
        });
    }

    private static IResult Delete(HelixCaller caller, EventSubHub hub, string? id)
        => id is not null && hub.Unsubscribe(id, caller.Token.ClientId, caller.UserId ?? "")
            ? Results.NoContent()
            : HelixErrors.NotFound("subscription was not found");

    private static object Describe(Subscription subscription)
    {
        var (sessionId, connectedAt) = (subscription.Session.Id, TwitchTime.Nanoseconds(subscription.Session.ConnectedAt));
        object transport = subscription.DisabledAt is { } disabledAt
            ? new { Method = "websocket", SessionId = sessionId, ConnectedAt = connectedAt, DisconnectedAt = TwitchTime.Nanoseconds(disabledAt) }
            : new { Method = "websocket", SessionId = sessionId, ConnectedAt = connectedAt };
        return new
        {
            subscription.Id,
            subscription.Status,
            subscription.Type.Type,
            subscription.Type.Version,
            subscription.Condition,
            Transport = transport,
            CreatedAt = TwitchTime.Nanoseconds(subscription.CreatedAt),
            subscription.Cost,
        };
    }

    private sealed record CreateBody(string? Type, string? Version, Dictionary<string, string>? Condition, TransportBody? Transport);

    private sealed record TransportBody(string? Method, string? SessionId);
}
