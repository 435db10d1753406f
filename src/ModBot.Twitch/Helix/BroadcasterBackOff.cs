using System.Collections.Concurrent;

namespace ModBot.Twitch.Helix;

/// <summary>
/// Twitch limits bans and warnings per channel by figures that it does not tell: a refusal slows calls of that kind in that channel down, and in no other. Thread-safe.
/// </summary>
internal sealed class BroadcasterBackOff(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Between calls that have waited, so that they do not come back all at once.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, State> refused = new();

    /// <param name="about">Kind and channel.</param>
    public Task WaitAsync(string about, CancellationToken cancellationToken)
    {
        while (refused.TryGetValue(about, out var state))
        {
            var now = clock.GetUtcNow();
            var turn = state.Next > now ? state.Next : now;
            if (refused.TryUpdate(about, state with { Next = turn + Pace }, state)) return turn > now ? Task.Delay(turn - now, clock, cancellationToken) : Task.CompletedTask;
        }
        return Task.CompletedTask;
    }

    /// <param name="isRefused">429 although the bucket has points left.</param>
    public void Observe(string about, bool isRefused)
    {
        if (!isRefused)
        {
            refused.TryRemove(about, out _);
            return;
        }
        var now = clock.GetUtcNow();
        refused.AddOrUpdate(about, _ => new State(1, now + First, now + First), (_, state) => Slower(state, now));
    }

    private static State Slower(State state, DateTimeOffset now)
    {
        // Sent before the refusal that is being waited out: it says nothing new.
        if (now < state.Until) return state;
        var delay = First * Math.Pow(2, Math.Min(state.Refusals, 10));
        var until = now + (delay < Longest ? delay : Longest);
        return new State(state.Refusals + 1, until, until > state.Next ? until : state.Next);
    }

    /// <param name="Until">When the delay after the last refusal is over.</param>
    /// <param name="Next">When the next call may go.</param>
    private readonly record struct State(int Refusals, DateTimeOffset Until, DateTimeOffset Next);
}
