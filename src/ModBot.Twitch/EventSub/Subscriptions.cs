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
/// What is wanted, and apart from it what is live. A lost session empties the second list only, so that everything is asked for again.
/// </summary>
internal sealed partial class Subscriptions(
    HelixClient helix, TokenSource tokens, TwitchDirectory directory, IOptionsMonitor<TwitchOptions> options, TwitchHealth health, TwitchMetrics metrics, ILogger<Subscriptions> logger)
{
    private ConcurrentDictionary<WantedSubscription, string> live = new();
    private WantedSubscription[] wanted = [];
    private ChatterId bot;

    public int Missing => wanted.Length - live.Count;

    /// <summary>Learns who we are and which channels there are. Twitch closes a connection without subscriptions, so this comes before connecting.</summary>
    /// <returns>What is wrong when there is nothing to subscribe to.</returns>
    public async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        var logins = options.CurrentValue.Channels.Select(l => l.ToLowerInvariant()).Distinct().ToArray();
        bot = (await tokens.IdentityAsync(cancellationToken)).Id;
        if (logins.Length == 0)
        {
            health.Change(s => s with { Channels = [] });
            return "No channels are configured (Twitch:Channels).";
        }
        var users = (await directory.FindByLoginsAsync(logins, cancellationToken)).DistinctBy(u => u.Login).ToDictionary(u => u.Login, u => u.Broadcaster);
        health.Change(s => s with { Channels = [.. logins.Select(l => Status(l, users))] });
        // Chat first: it is what the bot lives on, and Twitch allows ten seconds for the first subscription.
        wanted = [.. users.SelectMany(u => WantedSubscription.For(u.Value, u.Key)).OrderBy(w => w.IsOptional)];
        return wanted.Length == 0 ? "Twitch knows none of the configured channels." : null;
    }

    /// <summary>The session is lost, and everything that hung on it.</summary>
    public void Forget()
    {
        live = new ConcurrentDictionary<WantedSubscription, string>();
        health.Change(s => s with { Channels = [.. s.Channels.Select(c => c with { ReadsChat = false, HoldTypes = 0 })] });
    }

    /// <summary>Asks for everything that is wanted and not live. A refusal is reported and never fatal.</summary>
    /// <returns>How many are live now.</returns>
    public async Task<int> SubscribeAsync(string sessionId, CancellationToken cancellationToken)
    {
        var here = live;
        foreach (var each in wanted)
        {
            if (here.ContainsKey(each)) continue;
            var reply = await helix.CreateSubscriptionAsync(each.Body(bot, sessionId), cancellationToken);
            // 409: it exists already, from an attempt whose answer was lost.
            if (reply.IsSuccess || reply.Status == HttpStatusCode.Conflict) Accepted(here, each, reply);
            else Refused(each, reply);
        }
        return here.Count;
    }

    /// <summary>Twitch took a subscription away; it is wanted still.</summary>
    public void Revoke(SubscriptionInfo subscription)
    {
        var reason = subscription.Status ?? "unknown";
        metrics.Revoked();
        var broadcaster = subscription.Condition?.BroadcasterUserId ?? "";
        var lost = live.Where(l => l.Value == subscription.Id).Select(l => l.Key).FirstOrDefault()
            ?? wanted.FirstOrDefault(w => w.Type == subscription.Type && w.Broadcaster.Value == broadcaster);
        LogRevoked(subscription.Type, broadcaster, reason);
        if (lost is null || !live.TryRemove(lost, out _)) return;
        var problem = ExplainRevocation(reason);
        health.ChangeChannel(lost.Broadcaster, c => Lost(c, lost) with { Problems = c.Problems.SetItem(lost.Type, $"{lost.Type} was revoked ({reason}): {problem}") });
    }

    private static TwitchChannelStatus Status(string login, Dictionary<string, BroadcasterId> users) =>
        users.TryGetValue(login, out var id)
            ? new TwitchChannelStatus(login, id)
            : new TwitchChannelStatus(login, null) { Problems = TwitchChannelStatus.Problem("channel", "Twitch knows no channel of this name.") };

    private void Accepted(ConcurrentDictionary<WantedSubscription, string> here, WantedSubscription each, HelixReply reply)
    {
        here[each] = reply.IsSuccess ? reply.Read(TwitchJson.Default.PageSubscriptionInfo).Data.FirstOrDefault()?.Id ?? "" : "";
        // A pass that outlived its session must not paint the next one green.
        if (here != live) return;
        health.ChangeChannel(each.Broadcaster, c => (each.IsOptional ? c with { HoldTypes = c.HoldTypes + 1 } : c with { ReadsChat = true }) with { Problems = c.Problems.Remove(each.Type) });
        LogAccepted(each.Type, each.Broadcaster);
    }

    private void Refused(WantedSubscription each, HelixReply reply)
    {
        var problem = $"{each.Type} was refused ({(int)reply.Status}): {ExplainRefusal(each, reply.Status)}";
        health.ChangeChannel(each.Broadcaster, c => c with { Problems = c.Problems.SetItem(each.Type, problem) });
        LogNotSubscribed(each.Login, each.Broadcaster, problem);
    }

    private static TwitchChannelStatus Lost(TwitchChannelStatus channel, WantedSubscription lost) =>
        lost.IsOptional ? channel with { HoldTypes = Math.Max(0, channel.HoldTypes - 1) } : channel with { ReadsChat = false };

    private static string ExplainRefusal(WantedSubscription each, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "the login lacks the scope for it; log in again.",
        // One text from Twitch for all of these.
        HttpStatusCode.Forbidden when each.IsOptional => "the bot is not a moderator in this channel, so Twitch's own holds are not seen.",
        HttpStatusCode.Forbidden => "the bot is banned or timed out in this channel, or reads too many channels in which it is not a moderator.",
        HttpStatusCode.TooManyRequests => "too many connections or subscriptions; old ones may still be counted.",
        _ => "it is asked for again later.",
    };

    private static string ExplainRevocation(string reason) => reason switch
    {
        "chat_user_banned" => "the bot was banned or timed out in this channel.",
        "moderator_removed" => "the bot is no longer a moderator in this channel.",
        "authorization_revoked" => "the bot's login was disconnected; log in again.",
        "user_removed" => "the account no longer exists.",
        "version_removed" => "Twitch no longer offers this version; update ModBot.",
        _ => "Twitch gives no more detail.",
    };

    [LoggerMessage(LogLevel.Debug, "Subscribed to {Type} of {Broadcaster}")]
    private partial void LogAccepted(string type, BroadcasterId broadcaster);

    [LoggerMessage(LogLevel.Warning, "Channel {Login} ({Broadcaster}): {Problem}")]
    private partial void LogNotSubscribed(string login, BroadcasterId broadcaster, string problem);

    [LoggerMessage(LogLevel.Warning, "Twitch revoked {Type} of {Broadcaster}: {Reason}")]
    private partial void LogRevoked(string? type, string broadcaster, string reason);
}
