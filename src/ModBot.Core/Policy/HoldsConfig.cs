namespace ModBot.Policy;

/// <summary>How the queue is sorted, and how long things last in it.</summary>
public sealed record HoldsConfig
{
    /// <summary>Which holds come first. Priority: the gravest and those whose time runs out. Oldest or Newest: by age alone. Default Priority.</summary>
    public HoldOrder Order { get; init; } = HoldOrder.Priority;

    /// <summary>When a hold that nobody decided lapses, 1 minute to 7 days. Default 30 minutes.</summary>
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// What happens to a message whose hold lapsed. Leave: it stays as it is, deleted or visible. Approve: it is let through, a deleted one as a quote. Deny: it is kept out, a visible one is
    /// deleted. In the mode Observe it is left either way; and it counts as lapsed, because nobody decided it. Default Leave.
    /// </summary>
    public LapseAction WhenLapsed { get; init; } = LapseAction.Leave;

    /// <summary>
    /// ExpireAfter and WhenLapsed of single categories or rules, by the name under which statistics count them: {"swearing": {"WhenLapsed": "Approve"}, "aggression": {"ExpireAfter":
    /// "02:00:00"}}. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, LapseConfig> Lapses { get; init; } = new Dictionary<string, LapseConfig>();

    /// <summary>How long a claim keeps others away, 10 seconds to 1 hour. Default 2 minutes.</summary>
    public TimeSpan ClaimFor { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a decision can be undone, 0 to 1 day. Default 5 minutes.</summary>
    public TimeSpan UndoFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long texts and histories of ended holds are kept, 1 hour to 365 days. Default 30 days.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>When a hold that is counted under this category or rule lapses.</summary>
    public TimeSpan ExpireAfterOf(string source) => Find(source)?.ExpireAfter ?? ExpireAfter;

    /// <summary>What happens to a message whose hold lapsed and is counted under this category or rule.</summary>
    public LapseAction WhenLapsedOf(string source) => Find(source)?.WhenLapsed ?? WhenLapsed;

    private LapseConfig? Find(string source) => Lapses.FirstOrDefault(lapse => lapse.Key.Equals(source, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>How holds of one category or rule lapse; what is left out is as for all others.</summary>
public sealed record LapseConfig
{
    /// <summary>1 minute to 7 days.</summary>
    public TimeSpan? ExpireAfter { get; init; }

    /// <summary>Leave, Approve or Deny.</summary>
    public LapseAction? WhenLapsed { get; init; }
}

/// <summary>In which order holds wait.</summary>
public enum HoldOrder
{
    Priority,
    Oldest,
    Newest,
}

/// <summary>What happens to a message that nobody decided about in time.</summary>
public enum LapseAction
{
    Leave,
    Approve,
    Deny,
}
