using ModBot.Holds;
using ModBot.Messages;

namespace ModBot.Feedback;

/// <summary>What moderators made of what was held, per category or rule: the feedback that levels are tuned by.</summary>
public sealed class ReviewReport
{
    private readonly SortedDictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private readonly Dictionary<ChatterId, ModeratorTally> moderators = [];
    private readonly List<TimeSpan> exposures = [];

    /// <summary>Tallies by category key, or by rule name where no category led.</summary>
    public IReadOnlyDictionary<string, Tally> BySource => tallies;

    /// <summary>Everybody who decided or proposed, the busiest first.</summary>
    public IEnumerable<ModeratorTally> Moderators =>
        moderators.Values.OrderByDescending(tally => tally.Approved + tally.Denied).ThenBy(tally => tally.Moderator.Login, StringComparer.Ordinal);

    public Tally Total { get; } = new();

    /// <summary>Appeals and unban requests. They are counted nowhere else but among moderators' decisions: they say nothing about what ModBot holds.</summary>
    public Tally Appeals { get; } = new();

    /// <summary>How long deleted messages were exposed; null when none was deleted.</summary>
    public Exposure? Exposure => exposures.Count == 0 ? null : Feedback.Exposure.Of(exposures);

    /// <summary>Counts a channel's holds created at or after <paramref name="since"/>.</summary>
    public static async Task<ReviewReport> ReadAsync(IHoldStore store, BroadcasterId broadcaster, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var report = new ReviewReport();
        await foreach (var hold in store.ReadSinceAsync(broadcaster, since, cancellationToken))
        {
            var history = Judgement.NeedsHistory(hold) ? await store.ReadHistoryAsync(broadcaster, hold.Id, cancellationToken) : [];
            report.Add(hold, Judgement.Of(hold, history));
        }
        return report;
    }

    internal void Add(Hold hold, IReadOnlyCollection<Judgement> judgements)
    {
        if (hold.Appeal is not null) Appeals.Add(hold);
        else Count(hold);
        if (hold.Exposure is { } exposure) exposures.Add(exposure);
        if (hold.Resolution is { By.IsMachine: false } resolution && hold.State != HoldState.Expired) Of(resolution.By).AddDecision(resolution.By, hold.State == HoldState.Denied);
        foreach (var mine in judgements)
        {
            foreach (var other in judgements.Where(judgement => judgement.By.Id != mine.By.Id)) Of(mine.By).Compare(mine.Denies == other.Denies);
        }
    }

    private void Count(Hold hold)
    {
        if (!tallies.TryGetValue(hold.Source, out var tally)) tallies[hold.Source] = tally = new Tally();
        tally.Add(hold);
        Total.Add(hold);
    }

    private ModeratorTally Of(Actor moderator)
    {
        if (!moderators.TryGetValue(moderator.Id, out var tally)) moderators[moderator.Id] = tally = new ModeratorTally(moderator);
        return tally;
    }
}
