using ModBot.Classification;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Holds;

/// <summary>
/// How often a chatter's messages were denied, and what that means for the next one. Nothing of it is stored: the points are counted anew from the holds each time, so that they survive a restart,
/// an undone or lifted denial takes its points back, and who is forgotten has none.
/// </summary>
/// <remarks>
/// Going through a chatter's denials in the order in which they were decided: a denial adds the weight of its category or rule (<see cref="LadderConfig.Weights"/>). What was said before the
/// chatter could know of the last denial is no new offence: several denials of one offence count as the worst of them. Before each new offence, and at the end, one point goes for every whole
/// <see cref="LadderConfig.DecayAfter"/> since the last denial, down to 0. The points are the step, up to the last one. Who sent an earlier line of somebody's split message gets no points for it, and
/// nobody gets any for the card of a raid, which is no person's record, or for a denied appeal.
/// </remarks>
public static class Ladder
{
    /// <summary>Where a chatter stands now. Pure.</summary>
    /// <param name="holds">The chatter's holds, in any order.</param>
    /// <param name="chatter">Whose standing it is; holds of others do not count.</param>
    /// <param name="config">The steps and weights.</param>
    /// <param name="now">The time.</param>
    public static LadderStanding Standing(IEnumerable<Hold> holds, ChatterId chatter, LadderConfig config, DateTimeOffset now) =>
        Standing(Points(Denials(holds, chatter, config), config, now), config);

    /// <summary>
    /// A denial with the sanction of the step that it puts the hold's sender on, where that is worse than its own. As it was where it adds no points, and where the ladder is off or concerns no such
    /// hold. Pure.
    /// </summary>
    /// <param name="holds">What the sender's holds were before, in any order.</param>
    /// <param name="denied">The hold that is to be denied.</param>
    /// <param name="denial">What it is to be denied with.</param>
    /// <param name="config">The steps and weights.</param>
    /// <param name="now">The time.</param>
    public static Ruling Complete(IEnumerable<Hold> holds, Hold denied, Ruling denial, LadderConfig config, DateTimeOffset now)
    {
        if (!Concerns(denied, config)) return denial;
        var before = Denials(holds.Where(hold => hold.Id != denied.Id), denied.Message.Chatter.Id, config).ToList();
        var points = Points([.. before, new Denial(SaidAt(denied), now, WeightOf(denied, config))], config, now);
        if (points <= Points(before, config, now)) return denial;
        var standing = Standing(points, config);
        var step = config.Steps[standing.Step - 1];
        var sanction = Sanction.Of(step.Verdict, step.Timeout)!;
        return denial.Sanction is { } own && !sanction.IsWorseThan(own) ? denial : denial with { Sanction = sanction, Ladder = standing };
    }

    /// <summary>The same, from what the store knows of the sender; asks it only where the ladder concerns the hold.</summary>
    internal static async Task<Ruling> CompleteAsync(IHoldStore store, Hold denied, Ruling denial, LadderConfig config, DateTimeOffset now, CancellationToken cancellationToken) =>
        Concerns(denied, config)
            ? Complete(await store.ReadOfAsync(denied.Broadcaster, denied.Message.Chatter.Id, DateTimeOffset.MinValue, cancellationToken), denied, denial, config, now)
            : denial;

    /// <summary>A moderator's denial that names no sanction, with that of the sender's step; null where the ladder has no say.</summary>
    internal static async Task<Ruling?> ReadStepAsync(IHoldStore store, BroadcasterId broadcaster, HoldId id, Ruling ruling, LadderConfig config, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!config.Enabled || ruling is not { Verb: RulingVerb.Deny, Sanction: null, SkipsLadder: false }) return null;
        if (await store.FindAsync(broadcaster, id, cancellationToken) is not { IsOpen: true } hold) return null;
        var completed = await CompleteAsync(store, hold, ruling, config, now, cancellationToken);
        return completed.Ladder is null ? null : completed;
    }

    /// <summary>Nobody can sanction a moderator or the broadcaster on Twitch.</summary>
    private static bool Concerns(Hold hold, LadderConfig config) => config.Enabled && hold is { RaidSize: null, Appeal: null } && HoldQueue.IsDeletable(hold.Message.Chatter);

    private static IEnumerable<Denial> Denials(IEnumerable<Hold> holds, ChatterId chatter, LadderConfig config) =>
        from hold in holds
        where hold is { State: HoldState.Denied, RaidSize: null, Appeal: null, Resolution.IsLifted: false } && hold.Message.Chatter.Id == chatter
        select new Denial(SaidAt(hold), hold.Resolution!.At, WeightOf(hold, config));

    /// <summary>A split message was said from its sender's first line on, which may have been held and denied by itself.</summary>
    private static DateTimeOffset SaidAt(Hold hold) =>
        hold.Lines.Where(line => line.Chatter.Id == hold.Message.Chatter.Id).Select(line => line.SentAt).Append(hold.Message.SentAt).Min();

    private static int WeightOf(Hold hold, LadderConfig config)
    {
        foreach (var (name, weight) in config.Weights)
        {
            if (string.Equals(name, hold.Source, StringComparison.OrdinalIgnoreCase)) return weight;
        }
        return !Categories.TryParse(hold.Source, out var category) ? 1 : category switch
        {
            Category.Disability or Category.SexualitySexOrGender or Category.Misogyny or Category.RaceEthnicityOrReligion or Category.Aggression => 2,
            Category.SelfHarm => 0,
            _ => 1,
        };
    }

    private static int Points(IEnumerable<Denial> denials, LadderConfig config, DateTimeOffset now)
    {
        var (points, worst) = (0, 0);
        var (knownAt, lastAt) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        foreach (var denial in denials.Where(denial => denial.Weight > 0).OrderBy(denial => denial.At).ThenBy(denial => denial.SaidAt).ThenBy(denial => denial.Weight))
        {
            if (denial.SaidAt > knownAt)
            {
                points = Decayed(points, denial.At - lastAt);
                (knownAt, worst) = (denial.At, 0);
            }
            points += Math.Max(0, denial.Weight - worst);
            (worst, lastAt) = (Math.Max(denial.Weight, worst), denial.At);
        }
        return Decayed(points, now - lastAt);

        int Decayed(int from, TimeSpan clean) => (int)Math.Max(0, from - Math.Max(0, clean.Ticks / config.DecayAfter.Ticks));
    }

    private static LadderStanding Standing(int points, LadderConfig config) => new(points, Math.Min(points, config.Steps.Count), config.Steps.Count);

    private readonly record struct Denial(DateTimeOffset SaidAt, DateTimeOffset At, int Weight);
}

/// <summary>Where a chatter stands on a channel's ladder.</summary>
/// <param name="Points">What their denials add up to, less what clean time took away.</param>
/// <param name="Step">The step that they are on, the first being 1; 0 where they have no points.</param>
/// <param name="Steps">How many steps the ladder has.</param>
public sealed record LadderStanding(int Points, int Step, int Steps)
{
    /// <summary>E.g. <c>step 2 of 4, 2 points</c>.</summary>
    public override string ToString() => $"step {Step} of {Steps}, {Counted.Of(Points, "point")}";
}
