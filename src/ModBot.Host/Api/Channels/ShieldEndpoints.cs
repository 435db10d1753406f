using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using ModBot.Holds;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Host.Reports;
using ModBot.Policy;
using ModBot.Shield;

namespace ModBot.Host.Api.Channels;

/// <summary>
/// <c>/v1/channels/{channel}/shield</c>: what a dock shows and does. It shows numbers, and nothing that anybody wrote, so <c>stats:read</c> is enough to look; to act it has a scope of its own, so
/// that the key of a button on somebody's table can neither rule on holds nor change what stays.
/// </summary>
internal static class ShieldEndpoints
{
    public static void MapShield(this RouteGroupBuilder channel)
    {
        var shield = channel.MapGroup("/shield").WithTags("Shield");
        shield.MapGet("/", ReadAsync)
            .WithName("GetShield")
            .WithSummary("Whether the shield is up, until when and why, and how much waits in the queue.")
            .WithDescription("Numbers, without texts and names.")
            .Needs(ApiScope.ReadStats, Permissions.View);
        shield.MapPost("/", ChangeAsync)
            .WithName("ChangeShield")
            .WithSummary("Puts the shield up or down; answers with how it is then.")
            .WithDescription("A shield that is up already gets the new time, and one that is down already stays so. Taken down, it does not come up by itself for a while. The queue is in the answer where the key is for `stats:read`, too.")
            .WithMetadata(RequestSize.Small)
            .Needs(ApiScope.ActOnShield, Permissions.Shield)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<ShieldView>> ReadAsync(ApiCaller caller, Shields shields, PolicyBook policies, IHoldStore store, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(ShieldView.Of(shields.Of(caller.Channel), policies.Current.For(caller.Channel).Config.Shield, await WaitingHolds.ReadAsync(store, caller.Channel, cancellationToken), time.GetUtcNow()));

    private static async Task<Results<Ok<ShieldView>, ApiError>> ChangeAsync(
        ApiCaller caller, ShieldRequest request, Shields shields, ShieldKeeper keeper, PolicyBook policies, IHoldStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var config = policies.Current.For(caller.Channel).Config.Shield;
        if (request.Problem(config) is { } problem) return ApiError.Invalid(problem);
        if (request.State == ShieldRequest.Up)
        {
            if (!config.Enabled) return ApiError.Conflict("refused", "It makes no sense here", "This channel's config has no shield.");
            shields.Raise(caller.Channel, request.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, caller.Source, time.GetUtcNow());
        }
        else
        {
            shields.Lower(caller.Channel, "a moderator wants it", caller.Source, time.GetUtcNow());
        }
        var state = await keeper.RunAsync(caller.Channel, cancellationToken);
        return TypedResults.Ok(ShieldView.Of(state, config, caller.Has(ApiScope.ReadStats) ? await WaitingHolds.ReadAsync(store, caller.Channel, cancellationToken) : null, time.GetUtcNow()));
    }
}

/// <summary>What shall become of the shield.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ShieldRequest(
    [property: Description("up or down.")] string? State = null,
    [property: Description("With up: for how long, at least 1; as long as the channel's config allows where nothing is said.")] int? Minutes = null)
{
    public const string Up = "up";
    public const string Down = "down";

    /// <summary>What is wrong with it, or null.</summary>
    public string? Problem(ShieldConfig config) => this switch
    {
        { State: not (Up or Down) } => "state is up or down.",
        { State: Down, Minutes: not null } => "minutes goes with up.",
        { Minutes: { } minutes } when minutes < 1 || minutes > config.Longest.TotalMinutes => $"minutes is 1 to {Math.Floor(config.Longest.TotalMinutes)} here.",
        _ => null,
    };
}

/// <summary>How a channel's shield stands.</summary>
/// <param name="State">up or down.</param>
/// <param name="IsEnabled">The channel's config has a shield.</param>
/// <param name="Cause">Why it is up: raid, new_chatters or moderator; null while it is down.</param>
/// <param name="Since">When it went up; null while it is down.</param>
/// <param name="Until">When it goes down by itself, unless the surge goes on; null while it is down.</param>
/// <param name="Latest">When it goes down whatever comes; null while it is down.</param>
/// <param name="RestsUntil">Until when it does not come up by itself; null where it may at any time.</param>
/// <param name="ChangedOnTwitch">What it has changed on Twitch and puts back.</param>
/// <param name="Problems">What cannot be done on Twitch, and why.</param>
/// <param name="Waiting">What waits in the queue; only for keys that may read figures.</param>
internal sealed record ShieldView(
    string State, bool IsEnabled, string? Cause, DateTimeOffset? Since, DateTimeOffset? Until, DateTimeOffset? Latest, DateTimeOffset? RestsUntil, IReadOnlyList<string> ChangedOnTwitch,
    IReadOnlyDictionary<string, string> Problems, WaitingHolds? Waiting)
{
    public static ShieldView Of(ShieldState shield, ShieldConfig config, WaitingHolds? waiting, DateTimeOffset now) => new(
        shield.IsUp ? ShieldRequest.Up : ShieldRequest.Down,
        config.Enabled,
        shield.IsUp ? HoldView.Word(shield.Cause) : null,
        shield.IsUp ? shield.Since : null,
        shield.IsUp ? shield.Until : null,
        shield.IsUp ? shield.Latest : null,
        !shield.IsUp && shield.RestsUntil > now ? shield.RestsUntil : null,
        [.. shield.Changes.Keys.Order().Select(HoldView.Word)],
        shield.Problems.ToDictionary(problem => HoldView.Word(problem.Key), problem => problem.Value),
        waiting);
}
