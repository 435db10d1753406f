using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ModBot.Messages;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.EventSub;

/// <summary>Follows the roster and the login, and tells each session which subscriptions it shall have. One loop owns its state.</summary>
/// <param name="sessions">One for each session that may be opened, or the only one of a conduit.</param>
/// <param name="perSession">How many subscriptions each may hold.</param>
internal sealed partial class SubscriptionPlanner(
    IReadOnlyList<Subscriptions> sessions,
    int perSession,
    ChannelRoster roster,
    TwitchDirectory directory,
    TokenSource tokens,
    TwitchHealth health,
    ReconnectDelays delays,
    TimeProvider clock,
    ILogger<SubscriptionPlanner> logger)
{
    // A login that Twitch does not know may be one that is about to be renamed, or misspelt in config for good.
    private static readonly TimeSpan LookUpUnknownEvery = TimeSpan.FromMinutes(5);

    private SubscriptionPlan plan = SubscriptionPlan.Empty(sessions.Count);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var changed = new Signal();
        roster.Changed += changed.Raise;
        var delay = delays.GetEnumerator();
        try
        {
            while (true)
            {
                var next = changed.Next;
                try
                {
                    var isWhole = await PlanAsync(cancellationToken);
                    delay = delays.GetEnumerator();
                    await WaitAsync(next, isWhole ? Timeout.InfiniteTimeSpan : LookUpUnknownEvery, cancellationToken);
                }
                catch (TwitchLoginException)
                {
                    // Said where it was found; another login may be of another account, or have other scopes.
                    await tokens.NewLoginAsync(cancellationToken);
                }
                catch (HttpRequestException e)
                {
                    health.Change(s => s with { RosterProblem = $"The channels could not be looked up: {e.Message}" });
                    LogNotPlanned(e.Message);
                    delay.MoveNext();
                    await WaitAsync(next, delay.Current, cancellationToken);
                }
            }
        }
        finally
        {
            roster.Changed -= changed.Raise;
        }
    }

    /// <returns>False when Twitch does not know some of the channels.</returns>
    private async Task<bool> PlanAsync(CancellationToken cancellationToken)
    {
        var login = await tokens.IdentityAsync(cancellationToken);
        var channels = roster.Current;
        var ids = await LookUpAsync(channels, cancellationToken);
        var known = channels.Where(channel => ids.ContainsKey(channel.Login)).Select(channel => ids[channel.Login]).Distinct().ToArray();
        var kinds = SubscriptionKind.All.Where(kind => kind.IsRequired || kind.IsAllowed(login)).ToArray();
        plan = SubscriptionPlan.Make(plan, known, kinds.Length, perSession);
        health.Change(s => s with
        {
            RosterProblem = channels.IsEmpty ? "There are no channels. Add one with `modbot channels add`, or name some in Twitch:Channels." : null,
            Channels = [.. channels.Select(channel => Status(s, channel.Login, ids))],
        });
        // By kind and then by channel: what every channel needs most comes before what any channel can do without.
        var isOne = plan.Sessions.Count(share => !share.IsEmpty) <= 1;
        for (var i = 0; i < sessions.Count; i++)
        {
            var share = plan.Sessions[i];
            sessions[i].Assign([.. kinds.Take(plan.Kinds).SelectMany(kind => share.Select(channel => new WantedSubscription(kind, channel)))], mayOverlap: isOne);
        }
        LogPlanned(known.Length, plan.Sessions.Count(share => !share.IsEmpty), plan.Kinds);
        return ids.Count == channels.Length;
    }

    private async Task<Dictionary<string, BroadcasterId>> LookUpAsync(ImmutableArray<RosterChannel> channels, CancellationToken cancellationToken)
    {
        var ids = channels.Where(channel => channel.Id is not null).ToDictionary(channel => channel.Login, channel => channel.Id!.Value);
        var unknown = channels.Select(channel => channel.Login).Where(login => !ids.ContainsKey(login)).ToArray();
        if (unknown.Length == 0) return ids;
        foreach (var user in await directory.FindByLoginsAsync(unknown, cancellationToken)) ids[user.Login] = user.Broadcaster;
        return ids;
    }

    private TwitchChannelStatus Status(TwitchStatus before, string login, Dictionary<string, BroadcasterId> ids)
    {
        if (!ids.TryGetValue(login, out var id)) return new TwitchChannelStatus(login, null) { Problems = TwitchChannelStatus.Problem("channel", "Twitch knows no channel of this name.") };
        var known = before.Channels.FirstOrDefault(channel => channel.Id == id) ?? new TwitchChannelStatus(login, id);
        return known with
        {
            Login = login,
            Problems = plan.LeftOut.Contains(id)
                ? known.Problems.SetItem("channel", "Twitch allows no more channels for one login; use a conduit (Twitch:Conduit) to read more.")
                : known.Problems.Remove("channel"),
        };
    }

    private async Task WaitAsync(Task next, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, tokens.Death, tokens.ScopesChanged, Task.Delay(wait, clock, either.Token));
        await either.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(LogLevel.Information, "{Channels} channels on {Sessions} sessions, with {Kinds} kinds of events each")]
    private partial void LogPlanned(int channels, int sessions, int kinds);

    [LoggerMessage(LogLevel.Warning, "The channels could not be looked up: {Reason}")]
    private partial void LogNotPlanned(string reason);
}
