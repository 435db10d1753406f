using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ModBot.Messages;
using ModBot.Twitch.EventSub;

namespace ModBot.Twitch.Irc;

/// <summary>
/// EventSub, and IRC while EventSub is down for long. Both read while one takes over from the other, and the ids of messages keep each of them from coming twice. For one run.
/// </summary>
internal sealed partial class Fallback(
    LoopChatSource eventSub, LoopChatSource irc, ChannelWriter<ChatEvent> events, TwitchOptions options, TwitchHealth health, TimeProvider clock, IrcMetrics metrics, ILogger<Fallback> logger)
{
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly NotificationFilter filter = new(clock);

    /// <summary>What has to run, until cancelled.</summary>
    public IReadOnlyList<Func<CancellationToken, Task>> Loops => [stop => PumpAsync(eventSub, stop, stop), StandByAsync];

    private async Task PumpAsync(LoopChatSource source, CancellationToken enough, CancellationToken cancellationToken)
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

    private async Task StandByAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await StayAsync(connected: false, options.IrcFallbackAfter, cancellationToken);
            LogTakesOver(options.IrcFallbackAfter);
            using var handBack = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var reading = PumpAsync(irc, handBack.Token, cancellationToken);
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
