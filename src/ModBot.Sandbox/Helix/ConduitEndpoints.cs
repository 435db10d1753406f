using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ModBot.Sandbox.EventSub;

namespace ModBot.Sandbox.Helix;

/// <summary>Conduits and their shards; all of it is for an application's own token.</summary>
internal static class ConduitEndpoints
{
    private const int MaxShardsPerCall = 100;
    private const string NotFound = "conduit was not found";

    public static void MapConduits(this IEndpointRouteBuilder helix)
    {
        var conduits = helix.MapGroup("/eventsub/conduits").AddEndpointFilter(async (context, next)
            => context.HttpContext.Features.Get<HelixCaller>() is { UserId: not null }
                ? HelixErrors.Unauthorized("This call needs an app access token.")
                : await next(context));
        conduits.MapPost("", Create);
        conduits.MapGet("", List);
        conduits.MapPatch("", Resize);
        conduits.MapDelete("", Delete);
        conduits.MapGet("/shards", Shards);
        conduits.MapPatch("/shards", Assign);
    }

    private static IResult Create(HelixCaller caller, ConduitHub conduits, ConduitBody body)
    {
        if (body.ShardCount is not (>= 1 and <= ConduitBook.MaxShards))
            return HelixErrors.BadRequest("invalid shard count");
        return conduits.Create(caller.Token.ClientId, body.ShardCount.Value) is { } created
            ? Results.Json(new { Data = new[] { Describe(created) } })
            : HelixErrors.Of(429, "conduit limit exceeded");
    }

    private static IResult List(HelixCaller caller, ConduitHub conduits)
        => Results.Json(new { Data = conduits.List(caller.Token.ClientId).Select(Describe) });

    private static IResult Resize(HelixCaller caller, ConduitHub conduits, ConduitBody body)
    {
        if (body.ShardCount is not (>= 1 and <= ConduitBook.MaxShards))
            return HelixErrors.BadRequest("invalid shard count");
        return conduits.Resize(body.Id, caller.Token.ClientId, body.ShardCount.Value) is { } resized
            ? Results.Json(new { Data = new[] { Describe(resized) } })
            : HelixErrors.NotFound(NotFound);
    }

    private static IResult Delete(HelixCaller caller, ConduitHub conduits, string? id)
        => conduits.Delete(id, caller.Token.ClientId) ? Results.NoContent() : HelixErrors.NotFound(NotFound);

    private static IResult Shards(
        HelixCaller caller, ConduitHub conduits, [FromQuery(Name = "conduit_id")] string? conduitId, string? status, string after = "")
        => conduits.Shards(conduitId, caller.Token.ClientId) is { } shards
            ? HelixPage.Of(shards.Where(shard => status is null || shard.Status == status).Select(Describe), 100, after)
            : HelixErrors.NotFound(NotFound);

    private static IResult Assign(HelixCaller caller, ConduitHub conduits, ShardsBody body)
    {
        if (body.Shards is not { Count: > 0 and <= MaxShardsPerCall } wanted)
            return HelixErrors.BadRequest("between 1 and 100 shards must be given");
        if (wanted.Any(shard => shard is not { Id: not null, Transport.Method: "websocket" }))
            return HelixErrors.BadRequest("invalid transport");
        var asked = wanted.Select(shard => (shard.Id!, shard.Transport!.SessionId));
        if (conduits.Assign(body.ConduitId, caller.Token.ClientId, asked) is not { } results)
            return HelixErrors.NotFound(NotFound);

        // Partial success is success: what failed is listed beside what worked.
        return Results.Json(
            new
            {
                Data = results.Where(result => result.Shard is not null).Select(result => Describe(result.Shard!)),
                Errors = results.Where(result => result.Shard is null).Select(result => new { result.Id, Message = result.Error, Code = "invalid_parameter" }),
            },
            statusCode: StatusCodes.Status202Accepted);
    }

    private static object Describe(Conduit conduit) => new { conduit.Id, conduit.ShardCount };

    private static object Describe(ConduitShard shard) => new
    {
        Id = shard.Index.ToString(CultureInfo.InvariantCulture),
        shard.Status,
        Transport = TransportJson.Of(shard.Session, shard.DisabledAt),
    };

    private sealed record ConduitBody(string? Id, int? ShardCount);

    private sealed record ShardsBody(string? ConduitId, List<ShardBody>? Shards);

    private sealed record ShardBody(string? Id, SubscriptionTransport? Transport);
}
