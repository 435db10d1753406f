using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ModBot.Messages;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Irc;

/// <summary>
/// EventSub, and IRC while EventSub is down for long. Both read while one takes over from the other, and the ids of messages keep each of them from coming twice.
/// </summary>
internal sealed partial class FallbackChatSource(
    IChatSource eventSub, IChatSource irc, TwitchOptions options, TwitchHealth health, TimeProvider clock, IrcMetrics metrics, ILogger<FallbackChatSource> logger) : IChatSource
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public async IAsyncEnumerable<ChatEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(options.QueueLength) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = RunAsync(events.Writer, stop);
        try
        {
            await foreach (var e in events.Reader.ReadAllAsync(cancellationToken)) yield return e;
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }

    private async Task RunAsync(ChannelWriter<ChatEvent> events, CancellationTokenSource stop)
    {
        var filter = new NotificationFilter(clock);
        var main = PumpAsync(eventSub, events, filter, stop.Token, stop.Token);
        var standby = StandByAsync(events, filter, stop.Token);
        // Neither ends but by cancellation or a bug; a bug of either is the reader's to know.
        var first = await Task.WhenAny(main, standby);
        await stop.CancelAsync();
        await Task.WhenAll(main, standby).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        events.Complete(first.Exception?.InnerException ?? main.Exception?.InnerException ?? standby.Exception?.InnerException);
    }

    private async Task PumpAsync(IChatSource source, ChannelWriter<ChatEvent> events, NotificationFilter filter, CancellationToken enough, CancellationToken cancellationToken)
    {
        await foreach (var e in source.ReadAsync(enough))
        {
            bool isRepeated;
            lock (filter) isRepeated = filter.IsRepeated(e);
            if (isRepeated) metrics.Dropped("duplicate");
            // What is marked as seen must be passed on, even when this source has done enough: the other one will not.
            else await events.WriteAsync(e, cancellationToken);
        }
    }

    private async Task StandByAsync(ChannelWriter<ChatEvent> events, NotificationFilter filter, CancellationToken cancellationToken)
    {
        while (true)
        {
            await StayAsync(connected: false, options.IrcFallbackAfter, cancellationToken);
            LogTakesOver(options.IrcFallbackAfter);
            using var handBack = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var reading = PumpAsync(irc, events, filter, handBack.Token, cancellationToken);
            // As long again, so that EventSub has subscribed to everything, and does not come and go.
            var steady = StayAsync(connected: true, options.IrcFallbackAfter, handBack.Token);
            var first = await Task.WhenAny(reading, steady);
            await handBack.CancelAsync();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Reading ends by itself only when it is broken.
            await first;
            LogHandsBack();
        }
    }

    /// <summary>Waits until EventSub has been connected, or not, for so long without a break.</summary>
    private async Task StayAsync(bool connected, TimeSpan length, CancellationToken cancellationToken)
    {
        long? since = null;
        while (since is not { } then || clock.GetElapsedTime(then) < length)
        {
            await Task.Delay(LookEvery, clock, cancellationToken);
            since = health.Current.Connected == connected ? since ?? clock.GetTimestamp() : null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "EventSub has been down for {Time}; chat is read over IRC meanwhile. What is held by Twitch and what moderators do is not seen until EventSub is back")]
    private partial void LogTakesOver(TimeSpan time);

    [LoggerMessage(LogLevel.Information, "EventSub is back; chat is no longer read over IRC")]
    private partial void LogHandsBack();
}
