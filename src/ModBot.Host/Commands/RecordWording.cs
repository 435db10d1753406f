using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;

namespace ModBot.Host.Commands;

/// <summary>How commands speak of a person's record: in counts and times, without texts and names.</summary>
internal static class RecordWording
{
    /// <summary>Where somebody stands on the channel's ladder; null where it is off.</summary>
    public static LadderStanding? StandingOf(IEnumerable<Hold> holds, ChatterId chatter, ChannelPolicy policy, DateTimeOffset now) =>
        policy.Config.Ladder.Enabled ? Ladder.Standing(holds, chatter, policy.Config.Ladder, now) : null;

    /// <summary>E.g. <c>4 held in 12 d: 1 approved, 3 denied; 1 warning, 1 timeout; last denied 3 h ago; ladder: step 2 of 4, 2 points.</c></summary>
    public static string Record(ChatterRecord record, LadderStanding? standing, DateTimeOffset now)
    {
        if (record.FirstHeldAt is not { } first) return $"Nothing of theirs was held here, as far as it is kept{(record.Appeals.Held > 0 ? ", and they appealed" : "")}.";
        var counts = record.Counts;
        var newest = counts.Held < IHoldStore.MaxOfChatter ? "" : "the newest ";
        var states = Some((counts.Open, "open"), (counts.Approved, "approved"), (counts.Denied, "denied"), (counts.Expired, "lapsed"), (counts.Acted, "acted on"));
        List<string> parts = [$"{newest}{counts.Held} held in {Wording.Age(now - first)}: {states}"];
        if (record.Warnings + record.Timeouts + record.Bans > 0) parts.Add(Some((record.Warnings, Counted.Noun(record.Warnings, "warning")), (record.Timeouts, Counted.Noun(record.Timeouts, "timeout")), (record.Bans, Counted.Noun(record.Bans, "ban"))));
        if (record.Appeals.Held > 0) parts.Add($"{Counted.Of(record.Appeals.Held, "appeal")}{(record.Appeals.Approved > 0 ? $", {record.Appeals.Approved} granted" : "")}");
        if (record.LastDeniedAt is { } denied) parts.Add($"last denied {Wording.Age(now - denied)} ago");
        if (standing is not null) parts.Add($"ladder: {standing}");
        return $"{string.Join("; ", parts)}.";
    }

    /// <summary>E.g. <c> Sender: 3 held, 2 denied in 30 d; ladder at step 2 of 4.</c> What ModBot denied by itself counts among the denied. Empty where the hold that is spoken of is their first.</summary>
    public static string Clause(ChatterRecord record, LadderStanding? standing, DateTimeOffset now)
    {
        if (record is not { Counts.Held: > 1, FirstHeldAt: { } first }) return "";
        var ladder = standing is { Points: > 0 } ? $"; ladder at step {standing.Step} of {standing.Steps}" : "";
        return $" Sender: {record.Counts.Held} held, {record.Counts.Denied + record.Counts.Acted} denied in {Wording.Age(now - first)}{ladder}.";
    }

    private static string Some(params IEnumerable<(int Count, string Name)> counts) => string.Join(", ", counts.Where(count => count.Count > 0).Select(count => $"{count.Count} {count.Name}"));
}
