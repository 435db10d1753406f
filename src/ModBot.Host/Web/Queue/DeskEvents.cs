using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ModBot.Holds;
using ModBot.Host.Web.Access;

namespace ModBot.Host.Web.Queue;

/// <summary>
/// What happens to holds, as it happens (server-sent events). <c>changed</c> says which holds have changed and how many are open, four times a second at most; a page asks for the cards
/// that it shows. <c>beat</c> comes when nothing else does, so that both sides notice a dead line; <c>over</c> when the session has ended.
/// </summary>
internal static class DeskEvents
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public static IResult Follow(HttpContext http, string? only, HoldFeed feed, DeskAccess access, DeskQueue queue, TimeProvider time, IHostApplicationLifetime host, CancellationToken cancellationToken)
    {
        // Proxies that collect an answer before they pass it on would make it useless.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var session = http.Features.Get<DeskSession>()!;
        return TypedResults.ServerSentEvents(ReadAsync(session, only, feed, access, queue, time, host.ApplicationStopping, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        DeskSession session, string? only, HoldFeed feed, DeskAccess access, DeskQueue queue, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listener = feed.Listen();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        // The first one tells a page that comes back what it missed.
        var news = new List<HoldNews>();
        var isComplete = false;
        while (!end.IsCancellationRequested)
        {
            if (!await session.IsAliveAsync(cancellationToken))
            {
                yield return new SseItem<string>("{}", "over");
                yield break;
            }
            // Anew each time: roles and moderators change while a page is open.
            var channels = access.UserOf(session).Channels.Where(channel => only is null || channel.Login.Equals(only, StringComparison.OrdinalIgnoreCase)).ToDictionary(channel => channel.Id);
            var seen = news.Where(one => channels.ContainsKey(one.Broadcaster)).Select(one => new Change(channels[one.Broadcaster].Login, one.Code.Value, one.Version, one.IsOpen)).ToArray();
            if (seen.Length > 0 || !isComplete) yield return new SseItem<string>(await SayAsync(queue, channels.Values, seen, isComplete, cancellationToken), "changed");
            else if (news.Count == 0) yield return new SseItem<string>("{}", "beat");
            await Task.Delay(Between, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WaitAsync(listener, time, end.Token);
            news = [.. listener.Take(out isComplete)];
        }
    }

    /// <summary>Until there is news, or it is time for a sign of life, or it ends.</summary>
    private static async Task WaitAsync(HoldListener listener, TimeProvider time, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), enough, Beat, Timeout.InfiniteTimeSpan);
        await listener.WaitAsync(enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<string> SayAsync(DeskQueue queue, IEnumerable<DeskChannel> channels, Change[] changed, bool isComplete, CancellationToken cancellationToken) =>
        JsonSerializer.Serialize(new Changes(await queue.CountAsync(channels, cancellationToken), changed, isComplete), JsonSerializerOptions.Web);

    /// <param name="Open">How many are open in all.</param>
    /// <param name="Changed">Which have changed.</param>
    /// <param name="IsComplete">False when others may have, too.</param>
    private sealed record Changes(long Open, Change[] Changed, bool IsComplete);

    private sealed record Change(string Channel, string Code, long Version, bool IsOpen);
}
