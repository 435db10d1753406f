using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Shield;

namespace ModBot.Testing;

/// <summary>The limits of one channel on a Twitch in memory. Remembers what was set, and answers what a test wants.</summary>
public sealed class RecordingGuard : IChannelGuard
{
    private readonly List<string> acts = [];

    /// <summary>What the limits are; what is not here is off.</summary>
    public Dictionary<ChatLimit, int> Limits { get; } = [];

    /// <summary>What was set, e.g. <c>SlowMode=30</c>, or <c>SlowMode=off</c>, in order; limits that were set together are one act.</summary>
    public IReadOnlyList<string> Acts => acts;

    /// <summary>Twitch does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>Limits that this login may not touch.</summary>
    public HashSet<ChatLimit> Forbidden { get; } = [];

    /// <summary>Runs before limits are set: a process can be made to end here.</summary>
    public Action? BeforeSet { get; set; }

    /// <summary>Runs once limits are set, before anybody is told.</summary>
    public Action? AfterSet { get; set; }

    public Task<LimitResult> ReadAsync(BroadcasterId broadcaster, IReadOnlySet<ChatLimit> limits, CancellationToken cancellationToken) =>
        Task.FromResult(Answer(limits, limit => Limits.TryGetValue(limit, out var value) ? value : null));

    public Task<LimitResult> SetAsync(BroadcasterId broadcaster, IReadOnlyDictionary<ChatLimit, int?> limits, CancellationToken cancellationToken)
    {
        BeforeSet?.Invoke();
        var result = Answer(limits.Keys, limit => limits[limit]);
        foreach (var (limit, value) in result.Values)
        {
            if (value is { } on) Limits[limit] = on;
            else Limits.Remove(limit);
        }
        if (!result.Values.IsEmpty) acts.Add(string.Join(' ', result.Values.OrderBy(set => set.Key).Select(set => $"{set.Key}={(set.Value is { } on ? $"{on}" : "off")}")));
        AfterSet?.Invoke();
        return Task.FromResult(result);
    }

    private LimitResult Answer(IEnumerable<ChatLimit> limits, Func<ChatLimit, int?> valueOf)
    {
        if (IsAway) return LimitResult.Empty with { Failed = limits.ToImmutableDictionary(limit => limit, _ => "Twitch is away") };
        var (refused, allowed) = (limits.Where(Forbidden.Contains), limits.Where(limit => !Forbidden.Contains(limit)));
        return LimitResult.Empty with { Values = allowed.ToImmutableDictionary(limit => limit, valueOf), Refused = refused.ToImmutableDictionary(limit => limit, _ => "the scope is missing") };
    }
}
