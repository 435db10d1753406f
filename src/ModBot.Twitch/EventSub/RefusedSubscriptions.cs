using System.Collections.Concurrent;

namespace ModBot.Twitch.EventSub;

/// <summary>When to ask again for what Twitch refused: each on its own, after a wait that doubles, since the reason (a ban, a role that is gone) may last. Safe from any thread.</summary>
internal sealed class RefusedSubscriptions(TimeSpan first, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<WantedSubscription, (TimeSpan Wait, DateTimeOffset At)> waiting = new();

    /// <summary>How long until it may be asked for; zero for what was never refused.</summary>
    public TimeSpan Wait(WantedSubscription wanted) =>
        waiting.TryGetValue(wanted, out var turn) && turn.At - clock.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    public void Add(WantedSubscription refused) => waiting.AddOrUpdate(
        refused,
        _ => (first, clock.GetUtcNow() + first),
        (_, before) =>
        {
            var next = before.Wait * 2 < Longest ? before.Wait * 2 : Longest;
            return (next, clock.GetUtcNow() + next);
        });

    public void Remove(WantedSubscription granted) => waiting.TryRemove(granted, out _);

    public void KeepOnly(IReadOnlySet<WantedSubscription> wanted)
    {
        foreach (var gone in waiting.Keys.Where(each => !wanted.Contains(each))) waiting.TryRemove(gone, out _);
    }
}
