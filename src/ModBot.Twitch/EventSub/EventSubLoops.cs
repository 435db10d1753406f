using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModBot.Messages;

namespace ModBot.Twitch.EventSub;

/// <summary>What runs side by side while chat is read: sessions of the bot's own, or shards of a conduit.</summary>
internal static class EventSubLoops
{
    /// <returns>Each runs until it is cancelled.</returns>
    public static IReadOnlyList<Func<CancellationToken, Task>> Create(IServiceProvider services, ChannelWriter<ChatEvent> events)
    {
        var options = services.GetRequiredService<IOptions<TwitchOptions>>().Value;
        var filter = ActivatorUtilities.CreateInstance<NotificationFilter>(services);
        return options.Conduit.Enabled ? OfConduit() : OfSessions();

        IReadOnlyList<Func<CancellationToken, Task>> OfSessions()
        {
            var shares = Enumerable.Range(0, SubscriptionPlan.MostSessions).Select(_ => ActivatorUtilities.CreateInstance<Subscriptions>(services, false)).ToArray();
            return [Planner(shares, SubscriptionPlan.MostPerSession), .. shares.Select((share, number) => Session(number, share))];
        }

        IReadOnlyList<Func<CancellationToken, Task>> OfConduit()
        {
            var subscriptions = ActivatorUtilities.CreateInstance<Subscriptions>(services, true);
            var conduit = ActivatorUtilities.CreateInstance<Conduit>(services, options.Conduit, subscriptions);
            var shards = new Dictionary<int, ConduitShard>();
            foreach (var number in Enumerable.Range(options.Conduit.FirstShard, options.Conduit.Held))
            {
                shards[number] = ActivatorUtilities.CreateInstance<ConduitShard>(services, number, conduit, shards);
            }
            var sessions = shards.Select(shard => Session(shard.Key, shard.Value));
            return conduit.IsKeeper ? [Planner([subscriptions], int.MaxValue), conduit.RunAsync, .. sessions] : [.. sessions];
        }

        Func<CancellationToken, Task> Planner(IReadOnlyList<Subscriptions> shares, int perSession) =>
            ActivatorUtilities.CreateInstance<SubscriptionPlanner>(services, shares, perSession).RunAsync;

        Func<CancellationToken, Task> Session(int number, ISessionPurpose purpose) => ActivatorUtilities.CreateInstance<EventSubSession>(
            services, number, events, purpose, options, ActivatorUtilities.CreateInstance<NotificationReader>(services, filter)).RunAsync;
    }
}
