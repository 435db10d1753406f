using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Feedback;

/// <summary>What nobody decided in time, per category or rule.</summary>
public sealed class LapseReport
{
    /// <summary>No hold waits longer than that before it lapses.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    private readonly SortedDictionary<string, LapseTally> tallies = new(StringComparer.Ordinal);
    private readonly List<Hold> latest = [];

    /// <summary>Tallies by category key or rule name, as in <see cref="ReviewReport.BySource"/>.</summary>
    public IReadOnlyDictionary<string, LapseTally> BySource => tallies;

    public LapseTally Total { get; } = new();

    /// <summary>What lapsed, the latest first, without those whose sender was forgotten.</summary>
    public IEnumerable<Hold> Latest => latest.Where(hold => !hold.IsErased).OrderByDescending(hold => hold.EndedAt);

    /// <summary>Since when the open hold waits that waits longest; null where none is open.</summary>
    public DateTimeOffset? OldestOpen { get; private set; }

    /// <summary>Reads what lapsed in a channel at or after <paramref name="since"/>.</summary>
    public static async Task<LapseReport> ReadAsync(IHoldStore store, BroadcasterId broadcaster, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var report = new LapseReport { OldestOpen = await store.ListOpenAsync(broadcaster, 1, cancellationToken) is [var oldest, ..] ? oldest.CreatedAt : null };
        var from = since > DateTimeOffset.MinValue + LongestWait ? since - LongestWait : DateTimeOffset.MinValue;
        await foreach (var hold in store.ReadSinceAsync(broadcaster, from, cancellationToken))
        {
            if (hold.State == HoldState.Expired && hold.EndedAt >= since) report.Add(hold, await store.ReadHistoryAsync(broadcaster, hold.Id, cancellationToken));
        }
        return report;
    }

    internal void Add(Hold hold, IReadOnlyList<HistoryEntry> history)
    {
        if (!tallies.TryGetValue(hold.Source, out var tally)) tallies[hold.Source] = tally = new LapseTally();
        foreach (var sum in new[] { tally, Total }) sum.Add(hold, history);
        latest.Add(hold);
    }
}

/// <summary>Counts of holds that lapsed, by what was done with them.</summary>
public sealed class LapseTally
{
    private readonly List<TimeSpan> waits = [];

    public int Lapsed => waits.Count;

    /// <summary>Let through, as the channel's settings say.</summary>
    public int LetThrough { get; private set; }

    /// <summary>Kept out, as the channel's settings say.</summary>
    public int KeptOut { get; private set; }

    /// <summary>Closed by Twitch or in its interface without a decision: lapsed there, or cleared with the rest of chat.</summary>
    public int OnTwitch { get; private set; }

    /// <summary>Left as they stood.</summary>
    public int Left => Lapsed - LetThrough - KeptOut - OnTwitch;

    /// <summary>How many somebody had claimed.</summary>
    public int Claimed { get; private set; }

    /// <summary>How many waited for a proposal to be confirmed.</summary>
    public int Proposed { get; private set; }

    /// <summary>How many nobody had claimed or proposed anything for: lapsed unseen, as far as ModBot knows.</summary>
    public int Unseen { get; private set; }

    /// <summary>The median time from hold to lapse; null where nothing lapsed.</summary>
    public TimeSpan? MedianWait => waits.Count == 0 ? null : waits.Order().ElementAt(waits.Count / 2);

    internal void Add(Hold hold, IReadOnlyList<HistoryEntry> history)
    {
        waits.Add(hold.EndedAt!.Value - hold.CreatedAt);
        switch (hold.Resolution)
        {
            case { IsOnTwitch: true }: OnTwitch++; break;
            case { Ruling.LapsedAs: RulingVerb.Approve }: LetThrough++; break;
            case { Ruling.LapsedAs: RulingVerb.Deny }: KeptOut++; break;
            default: break;
        }
        var isClaimed = history.Any(entry => entry.Action is HistoryAction.Claimed or HistoryAction.TakenOver);
        if (isClaimed) Claimed++;
        if (hold.Proposal is not null) Proposed++;
        if (!isClaimed && hold.Proposal is null) Unseen++;
    }
}
