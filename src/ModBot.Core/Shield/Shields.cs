using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Shield;

/// <summary>
/// Which channels' shields are up. A change is in force for the next message at once; <see cref="ShieldKeeper"/> makes it last and carries it to Twitch afterwards, so that chat never waits for
/// either. Thread-safe.
/// </summary>
public sealed partial class Shields(PolicyBook policies, ShieldMetrics metrics, ILogger<Shields> logger)
{
    private static readonly SettingSource Self = new(Actor.ModBot, SettingSurface.ModBot);

    private readonly Lock gate = new();
    private volatile ImmutableDictionary<BroadcasterId, ShieldState> states = ImmutableDictionary<BroadcasterId, ShieldState>.Empty;

    /// <summary>The shields that are up, and those that are down with something left to do or to remember.</summary>
    public IReadOnlyCollection<ShieldState> All => [.. states.Values];

    /// <summary>A channel's shield; one that is down and has nothing left to do where there is none.</summary>
    public ShieldState Of(BroadcasterId broadcaster) => states.GetValueOrDefault(broadcaster) ?? new ShieldState(broadcaster);

    /// <summary>Takes over what was kept over a restart.</summary>
    public void Restore(ShieldState kept) => Change(kept.Broadcaster, _ => kept);

    /// <summary>ModBot sees a sign of surge: the shield goes up, or stays up for longer.</summary>
    public void See(BroadcasterId broadcaster, SurgeSign sign, DateTimeOffset at)
    {
        var config = ConfigOf(broadcaster);
        Change(broadcaster, state => state switch
        {
            _ when !config.Enabled => state,
            { IsUp: true } => state.PutOff(at + config.CalmFor),
            _ when at < state.RestsUntil => state,
            _ => state.Raise(sign, Self, at, at + config.CalmFor, at + config.Longest),
        });
    }

    /// <summary>A person puts the shield up.</summary>
    /// <param name="broadcaster">The channel, whose config has a shield.</param>
    /// <param name="length">For how long; null for the longest that config allows.</param>
    /// <param name="source">Who, and where.</param>
    /// <param name="now">When.</param>
    public void Raise(BroadcasterId broadcaster, TimeSpan? length, SettingSource source, DateTimeOffset now)
    {
        var end = now + (length ?? ConfigOf(broadcaster).Longest);
        Change(broadcaster, state => state.Raise(SurgeSign.Moderator, source, now, end, end));
    }

    /// <summary>A person takes the shield down; it stays down unless a person puts it up.</summary>
    /// <param name="broadcaster">The channel.</param>
    /// <param name="why">For the record.</param>
    /// <param name="source">Who, and where.</param>
    /// <param name="now">When.</param>
    public void Lower(BroadcasterId broadcaster, string why, SettingSource source, DateTimeOffset now)
    {
        var rest = now + ConfigOf(broadcaster).Longest;
        Change(broadcaster, state => state.IsUp ? state.Lower(why, source, now, rest) : state);
    }

    /// <summary>Takes the shield down when its time is over.</summary>
    public void Expire(BroadcasterId broadcaster, DateTimeOffset now)
    {
        // Asked for each message.
        if (states.TryGetValue(broadcaster, out var shield) && shield.IsUp && Expired(shield, now) != shield) ExpireNow(broadcaster, now);
    }

    /// <summary>Changes a channel's shield in one step, and tells what it is then.</summary>
    internal ShieldState Change(BroadcasterId broadcaster, Func<ShieldState, ShieldState> change)
    {
        ShieldState before, after;
        lock (gate)
        {
            before = Of(broadcaster);
            after = change(before);
            if (ReferenceEquals(before, after)) return after;
            states = states.SetItem(broadcaster, after);
            if (before.IsUp != after.IsUp) policies.Shield(broadcaster, after.IsUp);
        }
        if (before.IsUp == after.IsUp) return after;
        metrics.Changed(after);
        if (after.IsUp) LogUp(broadcaster, after.Cause, after.By.Id, after.Until);
        else LogDown(broadcaster, after.By.Id);
        return after;
    }

    /// <summary>Forgets a shield that nothing is left of.</summary>
    internal bool TryForget(ShieldState state)
    {
        lock (gate)
        {
            if (!ReferenceEquals(states.GetValueOrDefault(state.Broadcaster), state)) return false;
            states = states.Remove(state.Broadcaster);
            return true;
        }
    }

    private void ExpireNow(BroadcasterId broadcaster, DateTimeOffset now) => Change(broadcaster, state => Expired(state, now));

    private ShieldState Expired(ShieldState state, DateTimeOffset now) => state switch
    {
        { IsUp: false } => state,
        _ when !HasShield(state.Broadcaster) => state.Lower("the config has it no more", Self, now, default),
        _ when now < state.Until => state,
        _ when state.Until < state.Latest => state.Lower("it is calm again", Self, now, default),
        // What ModBot put up and never saw calm it does not put up again at once.
        { By.IsMachine: true } => state.Lower("its longest time is over", Self, now, now + ConfigOf(state.Broadcaster).Longest),
        _ => state.Lower("its time is over", Self, now, default),
    };

    private ShieldConfig ConfigOf(BroadcasterId broadcaster) => policies.Current.For(broadcaster).Config.Shield;

    /// <summary>At the start a channel's own config comes later than its shield.</summary>
    private bool HasShield(BroadcasterId broadcaster) => !policies.Current.Channels.TryGetValue(broadcaster, out var policy) || policy.Config.Shield.Enabled;

    [LoggerMessage(LogLevel.Information, "The shield of {Broadcaster} is up: {Cause}, by {By}, until {Until:O} unless more comes")]
    private partial void LogUp(BroadcasterId broadcaster, SurgeSign cause, ChatterId by, DateTimeOffset until);

    [LoggerMessage(LogLevel.Information, "The shield of {Broadcaster} is down, by {By}")]
    private partial void LogDown(BroadcasterId broadcaster, ChatterId by);
}
