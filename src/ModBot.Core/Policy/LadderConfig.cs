using ModBot.Rules;

namespace ModBot.Policy;

/// <summary>
/// What happens to a sender beyond the message, step by step: the more often and the more lately what they said was denied, the more. A denial adds points, clean time takes them away, and
/// the points are the step. It is read from the holds that are kept (<see cref="HoldsConfig.KeepFor"/>) and stored nowhere.
/// </summary>
public sealed record LadderConfig
{
    /// <summary>A moderator's plain denial then gives the sanction of the sender's step; in the mode Enforce, ModBot's own acts do too. Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>What happens at 1, 2, 3 and more points, 1 to 10 steps, none milder than the one before; the last one holds for all beyond. Default Warn, Timeout of 10 minutes, Timeout of 1 hour, Ban.</summary>
    public IReadOnlyList<LadderStepConfig> Steps { get; init; } =
    [
        new() { Verdict = Verdict.Warn },
        new() { Verdict = Verdict.Timeout, Timeout = TimeSpan.FromMinutes(10) },
        new() { Verdict = Verdict.Timeout, Timeout = TimeSpan.FromHours(1) },
        new() { Verdict = Verdict.Ban },
    ];

    /// <summary>
    /// Points, 0 to 10, of a denial by its category or rule, as <c>stats</c> names it. Default 2 for disability, sexuality_sex_or_gender, misogyny, race_ethnicity_or_religion and aggression, 0 for
    /// self_harm, which is no offence, and 1 for everything else.
    /// </summary>
    public IReadOnlyDictionary<string, int> Weights { get; init; } = new Dictionary<string, int>();

    /// <summary>The clean time since the last denial that takes one point away, 1 hour to 365 days. Default 7 days.</summary>
    public TimeSpan DecayAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whether the step Ban bans at once. Otherwise ModBot only proposes it, and somebody who may ban decides. Default false.</summary>
    public bool BanWithoutModerator { get; init; }
}

/// <summary>One step of the ladder.</summary>
public sealed record LadderStepConfig
{
    /// <summary>Warn, Timeout or Ban.</summary>
    public Verdict Verdict { get; init; } = Verdict.Warn;

    /// <summary>How long a Timeout lasts: 1 second to 14 days. Only for a Timeout.</summary>
    public TimeSpan? Timeout { get; init; }
}
