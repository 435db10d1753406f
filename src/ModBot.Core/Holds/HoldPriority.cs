using ModBot.Classification;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Holds;

/// <summary>
/// Which holds come first: severity x urgency. Pure.
/// <list type="bullet">
/// <item>Severity is that of the gravest reason: the weight of its category (threats and self-harm 5, discrimination 4, insults, sexual terms and spam 3, rules 2, profanity and topics 1), times
/// 1 to 2 for how far the score lies between its threshold and 1, or the measure of a rule between its limit and twice that. A raid weighs 4, times 1 to 2 for 1 to 256 messages. An appeal weighs
/// 2, whatever it is about: the harm is over.</item>
/// <item>Urgency is 1 to 2 for the share of its time that has passed. A hold of Twitch's own has at most <see cref="TwitchKeepsFor"/>. It is half as much again where somebody proposed a ruling
/// and waits for a second moderator.</item>
/// </list>
/// </summary>
public static class HoldPriority
{
    private const double RaidWeight = 4;
    private const double LargeRaid = 256;
    private const double AppealWeight = 2;
    private const double ProposalFactor = 1.5;

    /// <summary>How long Twitch keeps what its AutoMod holds before it lapses there. Twitch documents no figure; this is what moderators see.</summary>
    public static readonly TimeSpan TwitchKeepsFor = TimeSpan.FromMinutes(5);

    /// <summary>Above 0; the greater comes first.</summary>
    public static double Of(Hold hold, DateTimeOffset now) => Severity(hold) * (1 + Passed(hold, now)) * (hold.Proposal is null ? 1 : ProposalFactor);

    /// <summary>Holds in a channel's order; those that are equal stand the oldest first.</summary>
    public static IEnumerable<Hold> Sort(IEnumerable<Hold> holds, HoldOrder order, DateTimeOffset now) => order switch
    {
        HoldOrder.Oldest => holds.OrderBy(hold => hold.CreatedAt),
        HoldOrder.Newest => holds.OrderByDescending(hold => hold.CreatedAt),
        _ => holds.OrderByDescending(hold => Of(hold, now)).ThenBy(hold => hold.CreatedAt),
    };

    private static double Severity(Hold hold)
    {
        if (hold.Appeal is not null) return AppealWeight;
        if (hold.RaidSize is { } size) return Math.Max(RaidWeight * (1 + Math.Clamp(Math.Log(size, LargeRaid), 0, 1)), Gravest(hold));
        return Gravest(hold);
    }

    private static double Gravest(Hold hold) => hold.Decision.Reasons.Where(reason => reason.Verdict >= Verdict.Hold).Select(reason => Weight(reason.Category) * (1 + Excess(reason))).DefaultIfEmpty(1).Max();

    private static double Weight(Category? category) => category switch
    {
        null => 2,
        Category.Aggression or Category.SelfHarm => 5,
        Category.Disability or Category.SexualitySexOrGender or Category.Misogyny or Category.RaceEthnicityOrReligion => 4,
        Category.Bullying or Category.SexBasedTerms or Category.Spam => 3,
        _ => 1,
    };

    /// <summary>0 at the threshold, 1 at the highest score, or at twice a rule's limit.</summary>
    private static double Excess(Reason reason)
    {
        if (reason is not { Value: { } value, Threshold: { } threshold and > 0 }) return 0;
        var room = reason.Category is null ? threshold : 1 - threshold;
        return room > 0 ? Math.Clamp((value - threshold) / room, 0, 1) : 1;
    }

    private static double Passed(Hold hold, DateTimeOffset now)
    {
        var given = hold.ExpiresAt - hold.CreatedAt;
        if (hold.Kind == HoldKind.Twitch && given > TwitchKeepsFor) given = TwitchKeepsFor;
        return given > TimeSpan.Zero ? Math.Clamp((now - hold.CreatedAt) / given, 0, 1) : 1;
    }
}
