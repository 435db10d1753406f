using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>
/// Keeps one EventSub session alive for one login, across as many connections as that takes. One loop owns all state: at most one connection is
/// current, one is being dialled, and the ones being left are read until they are empty.
/// </summary>
internal sealed partial class EventSubSession(
    ChannelWriter<ChatEvent> events,
    IEventSubTransport transport,
    Subscriptions subscriptions,
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
    private static readonly TimeSpan LongestPassDelay = TimeSpan.FromMinutes(15);

    private readonly List<EventSubLink> links = [];
    private EventSubLink? current;
    private EventSubLink? dialling;
    private IEnumerator<TimeSpan> delay = delays.GetEnumerator();
    private SubscriptionPass? pass;
    private TimeSpan nextPass;

    /// <summary>Runs until cancelled. Every ending of a connection is answered in here.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            Dial(new Continuation.StartAfresh(), TimeSpan.Zero, stop);
            while (true)
            {
                await Task.WhenAny(Awaited());
                stop.ThrowIfCancellationRequested();
                if (current is { } orphan && tokens.Death is { IsCompleted: true } death) await AbandonAsync(orphan, new Ending.NoLogin(await death), stop);
                // Oldest first: what is left on a connection being left came before what the next one brings.
                foreach (var link in links.Where(l => l.Next.IsCompleted).ToArray()) await HandleAsync(link, await link.Next, stop);
                if (pass is { Task.IsCompleted: true }) await AfterPassAsync(pass.Task, stop);
            }
        }
        finally
        {
            await CloseAllAsync();
        }
    }

    private List<Task> Awaited()
    {
        List<Task> tasks = [.. links.Select(l => l.Next)];
        if (pass is not null) tasks.Add(pass.Task);
        if (current is not null) tasks.Add(tokens.Death);
        return tasks;
    }

    private void Dial(Continuation how, TimeSpan after, CancellationToken stop)
    {
        var (url, inherits) = how is Continuation.ReconnectTo given ? (given.Url, true) : (new Uri(options.EventSubUrl), false);
        var link = new EventSubLink(transport, url, inherits, clock, stop);
        dialling = link;
        links.Add(link);
        link.Begin(OpenAsync(link, how, after, stop));
    }

    private async Task<Received> OpenAsync(EventSubLink link, Continuation how, TimeSpan after, CancellationToken stop)
    {
        try
        {
            if (how is Continuation.GiveUp) await tokens.NewLoginAsync(stop);
            else await Task.Delay(after, clock, stop);
            // Twitch closes a connection that nobody subscribes on, so there is no dialling before there is a login and a channel.
            if (!link.Inherits && await subscriptions.PrepareAsync(stop) is { } problem) return new Received.Over(new Ending.NothingToRead(problem));
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
                await EndAsync(link, over.Ending, stop);
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
            case "notification":
                if (reader.Read(frame, link.ClockAhead) is { } e) await events.WriteAsync(e, stop);
                break;
            case "session_welcome" when frame.Payload?.Session is { } session:
                if (link == dialling) await WelcomeAsync(link, session, frame.Metadata.MessageTimestamp, stop);
                break;
            case "session_reconnect":
                if (link == current && dialling is null) MoveOn(frame.Payload?.Session?.ReconnectUrl, stop);
                break;
            case "revocation" when frame.Payload?.Subscription is { } subscription:
                subscriptions.Revoke(subscription);
                if (pass is null && current is not null) StartPass(current, NextPassDelay(), stop);
                break;
            case "session_welcome" or "revocation":
                reader.Malformed();
                break;
            default:
                reader.Unknown(frame.Metadata);
                break;
        }
    }

    private async Task WelcomeAsync(EventSubLink link, SessionInfo session, DateTimeOffset? twitchTime, CancellationToken stop)
    {
        var previous = current;
        (current, dialling) = (link, null);
        var keepalive = session.KeepaliveTimeoutSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : DefaultKeepalive;
        link.Welcome(session.Id, keepalive, twitchTime is { } then ? clock.GetUtcNow() - then : TimeSpan.Zero);
        await StopPassAsync();
        health.Connected();
        LogWelcomed(session.Id, link.Inherits);
        if (!link.Inherits) subscriptions.Forget();
        // Only now: Twitch refuses the new connection when the old one was closed before. A fresh session has nothing to give until it has
        // subscribed, so then the old one stays until that is done.
        else if (previous is not null) await previous.LeaveAsync(LeaveLimit);
        nextPass = options.ResubscribeDelay;
        if (subscriptions.Missing > 0) StartPass(link, TimeSpan.Zero, stop);
    }

    private void MoveOn(string? url, CancellationToken stop)
    {
        var notice = new Ending.Notice(url);
        metrics.Reconnect(EndingPolicy.Reason(notice));
        Dial(EndingPolicy.After(notice), TimeSpan.Zero, stop);
    }

    private async Task EndAsync(EventSubLink link, Ending ending, CancellationToken stop)
    {
        links.Remove(link);
        await link.DisposeAsync();
        await ContinueAfterAsync(link, ending, stop);
    }

    private async Task ContinueAfterAsync(EventSubLink link, Ending ending, CancellationToken stop)
    {
        if (link == dialling)
        {
            dialling = null;
        }
        else if (link == current)
        {
            current = null;
            await StopPassAsync();
        }
        else
        {
            return;
        }
        if (current is null) health.Disconnected(EndingPolicy.Explain(ending));
        var reason = EndingPolicy.Reason(ending);
        LogEnded(reason, EndingPolicy.Explain(ending));
        if (dialling is not null) return;
        metrics.Reconnect(reason);
        delay.MoveNext();
        Dial(EndingPolicy.After(ending), delay.Current, stop);
    }

    private void StartPass(EventSubLink link, TimeSpan after, CancellationToken stop)
    {
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        pass = new SubscriptionPass(SubscribeAsync(link.SessionId!, after, cancel.Token), cancel);
    }

    private async Task<int> SubscribeAsync(string sessionId, TimeSpan after, CancellationToken cancellationToken)
    {
        await Task.Delay(after, clock, cancellationToken);
        return await subscriptions.SubscribeAsync(sessionId, cancellationToken);
    }

    private async Task AfterPassAsync(Task<int> done, CancellationToken stop)
    {
        var on = current;
        await StopPassAsync();
        if (on is null) return;
        try
        {
            if (await done == 0)
            {
                await AbandonAsync(on, new Ending.NothingToRead("Twitch refused every subscription."), stop);
                return;
            }
            delay = delays.GetEnumerator();
            foreach (var old in links.Where(l => l != on && l != dialling && !l.IsLeaving)) await old.LeaveAsync(LeaveLimit);
        }
        catch (TwitchLoginException e)
        {
            await AbandonAsync(on, new Ending.NoLogin(e.Message), stop);
            return;
        }
        catch (HttpRequestException e)
        {
            // Asked again below; if Twitch finds the connection unused meanwhile, it closes it and we start afresh.
            LogNotAsked(e.Message);
        }
        if (subscriptions.Missing > 0) StartPass(on, NextPassDelay(), stop);
    }

    /// <summary>We end it, in order: Twitch counts a connection that just vanishes for a while longer.</summary>
    private async Task AbandonAsync(EventSubLink link, Ending ending, CancellationToken stop)
    {
        await link.LeaveAsync(LeaveLimit);
        await ContinueAfterAsync(link, ending, stop);
    }

    private TimeSpan NextPassDelay()
    {
        var after = nextPass;
        nextPass = nextPass * 2 < LongestPassDelay ? nextPass * 2 : LongestPassDelay;
        return after;
    }

    private async Task StopPassAsync()
    {
        if (pass is not { } stopping) return;
        pass = null;
        await stopping.StopAsync();
    }

    private async Task CloseAllAsync()
    {
        health.Disconnected("Not running.");
        await StopPassAsync();
        foreach (var link in links)
        {
            await link.LeaveAsync(LeaveLimit);
            await link.DisposeAsync();
        }
        links.Clear();
    }

    private sealed record SubscriptionPass(Task<int> Task, CancellationTokenSource Cancel)
    {
        public async Task StopAsync()
        {
            await Cancel.CancelAsync();
            // Its ending is read by the one who awaits the result; here it only has to be over.
            await ((Task)Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Cancel.Dispose();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to EventSub, session {Session} (taken over: {Inherits}).")]
    private partial void LogWelcomed(string session, bool inherits);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An EventSub connection ended ({Reason}): {Explanation}")]
    private partial void LogEnded(string reason, string explanation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscriptions could not be asked for: {Reason}")]
    private partial void LogNotAsked(string reason);
}
