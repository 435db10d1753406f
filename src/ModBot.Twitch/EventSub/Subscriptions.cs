using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Helix;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch.EventSub;

/// <summary>
/// The subscriptions of one session, or of one conduit: what is wanted, and apart from it what is live. A lost session empties the second only, so that everything
/// is asked for again.
/// </summary>
/// <param name="isConduit">They hang on a conduit and are made with the application's token.</param>
internal sealed partial class Subscriptions(
    bool isConduit, HelixClient helix, TokenSource tokens, IOptions<TwitchOptions> options, TimeProvider clock, TwitchHealth health, TwitchMetrics metrics, ILogger<Subscriptions> logger)
    : ISessionPurpose
{
    private const int AtOnce = 8;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private readonly Signal changed = new();
    private readonly RefusedSubscriptions refused = new(options.Value.ResubscribeDelay, clock);
    private ConcurrentDictionary<WantedSubscription, string> live = new();
    private WantedSubscription[] wanted = [];
    // After an answer that has nothing to do with the one subscription: Twitch is down, or still counts connections that are gone.
    private (TimeSpan Length, DateTimeOffset End) pause;
    private volatile bool isLoginInDoubt;

    public bool MovesOver => true;

    public bool MayOverlap { get; private set; } = true;

    public bool IsNeeded => Volatile.Read(ref wanted).Length > 0;

    public Task Changed => changed.Next;

    /// <summary>What is to be live from now on, the most useful first.</summary>
    /// <param name="mayOverlap">No other session needs the room that a second connection would take.</param>
    public void Assign(WantedSubscription[] subscriptions, bool mayOverlap)
    {
        MayOverlap = mayOverlap;
        if (wanted.AsSpan().SequenceEqual(subscriptions)) return;
        Volatile.Write(ref wanted, subscriptions);
        refused.KeepOnly(subscriptions.ToHashSet());
        changed.Raise();
    }

    /// <summary>Takes over what is live already, from before this process began.</summary>
    public void Adopt(IEnumerable<(WantedSubscription Subscription, string Id)> found)
    {
        foreach (var (subscription, id) in found) Accepted(live, subscription, id);
    }

    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = changed.Next;
            var all = Volatile.Read(ref wanted);
            if (all.Length > 0 && Later(all.Min(refused.Wait)) == TimeSpan.Zero) break;
            await WaitAsync(next, all.Length > 0 ? Later(all.Min(refused.Wait)) : Timeout.InfiniteTimeSpan, cancellationToken);
        }
        await tokens.IdentityAsync(cancellationToken);
    }

    public TimeSpan? NextDue(string sessionId)
    {
        var all = Volatile.Read(ref wanted);
        if (isLoginInDoubt || Surplus(live).Any()) return TimeSpan.Zero;
        var waits = all.Where(each => !live.ContainsKey(each)).Select(refused.Wait).ToArray();
        return waits.Length == 0 ? null : Later(waits.Min());
    }

    public void Forget()
    {
        var lost = Interlocked.Exchange(ref live, new ConcurrentDictionary<WantedSubscription, string>());
        foreach (var each in lost.Keys) health.ChangeChannel(each.Broadcaster, channel => channel with { Live = channel.Live.Remove(each.Kind.Type) });
    }

    public async Task<int> ApplyAsync(string sessionId, CancellationToken cancellationToken)
    {
        var here = live;
        var transport = isConduit ? new SubscriptionTransport("conduit", ConduitId: sessionId) : new SubscriptionTransport("websocket", sessionId);
        if (isLoginInDoubt)
        {
            await tokens.ValidateAsync(cancellationToken);
            isLoginInDoubt = false;
        }
        var bot = (await tokens.IdentityAsync(cancellationToken)).Id;
        while (true)
        {
            var surplus = Surplus(here).Take(AtOnce).ToArray();
            if (surplus.Length > 0) await Task.WhenAll(surplus.Select(each => EndAsync(here, each, cancellationToken)));
            var all = Volatile.Read(ref wanted);
            var due = Due(all, here);
            if (due.Length == 0 && surplus.Length == 0) return here.Count;
            foreach (var batch in InOrder(due, here).Chunk(AtOnce))
            {
                // When what is wanted changes meanwhile, or a chat was revoked, chat comes first again: it is what the bot lives on.
                if (all != Volatile.Read(ref wanted) || clock.GetUtcNow() < pause.End || (!batch[0].Kind.IsRequired && !here.IsEmpty && IsChatDue(all, here))) break;
                var replies = await Task.WhenAll(batch.Select(each => helix.CreateSubscriptionAsync(each.Body(bot, transport), isConduit, each.Kind.Priority, cancellationToken)));
                foreach (var (each, reply) in batch.Zip(replies)) Judge(here, each, reply);
            }
        }
    }

    public void Revoked(SubscriptionInfo subscription)
    {
        var reason = subscription.Status ?? "unknown";
        metrics.Revoked();
        var broadcaster = subscription.Condition?.BroadcasterUserId ?? "";
        LogRevoked(subscription.Type, broadcaster, reason);
        if (reason == "authorization_revoked") isLoginInDoubt = true;
        var lost = live.Where(l => l.Value == subscription.Id).Select(l => l.Key).FirstOrDefault()
            ?? Volatile.Read(ref wanted).FirstOrDefault(w => w.Kind.Type == subscription.Type && w.Broadcaster.Value == broadcaster);
        if (lost is null || !live.TryRemove(lost, out _)) return;
        refused.Add(lost);
        var problem = $"{lost.Kind.Type} was revoked ({reason}): {SubscriptionProblems.OfRevocation(reason)}";
        health.ChangeChannel(lost.Broadcaster, channel => Without(channel, lost, problem));
        changed.Raise();
    }

    public void ShardDisabled(string shard)
    {
        // Concerns conduits only.
    }

    private TimeSpan Later(TimeSpan wait) => pause.End - clock.GetUtcNow() is var rest && rest > wait ? rest : wait;

    private WantedSubscription[] Due(WantedSubscription[] all, ConcurrentDictionary<WantedSubscription, string> here) => clock.GetUtcNow() < pause.End
        ? []
        : [.. all.Where(each => !here.ContainsKey(each) && refused.Wait(each) == TimeSpan.Zero)];

    private bool IsChatDue(WantedSubscription[] all, ConcurrentDictionary<WantedSubscription, string> here) =>
        Array.Exists(all, each => each.Kind.IsRequired && !here.ContainsKey(each) && refused.Wait(each) == TimeSpan.Zero);

    /// <summary>Chat first, but for one that need not wait for its turn to join: else Twitch may close the session as unused meanwhile.</summary>
    private IEnumerable<WantedSubscription> InOrder(WantedSubscription[] due, ConcurrentDictionary<WantedSubscription, string> here)
    {
        if (isConduit || !here.IsEmpty || Array.Find(due, each => !each.Kind.IsRequired) is not { } first) return due;
        return due.Except([first]).Prepend(first);
    }

    private IEnumerable<WantedSubscription> Surplus(ConcurrentDictionary<WantedSubscription, string> here)
    {
        var all = Volatile.Read(ref wanted).ToHashSet();
        return here.Keys.Where(each => !all.Contains(each));
    }

    private async Task EndAsync(ConcurrentDictionary<WantedSubscription, string> here, WantedSubscription each, CancellationToken cancellationToken)
    {
        if (here.TryGetValue(each, out var id) && id.Length > 0) await helix.DeleteSubscriptionAsync(id, isConduit, cancellationToken);
        here.TryRemove(each, out _);
        health.ChangeChannel(each.Broadcaster, channel => channel with { Live = channel.Live.Remove(each.Kind.Type) });
        LogEnded(each.Kind.Type, each.Broadcaster);
    }

    private void Judge(ConcurrentDictionary<WantedSubscription, string> here, WantedSubscription each, HelixReply reply)
    {
        switch (reply.Status)
        {
            case var _ when reply.IsSuccess:
                Accepted(here, each, reply.Read(TwitchJson.Default.PageSubscriptionInfo).Data.FirstOrDefault()?.Id ?? "");
                break;
            case HttpStatusCode.Conflict:
                // It exists already, from an attempt whose answer was lost.
                Accepted(here, each, reply.ErrorId);
                break;
            case >= HttpStatusCode.InternalServerError:
            case HttpStatusCode.TooManyRequests when !each.Kind.MayCost:
                Pause();
                Report(each, reply.Status);
                break;
            default:
                refused.Add(each);
                Report(each, reply.Status);
                break;
        }
    }

    private void Accepted(ConcurrentDictionary<WantedSubscription, string> here, WantedSubscription each, string id)
    {
        here[each] = id;
        refused.Remove(each);
        pause = default;
        // A pass that outlived its session must not paint the next one green.
        if (here != live) return;
        health.ChangeChannel(each.Broadcaster, channel => channel with { Live = channel.Live.Add(each.Kind.Type), Problems = channel.Problems.Remove(each.Kind.Type) });
        LogAccepted(each.Kind.Type, each.Broadcaster);
    }

    private void Pause()
    {
        var now = clock.GetUtcNow();
        // Those asked for at the same time get the same answer, and one pause does for all.
        if (now < pause.End) return;
        var length = pause.Length == TimeSpan.Zero ? ShortestPause : pause.Length * 2;
        if (length > options.Value.ResubscribeDelay) length = options.Value.ResubscribeDelay;
        pause = (length, now + length);
    }

    private void Report(WantedSubscription each, HttpStatusCode status)
    {
        var problem = $"{each.Kind.Type} was refused ({(int)status}): {SubscriptionProblems.OfRefusal(each.Kind, status)}";
        health.ChangeChannel(each.Broadcaster, channel => Without(channel, each, problem));
        if (each.Kind.IsReported) LogNotSubscribed(health.LoginOf(each.Broadcaster), each.Broadcaster, problem);
        else LogDoesWithout(each.Broadcaster, problem);
    }

    private static TwitchChannelStatus Without(TwitchChannelStatus channel, WantedSubscription lost, string problem) => channel with
    {
        Live = channel.Live.Remove(lost.Kind.Type),
        Problems = lost.Kind.IsReported ? channel.Problems.SetItem(lost.Kind.Type, problem) : channel.Problems,
    };

    private async Task WaitAsync(Task next, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(wait, clock, either.Token));
        await either.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(LogLevel.Debug, "Subscribed to {Type} of {Broadcaster}")]
    private partial void LogAccepted(string type, BroadcasterId broadcaster);

    [LoggerMessage(LogLevel.Debug, "Ended the subscription to {Type} of {Broadcaster}")]
    private partial void LogEnded(string type, BroadcasterId broadcaster);

    [LoggerMessage(LogLevel.Warning, "Channel {Login} ({Broadcaster}): {Problem}")]
    private partial void LogNotSubscribed(string login, BroadcasterId broadcaster, string problem);

    [LoggerMessage(LogLevel.Debug, "Channel {Broadcaster} does without: {Problem}")]
    private partial void LogDoesWithout(BroadcasterId broadcaster, string problem);

    [LoggerMessage(LogLevel.Warning, "Twitch revoked {Type} of {Broadcaster}: {Reason}")]
    private partial void LogRevoked(string? type, string broadcaster, string reason);
}
