using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>
/// Keeps one EventSub session alive for one login, across as many connections as that takes. One loop owns all state: at most one connection is
/// current, one is being dialled, and the ones being left are read until they are empty. For one run.
/// </summary>
/// <param name="number">Tells the sessions of a process apart.</param>
internal sealed partial class EventSubSession(
    int number,
    ChannelWriter<ChatEvent> events,
    ISessionPurpose purpose,
    IEventSubTransport transport,
    NotificationReader reader,
    TokenSource tokens,
    TwitchOptions options,
    ReconnectDelays delays,
    TimeProvider clock,
    TwitchHealth health,
    TwitchMetrics metrics,
    ILogger<EventSubSession> logger)
{
    private static readonly TimeSpan DefaultKeepalive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(5);
    // Twitch's is ten seconds.
    private static readonly TimeSpan UnusedLimit = TimeSpan.FromSeconds(8);

    private readonly List<EventSubLink> links = [];
    private readonly SubscriptionPasses passes = new(purpose, options.ResubscribeDelay, clock);
    private EventSubLink? current;
    private EventSubLink? dialling;
    private IEnumerator<TimeSpan> delay = delays.GetEnumerator();
    private CancellationToken life;

    /// <summary>Runs until cancelled. Every ending of a connection is answered in here.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        // What hangs on the connections outlives the wish to stop by the moment that it takes to close them in order.
        using var living = new CancellationTokenSource();
        life = living.Token;
        var stopping = Task.Delay(Timeout.InfiniteTimeSpan, clock, stop);
        try
        {
            Dial(new Continuation.StartAfresh(), TimeSpan.Zero);
            var changed = purpose.Changed;
            while (true)
            {
                await Task.WhenAny(Awaited(stopping, changed));
                stop.ThrowIfCancellationRequested();
                if (changed.IsCompleted)
                {
                    changed = purpose.Changed;
                    if (current?.SessionId is { } id) await passes.HurryAsync(id, life);
                }
                if (current is { } orphan && tokens.Death is { IsCompleted: true } death) await AbandonAsync(orphan, new Ending.NoLogin(await death));
                // Oldest first: what is left on a connection being left came before what the next one brings.
                foreach (var link in links.Where(l => l.Next.IsCompleted).ToArray()) await HandleAsync(link, await link.Next, stop);
                if (passes.Running is { IsCompleted: true } done) await AfterPassAsync(done);
            }
        }
        finally
        {
            await CloseAllAsync(living);
        }
    }

    private List<Task> Awaited(Task stopping, Task changed)
    {
        List<Task> tasks = [stopping, changed, .. links.Select(l => l.Next)];
        if (passes.Running is { } running) tasks.Add(running);
        if (current is not null) tasks.Add(tokens.Death);
        return tasks;
    }

    private void Dial(Continuation how, TimeSpan after)
    {
        var (url, inherits) = how is Continuation.ReconnectTo given ? (given.Url, true) : (new Uri(options.EventSubUrl), false);
        var link = new EventSubLink(transport, url, inherits, clock, life);
        dialling = link;
        links.Add(link);
        link.Begin(OpenAsync(link, how, after));
    }

    private async Task<Received> OpenAsync(EventSubLink link, Continuation how, TimeSpan after)
    {
        if (!purpose.IsNeeded) health.Idle(number);
        try
        {
            if (how is Continuation.GiveUp) await tokens.NewLoginAsync(life);
            else await Task.Delay(after, clock, life);
            // Twitch closes a connection that nobody subscribes on, so there is no dialling before there is a login and a channel.
            if (!link.Inherits) await purpose.ReadyAsync(life);
            return await link.OpenAsync(options.ConnectLimit);
        }
        catch (TwitchLoginException e)
        {
            return new Received.Over(new Ending.NoLogin(e.Message));
        }
        catch (HttpRequestException e)
        {
            return new Received.Over(new Ending.Broken(e));
        }
    }

    private async Task HandleAsync(EventSubLink link, Received received, CancellationToken stop)
    {
        switch (received)
        {
            case Received.Over over:
                links.Remove(link);
                await link.DisposeAsync();
                await ContinueAfterAsync(link, over.Ending);
                return;
            case Received.TooLarge large:
                reader.TooLarge(large.Bytes);
                break;
            case Received.Text text when reader.ReadFrame(text.Utf8.Span) is { } frame:
                await OnFrameAsync(link, frame, stop);
                break;
        }
        link.Continue();
    }

    private async Task OnFrameAsync(EventSubLink link, Frame frame, CancellationToken stop)
    {
        switch (frame.Metadata.MessageType)
        {
            case "session_keepalive":
                break;
            case "notification" when frame.Metadata.SubscriptionType == EventTypes.ShardDisabled:
                if (reader.ReadShard(frame) is { } shard) purpose.ShardDisabled(shard);
                break;
            case "notification":
                if (reader.Read(frame, link.ClockAhead) is { } e) await events.WriteAsync(e, stop);
                break;
            case "session_welcome" when frame.Payload?.Session is { } session:
                if (link == dialling) await WelcomeAsync(link, session, frame.Metadata.MessageTimestamp);
                break;
            case "session_reconnect":
                if (link == current && dialling is null) MoveOn(frame.Payload?.Session?.ReconnectUrl);
                break;
            case "revocation" when frame.Payload?.Subscription is { } subscription:
                purpose.Revoked(subscription);
                if (current?.SessionId is { } id) await passes.HurryAsync(id, life);
                break;
            case "session_welcome" or "revocation":
                reader.Malformed();
                break;
            default:
                reader.Unknown(frame.Metadata);
                break;
        }
    }

    private async Task WelcomeAsync(EventSubLink link, SessionInfo session, DateTimeOffset? twitchTime)
    {
        var previous = current;
        (current, dialling) = (link, null);
        var keepalive = session.KeepaliveTimeoutSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : DefaultKeepalive;
        link.Welcome(session.Id, keepalive, twitchTime is { } then ? clock.GetUtcNow() - then : TimeSpan.Zero);
        health.Connected(number);
        LogWelcomed(number, session.Id, link.Inherits);
        if (!link.Inherits)
        {
            purpose.Forget();
            // A fresh session has nothing to give until it has subscribed, so where there is room for both the old one stays until that is done.
            if (!purpose.MayOverlap) await LeaveOthersAsync(link);
        }
        // Only now: Twitch refuses the new connection when the old one was closed before.
        else if (previous is not null && purpose.MovesOver)
        {
            await previous.LeaveAsync(LeaveLimit);
        }
        await passes.StartAsync(session.Id, life);
    }

    private void MoveOn(string? url)
    {
        var notice = new Ending.Notice(url);
        metrics.Reconnect(EndingPolicy.Reason(notice));
        Dial(EndingPolicy.After(notice), TimeSpan.Zero);
    }

    private async Task ContinueAfterAsync(EventSubLink link, Ending ending)
    {
        if (link == dialling)
        {
            dialling = null;
        }
        else if (link == current)
        {
            current = null;
            await passes.StopAsync();
        }
        else
        {
            return;
        }
        if (current is null) health.Disconnected(number, EndingPolicy.Explain(ending));
        var reason = EndingPolicy.Reason(ending);
        LogEnded(number, reason, EndingPolicy.Explain(ending));
        if (dialling is not null) return;
        metrics.Reconnect(reason);
        delay.MoveNext();
        Dial(EndingPolicy.After(ending), delay.Current);
    }

    private async Task AfterPassAsync(Task<int> done)
    {
        await passes.StopAsync();
        if (current is not { } on) return;
        var failed = false;
        try
        {
            var live = await done;
            // Either the new one has taken over, or there is no room for both.
            await LeaveOthersAsync(on);
            if (live > 0)
            {
                delay = delays.GetEnumerator();
            }
            else if (!MayStayUnused(on))
            {
                await AbandonAsync(on, new Ending.NothingToRead("Twitch gave nothing to read on it."));
                return;
            }
        }
        catch (TwitchLoginException e)
        {
            await AbandonAsync(on, new Ending.NoLogin(e.Message));
            return;
        }
        catch (HttpRequestException e)
        {
            // Asked again later; if Twitch finds the connection unused meanwhile, it closes it and we start afresh.
            LogNotAsked(e.Message);
            failed = true;
        }
        passes.Continue(on.SessionId!, failed, life);
    }

    private async Task LeaveOthersAsync(EventSubLink on)
    {
        foreach (var old in links.Where(l => l != on && l != dialling && !l.IsLeaving)) await old.LeaveAsync(LeaveLimit);
    }

    /// <summary>Twitch may count connections that are gone for a while still; until it closes this one as unused there is time to ask again.</summary>
    private bool MayStayUnused(EventSubLink on) =>
        purpose.NextDue(on.SessionId!) is { } due && clock.GetElapsedTime(on.WelcomedAt) + due < UnusedLimit;

    /// <summary>We end it, in order: Twitch counts a connection that just vanishes for a while longer.</summary>
    private async Task AbandonAsync(EventSubLink link, Ending ending)
    {
        await link.LeaveAsync(LeaveLimit);
        await ContinueAfterAsync(link, ending);
    }

    private async Task CloseAllAsync(CancellationTokenSource living)
    {
        health.Disconnected(number, "Not running.");
        foreach (var link in links) await link.LeaveAsync(LeaveLimit);
        await living.CancelAsync();
        await passes.StopAsync();
        foreach (var link in links)
        {
            await ((Task)link.Next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await link.DisposeAsync();
        }
        links.Clear();
    }

    [LoggerMessage(LogLevel.Information, "Connected to EventSub ({Number}), session {Session} (taken over: {Inherits})")]
    private partial void LogWelcomed(int number, string session, bool inherits);

    [LoggerMessage(LogLevel.Warning, "An EventSub connection ({Number}) ended ({Reason}): {Explanation}")]
    private partial void LogEnded(int number, string reason, string explanation);

    [LoggerMessage(LogLevel.Warning, "Subscriptions could not be asked for: {Reason}")]
    private partial void LogNotAsked(string reason);
}
