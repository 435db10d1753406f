using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ModBot.Holds;
using ModBot.Host.Api.Access;
using ModBot.Host.Api.Keys;
using ModBot.Policy;

namespace ModBot.Host.Api.Holds;

/// <summary><c>GET /v1/channels/{channel}/events</c>: what happens to holds, as it happens (server-sent events). It says which have changed and not what they say: whoever shows them asks.</summary>
internal static class HoldEvents
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public static void MapEvents(this RouteGroupBuilder channel) => channel.MapGet("/events", Follow)
        .WithTags("Holds")
        .WithName("FollowHolds")
        .WithSummary("Server-sent events: which holds are new or have changed, four times a second at most.")
        .WithDescription("Events: changed, with the holds and their versions; missed, at the beginning and whenever there was too much to tell, after which the list of holds tells more; beat, when nothing happened for 15 seconds; over, when the key or its role ended.")
        .Needs(ApiScope.ReadHolds, Permissions.View)
        .Produces<HoldChanges>(StatusCodes.Status200OK, "text/event-stream");

    private static IResult Follow(HttpContext http, ApiCaller caller, HoldFeed feed, ApiKeys keys, PolicyBook policies, TimeProvider time, IHostApplicationLifetime host, CancellationToken cancellationToken)
    {
        // Proxies that collect an answer before they pass it on would make it useless.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ReadAsync(caller, feed, () => keys.IsAlive(caller.Key) && policies.For(caller.Channel).Roles.Of(caller.Chatter)?.Has(Permissions.View) == true, time, host.ApplicationStopping, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<HoldChanges>> ReadAsync(
        ApiCaller caller, HoldFeed feed, Func<bool> isAllowed, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listener = feed.Listen();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        IReadOnlyCollection<HoldNews> news = [];
        // What was before is not told: who comes back looks at the list.
        var isComplete = false;
        while (!end.IsCancellationRequested)
        {
            if (!isAllowed())
            {
                yield return new SseItem<HoldChanges>(HoldChanges.None, "over");
                yield break;
            }
            HoldChange[] changed = [.. news.Where(one => one.Broadcaster == caller.Channel).Select(one => new HoldChange(one.Id.Value, one.Code.Value, one.Version, one.IsOpen))];
            if (!isComplete) yield return new SseItem<HoldChanges>(HoldChanges.None, "missed");
            if (changed.Length > 0) yield return new SseItem<HoldChanges>(new HoldChanges(changed), "changed");
            else if (isComplete && news.Count == 0) yield return new SseItem<HoldChanges>(HoldChanges.None, "beat");
            await Task.Delay(Between, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
            using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), enough, Beat, Timeout.InfiniteTimeSpan);
            await listener.WaitAsync(enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            news = listener.Take(out isComplete);
        }
    }
}

/// <summary>Holds that are new or have changed.</summary>
internal sealed record HoldChanges(IReadOnlyList<HoldChange> Holds)
{
    public static HoldChanges None { get; } = new([]);
}

/// <summary>A hold as it is now.</summary>
/// <param name="Version">1 for one that is new.</param>
internal sealed record HoldChange(string Id, string Code, long Version, bool IsOpen);
