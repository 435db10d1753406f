using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Host.Api.Review;
using ModBot.Host.Configuration;
using ModBot.Host.Reports;
using ModBot.Policy;
using ModBot.Review;

namespace ModBot.Host.Api.Channels;

/// <summary><c>/v1/channels</c>: everything that belongs to a channel.</summary>
internal static class ChannelEndpoints
{
    public static IEndpointRouteBuilder MapChannels(this IEndpointRouteBuilder routes)
    {
        var channels = routes.MapGroup("/v1/channels");
        channels.MapGet("/", ListAsync)
            .WithTags("Channels")
            .WithName("ListChannels")
            .WithSummary("The channels of the key, with what it may do there.")
            .Needs(scope: null);
        var channel = channels.MapGroup($"/{{{ApiGate.ChannelParameter}}}");
        var holds = channel.MapGroup("/holds").WithTags("Holds");
        holds.MapHolds();
        holds.MapGroup("/{hold}").MapActs();
        channel.MapGroup("/chatters/{chatter}/holds").WithTags("Holds").MapChatterActs();
        channel.MapEvents();
        channel.MapGet("/stats", StatsAsync)
            .WithTags("Channels")
            .WithName("GetStats")
            .WithSummary("What was held since a time, what became of it, and how often it was right.")
            .Needs(ApiScope.ReadStats, Permissions.Stats)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        channel.MapReview();
        channel.MapSimulate();
        channel.MapSettings();
        channel.MapShield();
        channel.MapAudit();
        return routes;
    }

    private static async Task<Results<Ok<ChannelPage>, ApiError>> ListAsync(ApiCaller caller, PolicyBook policies, ReviewDesk desk, ChannelDirectory directory, CancellationToken cancellationToken)
    {
        var channels = new List<ChannelView>();
        foreach (var channel in caller.Key.Channels)
        {
            var policy = policies.For(channel.Id);
            var role = policy.Roles.Of(caller.Chatter);
            string[] permissions = role is null ? [] : [.. Enum.GetValues<Permissions>().Where(one => one is not (Permissions.None or Permissions.All) && role.Has(one)).Select(HoldView.Word)];
            // A role that may not look into the queue does not learn how long it is either.
            var open = role?.Has(Permissions.View) == true ? await desk.CountOpenAsync(channel.Id, cancellationToken) : (long?)null;
            channels.Add(new ChannelView(channel.Id.Value, channel.LoginIn(directory), HoldView.Word(policy.Config.Mode), role?.Name, permissions, open));
        }
        return TypedResults.Ok(new ChannelPage(channels));
    }

    private static async Task<Results<Ok<StatsFigures>, ApiError>> StatsAsync(ApiCaller caller, IHoldStore store, ChannelDirectory directory, TimeProvider time, string? since, CancellationToken cancellationToken)
    {
        if (!ApiQuery.TryReadSince(since, time.GetUtcNow(), out var from)) return ApiQuery.WrongSince;
        return TypedResults.Ok(StatsFigures.Of(caller.NameIn(directory), from, await ReviewReport.ReadAsync(store, caller.Channel, from, cancellationToken)));
    }
}

/// <summary>The channels of a key.</summary>
internal sealed record ChannelPage(IReadOnlyList<ChannelView> Channels);

/// <summary>A channel of a key.</summary>
/// <param name="Mode">observe, hold or enforce.</param>
/// <param name="Role">The key's role; null where the channel knows no such role, and nothing is allowed.</param>
/// <param name="OpenHolds">How many wait; null where the role may not look.</param>
internal sealed record ChannelView(string Id, string? Login, string Mode, string? Role, IReadOnlyList<string> Permissions, long? OpenHolds);
