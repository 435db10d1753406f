using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ModBot.Enforcement;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Shield;

/// <summary>
/// Makes what <see cref="Shields"/> decides last: keeps it over a restart, carries it to Twitch and back, records and tells it. Each step is written down before it is done and can be done again, so
/// that a crash at any moment ends with Twitch put back; what fails is tried again, more and more slowly. Thread-safe.
/// </summary>
public sealed partial class ShieldKeeper(
    Shields shields, IShieldStore store, IChannelGuard guard, ISettingLog log, IEnforcer enforcer, PolicyBook policies, TimeProvider time, ILogger<ShieldKeeper> logger)
{
    /// <summary>Twitch's own Shield Mode first: while it is on, Twitch may show limits that are its.</summary>
    private static readonly ImmutableArray<ImmutableHashSet<ChatLimit>> RestoreOrder =
        [[ChatLimit.TwitchShieldMode], [.. Enum.GetValues<ChatLimit>().Except([ChatLimit.TwitchShieldMode])]];

    private static readonly TimeSpan ShortestDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>What is older was not said in time, because the store was away, and is news no more.</summary>
    private static readonly TimeSpan NewsFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<BroadcasterId, Progress> progress = new();

    /// <summary>Takes over the shields that a process before this one left. Call it once, before chat is read.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public void Load()
    {
        foreach (var state in store.Load())
        {
            Of(state.Broadcaster).Saved = state;
            shields.Restore(state);
        }
    }

    /// <summary>Does what is due in every channel.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(shields.All.Where(state => Of(state.Broadcaster).IsDue(state, time.GetUtcNow())).Select(state => RunAsync(state.Broadcaster, cancellationToken)));

    /// <summary>Does what is due in a channel, and says how its shield stands then.</summary>
    public async Task<ShieldState> RunAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        var mine = Of(broadcaster);
        await mine.Turn.WaitAsync(cancellationToken);
        try
        {
            shields.Expire(broadcaster, time.GetUtcNow());
            // First of all, so that whatever happens on Twitch is known after a crash.
            Save(broadcaster, mine);
            var isDone = shields.Of(broadcaster).IsSettled || await SettleAsync(broadcaster, mine, cancellationToken);
            await TellAsync(broadcaster, cancellationToken);
            Save(broadcaster, mine);
            mine.Note(isDone, shields.Of(broadcaster), time.GetUtcNow());
        }
        catch (Exception e) when (e is HoldStoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            LogRetried(broadcaster, e.Message);
            mine.Note(isDone: false, shields.Of(broadcaster), time.GetUtcNow());
        }
        finally
        {
            mine.Turn.Release();
        }
        return shields.Of(broadcaster);
    }

    private void Save(BroadcasterId broadcaster, Progress mine)
    {
        var state = shields.Of(broadcaster);
        if (state.IsOver(time.GetUtcNow()))
        {
            if (!shields.TryForget(state)) return;
            store.Remove(broadcaster);
            mine.Saved = null;
        }
        else if (state != mine.Saved)
        {
            store.Save(state);
            mine.Saved = state;
        }
    }

    /// <returns>Whether Twitch is as it shall be, as far as the bot may see to that.</returns>
    private async Task<bool> SettleAsync(BroadcasterId broadcaster, Progress mine, CancellationToken cancellationToken)
    {
        if (shields.Of(broadcaster).IsUp) return await RaiseAsync(broadcaster, mine, cancellationToken);
        var isDone = true;
        foreach (var limits in RestoreOrder) isDone &= await RestoreAsync(broadcaster, limits, cancellationToken);
        shields.Change(broadcaster, state => state.IsUp ? state : state with { IsSettled = state.Changes.IsEmpty });
        return isDone;
    }

    private async Task<bool> RaiseAsync(BroadcasterId broadcaster, Progress mine, CancellationToken cancellationToken)
    {
        var planned = LimitPlan.Of(policies.Current.For(broadcaster).Config);
        var limits = planned.Keys.Concat(shields.Of(broadcaster).Changes.Keys).ToImmutableHashSet();
        var now = await ReadAsync(broadcaster, limits, cancellationToken);
        var state = shields.Change(broadcaster, state => state.IsUp ? state with { Changes = LimitPlan.Raise(state.Changes, planned, now.Values) } : state);
        if (!state.IsUp) return false;
        Save(broadcaster, mine);
        var set = await SetAsync(broadcaster, state.Changes.Where(change => now.Values.ContainsKey(change.Key)).ToImmutableDictionary(change => change.Key, change => change.Value.Set), cancellationToken);
        var isDone = now.Failed.IsEmpty && set.Failed.IsEmpty;
        shields.Change(broadcaster, state => state with
        {
            // What was refused was not changed.
            Changes = state.Changes.RemoveRange(set.Refused.Keys),
            Problems = state.IsUp ? now.Refused.AddRange(set.Refused) : state.Problems,
            IsSettled = state.IsUp ? isDone : state.IsSettled,
        });
        return isDone;
    }

    /// <summary>Puts back what is still as the shield has set it; what Twitch refuses stays on the list, for somebody may make it possible again.</summary>
    private async Task<bool> RestoreAsync(BroadcasterId broadcaster, ImmutableHashSet<ChatLimit> limits, CancellationToken cancellationToken)
    {
        var changes = shields.Of(broadcaster).Changes.Where(change => limits.Contains(change.Key)).ToImmutableDictionary();
        var now = await ReadAsync(broadcaster, [.. changes.Keys], cancellationToken);
        var due = LimitPlan.Restore(changes, now.Values);
        var set = await SetAsync(broadcaster, due, cancellationToken);
        var problems = now.Refused.AddRange(set.Refused);
        // Said once, and tried all the while.
        foreach (var (limit, why) in problems.RemoveRange(shields.Of(broadcaster).Problems.Keys)) LogNotRestored(limit, broadcaster, why);
        shields.Change(broadcaster, state => state.IsUp ? state : state with
        {
            Changes = state.Changes.RemoveRange(now.Values.Keys.Except(due.Keys)).RemoveRange(set.Values.Keys),
            Problems = state.Problems.RemoveRange(limits).AddRange(problems),
        });
        return problems.IsEmpty && now.Failed.IsEmpty && set.Failed.IsEmpty;
    }

    private Task<LimitResult> ReadAsync(BroadcasterId broadcaster, ImmutableHashSet<ChatLimit> limits, CancellationToken cancellationToken) =>
        limits.IsEmpty ? Task.FromResult(LimitResult.Empty) : guard.ReadAsync(broadcaster, limits, cancellationToken);

    private Task<LimitResult> SetAsync(BroadcasterId broadcaster, ImmutableDictionary<ChatLimit, int?> limits, CancellationToken cancellationToken) =>
        limits.IsEmpty ? Task.FromResult(LimitResult.Empty) : guard.SetAsync(broadcaster, limits, cancellationToken);

    /// <summary>Records what happened, and says it in chat where ModBot did it by itself and config wants that.</summary>
    private async Task TellAsync(BroadcasterId broadcaster, CancellationToken cancellationToken)
    {
        foreach (var change in shields.Of(broadcaster).Untold)
        {
            await log.AppendAsync(change, cancellationToken);
            shields.Change(broadcaster, state => state with { Untold = state.Untold.Remove(change) });
            if (!change.By.IsMachine || !policies.Current.For(broadcaster).Config.Shield.Announce || time.GetUtcNow() - change.At > NewsFor) continue;
            // Best effort: what is not said is recorded all the same.
            await enforcer.SayAsync(broadcaster, $"The shield is {change.After}.", null, cancellationToken);
        }
    }

    private Progress Of(BroadcasterId broadcaster) => progress.GetOrAdd(broadcaster, _ => new Progress());

    /// <summary>How far the keeper is with one channel.</summary>
    private sealed class Progress
    {
        private TimeSpan delay = ShortestDelay;
        private DateTimeOffset retryAt;
        private bool wasUp;

        public SemaphoreSlim Turn { get; } = new(1);

        public ShieldState? Saved { get; set; }

        /// <summary>A shield that has just gone up or down does not wait for what failed before.</summary>
        public bool IsDue(ShieldState state, DateTimeOffset now) => state.IsUp != wasUp || now >= retryAt;

        public void Note(bool isDone, ShieldState state, DateTimeOffset now)
        {
            wasUp = state.IsUp;
            retryAt = isDone ? default : now + delay;
            delay = isDone ? ShortestDelay : delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The shield of {Broadcaster} waits: {Reason}")]
    private partial void LogRetried(BroadcasterId broadcaster, string reason);

    [LoggerMessage(LogLevel.Warning, "The shield is down, but {Limit} in {Broadcaster} cannot be put back: {Reason}")]
    private partial void LogNotRestored(ChatLimit limit, BroadcasterId broadcaster, string reason);
}
