using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.EventSub;
using ModBot.Sandbox.Wire;

namespace ModBot.Sandbox.Helix;

/// <summary>Creating, listing and deleting EventSub subscriptions.</summary>
internal static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder helix)
    {
        helix.MapPost("/eventsub/subscriptions", Create);
        helix.MapGet("/eventsub/subscriptions", List);
        helix.MapDelete("/eventsub/subscriptions", Delete);
    }

    private static IResult Create(HelixCaller caller, SandboxChat chat, EventSubHub hub, TimeProvider time, SubscriptionRequest body)
    {
        if (body.Transport is not ({ Method: "websocket", SessionId.Length: > 0 } or { Method: "conduit", ConduitId.Length: > 0 }))
            return HelixErrors.BadRequest("invalid transport");
        if (SubscriptionType.Find(body.Type ?? "", body.Version ?? "") is not { } type)
            return HelixErrors.BadRequest("invalid subscription type and version");
        if (type.Read(body.Condition) is not { } condition)
            return HelixErrors.BadRequest("invalid condition");
        var isConduit = body.Transport.Method == "conduit";
        if (isConduit != caller.UserId is null)
            return HelixErrors.Unauthorized(isConduit ? "a conduit transport needs an app access token" : "a websocket transport needs a user access token");
        if (SubscriptionAuthorization.Refuse(caller, chat, type, condition) is { } refusal)
            return refusal;

        var (clientId, userId) = (caller.Token.ClientId, caller.UserId ?? "");
        var cost = type.Scopes.Length > 0 || type.IsForClient || caller.Tokens.HasAuthorized(clientId, type.AuthorizerOf(condition)) ? 0 : 1;
        var result = isConduit
            ? hub.SubscribeConduit(body.Transport.ConduitId!, clientId, conduit => New(null, conduit))
            : hub.Subscribe(body.Transport.SessionId!, session => New(session, null));
        return result switch
        {
            SubscribeResult.Created created => Created(hub, caller, created.Subscription),
            SubscribeResult.SessionGone => HelixErrors.BadRequest("websocket transport session does not exist or has already disconnected"),
            SubscribeResult.ConduitGone => HelixErrors.BadRequest("conduit does not exist"),
            SubscribeResult.OtherUser => HelixErrors.BadRequest("websocket transport cannot have subscriptions created by different users"),
            SubscribeResult.Exists exists => Results.Json(
                new { Error = "Conflict", Status = 409, Message = "subscription already exists", exists.Id }, statusCode: 409),
            SubscribeResult.TooMany tooMany => HelixErrors.Of(429, tooMany.Message),
            var other => throw new System.Diagnostics.UnreachableException($"Unknown subscribe result {other}."),
        };

        Subscription New(EventSubSession? session, Conduit? conduit)
            => new(type, condition, clientId, userId, cost, time.GetUtcNow()) { Session = session, Conduit = conduit };
    }

    private static IResult Created(EventSubHub hub, HelixCaller caller, Subscription created)
    {
        var enabled = hub.List(caller.Token.ClientId, caller.UserId).Where(one => one.IsEnabled).ToList();
        var body = new
        {
            Data = new[] { Describe(created) },
            Total = enabled.Count,
            TotalCost = enabled.Sum(one => one.Cost),
            MaxTotalCost = SubscriptionBook.MaxTotalCost(caller.UserId),
        };
        return Results.Json(body, statusCode: StatusCodes.Status202Accepted);
    }

    private static IResult List(
        HelixCaller caller, EventSubHub hub, string? status, string? type,
        [FromQuery(Name = "user_id")] string? userId, [FromQuery(Name = "subscription_id")] string? subscriptionId,
        [FromQuery(Name = "conduit_id")] string? conduitId)
    {
        if (new[] { status, type, userId, subscriptionId, conduitId }.Count(filter => filter is not null) > 1)
            return HelixErrors.BadRequest("at most one filter may be given");

        var mine = hub.List(caller.Token.ClientId, caller.UserId ?? "");
        var found = mine
            .Where(one => status is null || one.Status == status)
            .Where(one => type is null || one.Type.Type == type)
            .Where(one => userId is null || one.Condition.Values.Contains(userId))
            .Where(one => subscriptionId is null || one.Id == subscriptionId)
            .Where(one => conduitId is null || one.Conduit?.Id == conduitId);
        return Results.Json(new
        {
            Total = mine.Count,
            Data = found.Select(Describe),
            TotalCost = mine.Where(one => one.IsEnabled).Sum(one => one.Cost),
            MaxTotalCost = SubscriptionBook.MaxTotalCost(caller.UserId),
            Pagination = new { },
        });
    }

    private static IResult Delete(HelixCaller caller, EventSubHub hub, string? id)
        => id is not null && hub.Unsubscribe(id, caller.Token.ClientId, caller.UserId ?? "")
            ? Results.NoContent()
            : HelixErrors.NotFound("subscription was not found");

    private static object Describe(Subscription subscription)
    {
        var transport = subscription.Session is { } session
            ? TransportJson.Of(session, subscription.DisabledAt)
            : new { Method = "conduit", ConduitId = subscription.Conduit!.Id };
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
}
