using ModBot.Enforcement;
using ModBot.Messages;

namespace ModBot.Core.Tests.Invariants;

/// <summary>
/// What a channel looks like on Twitch: what is visible, who is removed, and every act that reached it. Acts fail when a test says so: before they are done, or done with the reply lost. Thread-safe.
/// </summary>
internal sealed class TwitchModel : IEnforcer
{
    private readonly Lock gate = new();
    private readonly HashSet<MessageId> visible = [];
    private readonly HashSet<MessageId> held = [];
    private readonly Dictionary<MessageId, string> said = [];
    private readonly Dictionary<ChatterId, TimeSpan?> removed = [];
    private readonly List<string> acts = [];
    private int failures;
    private int next;

    /// <summary>Acts that reached Twitch, e.g. <c>ban 12</c>, in order.</summary>
    public IReadOnlyList<string> Acts
    {
        get
        {
            lock (gate) return [.. acts];
        }
    }

    /// <summary>How many of the next acts fail; what is not repeatable fails before it is done, everything else with its reply lost.</summary>
    public void FailNext(int count)
    {
        lock (gate) failures = count;
    }

    public void Post(MessageId message)
    {
        lock (gate) visible.Add(message);
    }

    public void HoldBack(MessageId message)
    {
        lock (gate) held.Add(message);
    }

    public bool Shows(MessageId message)
    {
        lock (gate) return visible.Contains(message);
    }

    public bool IsRemoved(ChatterId chatter)
    {
        lock (gate) return removed.ContainsKey(chatter);
    }

    /// <summary>What ModBot said and did not delete again.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (gate) return [.. said.Values];
        }
    }

    public Task<EnforcementResult> DeleteMessageAsync(BroadcasterId broadcaster, MessageId message, CancellationToken cancellationToken) =>
        Do($"delete {message}", true, () => visible.Remove(message) | said.Remove(message));

    /// <summary>Who is banned is neither banned nor timed out again.</summary>
    public Task<EnforcementResult> BanAsync(BroadcasterId broadcaster, ChatterId chatter, TimeSpan? duration, string? reason, CancellationToken cancellationToken) =>
        Do($"{(duration is null ? "ban" : "timeout")} {chatter}", true, () => !(removed.TryGetValue(chatter, out var before) && (before is null || before == duration)) && Set(() => removed[chatter] = duration));

    public Task<EnforcementResult> UnbanAsync(BroadcasterId broadcaster, ChatterId chatter, CancellationToken cancellationToken) => Do($"unban {chatter}", true, () => removed.Remove(chatter));

    public Task<EnforcementResult> WarnAsync(BroadcasterId broadcaster, ChatterId chatter, string reason, CancellationToken cancellationToken) => Do($"warn {chatter}", false, () => true);

    public async Task<EnforcementResult> ResolveTwitchHoldAsync(BroadcasterId broadcaster, MessageId message, bool allow, CancellationToken cancellationToken)
    {
        var known = false;
        var result = await Do($"{(allow ? "allow" : "deny")} {message}", false, () => known = held.Remove(message) && (!allow || visible.Add(message)));
        return result is EnforcementResult.Done && !known ? new EnforcementResult.Refused("already processed") : result;
    }

    public Task<EnforcementResult> ResolveUnbanRequestAsync(BroadcasterId broadcaster, UnbanRequestId request, ChatterId chatter, bool approve, string? reason, CancellationToken cancellationToken) =>
        Do($"{(approve ? "approve" : "deny")} request {request}", false, () => !approve || removed.Remove(chatter));

    public Task<EnforcementResult> SayAsync(BroadcasterId broadcaster, string text, MessageId? replyTo, CancellationToken cancellationToken)
    {
        var id = new MessageId($"said-{Interlocked.Increment(ref next)}");
        return Do($"say {text}", false, () => Set(() => said[id] = text), id);
    }

    private Task<EnforcementResult> Do(string act, bool isRepeatable, Func<bool> change, MessageId? message = null)
    {
        lock (gate)
        {
            var fails = failures > 0;
            if (fails) failures--;
            // What changes nothing is answered with "already so" and is no second effect.
            if ((!fails || isRepeatable) && change()) acts.Add(act);
            return Task.FromResult<EnforcementResult>(fails ? new EnforcementResult.Failed("the network") : new EnforcementResult.Done(message));
        }
    }

    private static bool Set(Action change)
    {
        change();
        return true;
    }
}
