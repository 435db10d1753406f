using System.Collections.Immutable;
using ModBot.Messages;

namespace ModBot.Twitch.EventSub;

/// <summary>Which channel is read on which session, within Twitch's limits for one user token. Pure.</summary>
/// <param name="Kinds">How many kinds of subscription each channel gets, of the list that begins with the most useful.</param>
/// <param name="Sessions">The channels of each session.</param>
/// <param name="LeftOut">Channels for which there is no room.</param>
internal sealed record SubscriptionPlan(int Kinds, ImmutableArray<ImmutableArray<BroadcasterId>> Sessions, ImmutableArray<BroadcasterId> LeftOut)
{
    /// <summary>Connections with subscriptions that one user token may have.</summary>
    public const int MostSessions = 3;

    /// <summary>Subscriptions on one connection.</summary>
    public const int MostPerSession = 300;

    public static SubscriptionPlan Empty(int sessions) => new(0, [.. Enumerable.Repeat(ImmutableArray<BroadcasterId>.Empty, sessions)], []);

    /// <summary>Where there are too many channels for every kind, all of them do without the least useful kinds. A channel stays on its session as long as that has room.</summary>
    public static SubscriptionPlan Make(SubscriptionPlan before, IReadOnlyList<BroadcasterId> channels, int kinds, int perSession = MostPerSession)
    {
        var sessions = before.Sessions.Length;
        var each = kinds;
        while (each > 1 && perSession / each * sessions < channels.Count) each--;
        var room = perSession / Math.Max(1, each);
        var wanted = channels.ToHashSet();
        var after = before.Sessions.Select(session => session.Where(wanted.Contains).Take(room).ToList()).ToArray();
        var leftOut = ImmutableArray.CreateBuilder<BroadcasterId>();
        foreach (var channel in channels.Except(after.SelectMany(session => session)))
        {
            // The first with room: as few connections as will do.
            if (Array.Find(after, session => session.Count < room) is { } session) session.Add(channel);
            else leftOut.Add(channel);
        }
        return new SubscriptionPlan(each, [.. after.Select(session => session.ToImmutableArray())], leftOut.ToImmutable());
    }
}
