using ModBot.Holds;

namespace ModBot.Feedback;

/// <summary>What moderators made of what was held, per category or rule: the feedback that levels are tuned by.</summary>
public sealed class ReviewReport
{
    private readonly SortedDictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> decisionTimes = [];
    private readonly List<TimeSpan> exposures = [];

    /// <summary>Tallies by category key, or by rule name where no category led.</summary>
    public IReadOnlyDictionary<string, Tally> BySource => tallies;

    public Tally Total { get; } = new();

    /// <summary>The median time from hold to a person's decision; null when nobody decided anything.</summary>
    public TimeSpan? MedianDecisionTime => decisionTimes.Count == 0 ? null : decisionTimes.Order().ElementAt(decisionTimes.Count / 2);

    /// <summary>How long deleted messages were exposed; null when none was deleted.</summary>
    public Exposure? Exposure => exposures.Count == 0 ? null : Feedback.Exposure.Of(exposures);

    public static async Task<ReviewReport> ReadAsync(IAsyncEnumerable<Hold> holds, CancellationToken cancellationToken)
    {
        var report = new ReviewReport();
        await foreach (var hold in holds.WithCancellation(cancellationToken)) report.Add(hold);
        return report;
    }

    private void Add(Hold hold)
    {
        if (!tallies.TryGetValue(hold.Source, out var tally)) tallies[hold.Source] = tally = new Tally();
        tally.Add(hold);
        Total.Add(hold);
        if (hold.Exposure is { } exposure) exposures.Add(exposure);
        if (hold.Resolution is { By.IsMachine: false } resolution) decisionTimes.Add(resolution.At - hold.CreatedAt);
    }
}

/// <summary>Counts of holds by how they stand.</summary>
public sealed class Tally
{
    public int Held { get; private set; }

    public int Open { get; private set; }

    /// <summary>Approved by people: the hold was wrong, or harmless.</summary>
    public int Approved { get; private set; }

    /// <summary>Denied by people: the hold was right.</summary>
    public int Denied { get; private set; }

    public int Expired { get; private set; }

    /// <summary>Acted on by ModBot itself.</summary>
    public int Acted { get; private set; }

    /// <summary>Decided by people in Twitch's own interface; counted above as well.</summary>
    public int OnTwitch { get; private set; }

    /// <summary>The share of people's decisions that were denials, with its 95 % interval; null without decisions.</summary>
    public Proportion? Precision => Approved + Denied == 0 ? null : Proportion.Of(Denied, Approved + Denied);

    internal void Add(Hold hold)
    {
        Held++;
        if (hold.Resolution is { IsOnTwitch: true } resolution && !(resolution.By.IsMachine && hold.State == HoldState.Expired)) OnTwitch++;
        switch (hold.State)
        {
            case HoldState.Open: Open++; break;
            case HoldState.Expired: Expired++; break;
            case HoldState.Denied when hold.Resolution is { By.IsMachine: true, IsOnTwitch: false }: Acted++; break;
            case HoldState.Denied: Denied++; break;
            default: Approved++; break;
        }
    }
}
