using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Tuning;

namespace ModBot.Host.Commands;

/// <summary>Looking back: <c>stats</c>, <c>lapsed</c>.</summary>
internal sealed class ReportCommands(IHoldStore store, TimeProvider time) : ICommandGroup
{
    private const string DefaultWindow = "24h";
    private const int CodesShown = 8;

    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(365);

    public IEnumerable<ChatCommand> Commands =>
    [
        new("stats", [], Permissions.Stats, "[24h|7d] [@moderator|category|rule]", "what was held and decided", StatsAsync),
        new("lapsed", [], Permissions.Stats, "[24h|7d]", "what nobody decided in time", LapsedAsync),
    ];

    private async Task<string?> StatsAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var arguments = call.Arguments.AsSpan();
        var isNamed = arguments is [var first, ..] && DurationText.TryParse(first, out _);
        _ = DurationText.TryParse(isNamed ? arguments[0] : DefaultWindow, out var window);
        if (window <= TimeSpan.Zero || window > LongestWindow) return call.Usage;
        if (isNamed) arguments = arguments[1..];
        var about = arguments is [var name, ..] ? name : null;
        var report = await ReviewReport.ReadAsync(store, call.Broadcaster, time.GetUtcNow() - window, cancellationToken);
        var span = SpanOf(window);
        if (report.Total.Held == 0) return $"Nothing was held in the last {(span == "24 h" ? "24 hours" : span)}.";
        return about is null ? Summary(call, report, span) : About(report, about.TrimStart('@'), span);
    }

    private async Task<string?> LapsedAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (!DurationText.TryParse(call.Arguments is [var named, ..] ? named : DefaultWindow, out var window) || window <= TimeSpan.Zero || window > LongestWindow) return call.Usage;
        var report = await LapseReport.ReadAsync(store, call.Broadcaster, time.GetUtcNow() - window, cancellationToken);
        var oldest = report.OldestOpen is { } since ? $"the oldest open waits {Wording.Age(time.GetUtcNow() - since)}" : "nothing is open";
        if (report.Total.Lapsed == 0) return $"Nothing lapsed in the last {SpanOf(window)}; {oldest}.";
        var parts = new List<string> { $"{SpanOf(window)}: {report.Total.Lapsed} lapsed ({string.Join(", ", report.BySource.OrderByDescending(source => source.Value.Lapsed).Take(5).Select(source => $"{source.Key} {source.Value.Lapsed}"))})" };
        if (report.Total.LetThrough > 0) parts.Add($"{report.Total.LetThrough} let through");
        if (report.Total.KeptOut > 0) parts.Add($"{report.Total.KeptOut} kept out");
        if (report.Total.Claimed + report.Total.Proposed > 0) parts.Add($"{report.Total.Claimed} had been claimed, {report.Total.Proposed} proposed");
        parts.Add($"the latest: {string.Join(", ", report.Latest.Take(CodesShown).Select(hold => hold.Code))}");
        return $"{string.Join("; ", parts)}; {oldest}.";
    }

    private static string SpanOf(TimeSpan window) => window.TotalHours <= 48 ? $"{window.TotalHours:0.#} h" : Wording.Age(window);

    private static string Summary(CommandCall call, ReviewReport report, string span)
    {
        var total = report.Total;
        var parts = new List<string> { $"{span}: {total.Held} held, {total.Open} open, {total.Approved} approved, {total.Denied} denied, {total.Expired} lapsed, {total.Acted} acted on" };
        if (total.OnTwitch > 0) parts.Add($"{total.OnTwitch} of these on Twitch");
        if (report.Exposure is { } exposure) parts.Add($"deleted after {Wording.Short(exposure.P50)} (p50), {Wording.Short(exposure.P99)} (p99), {Wording.Percent(exposure.Hidden)} within {Exposure.ShortestDelay.TotalSeconds:0} s");
        if (total.MedianDecisionTime is { } median) parts.Add($"median {Wording.Age(median)} to decide");
        parts.AddRange(report.BySource.Where(source => source.Value.Precision is not null).OrderByDescending(source => source.Value.Held).Take(3).Select(source => $"{source.Key} right {Wording.Interval(source.Value.Precision!.Value)}"));
        parts.AddRange(LevelProposal.Propose(report, call.Policy).Take(1).Select(proposal => $"proposal: {call.Prefix} level {proposal.Category.Key()} {proposal.To} ({proposal.Evidence})"));
        return $"{string.Join("; ", parts)}.";
    }

    private static string About(ReviewReport report, string name, string span)
    {
        if (report.BySource.FirstOrDefault(source => source.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { Value: { } tally, Key: var source })
        {
            var precision = tally.Precision is { } right ? $"; right {Wording.Interval(right)}" : "";
            var median = tally.MedianDecisionTime is { } time ? $"; median {Wording.Age(time)} to decide" : "";
            return $"{source}, {span}: {tally.Held} held, {tally.Open} open, {tally.Approved} approved, {tally.Denied} denied, {tally.Expired} lapsed, {tally.Acted} acted on{precision}{median}.";
        }
        if (report.Moderators.FirstOrDefault(moderator => moderator.Moderator.Login.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } moderator)
        {
            var agreement = moderator.Agreement is { } share ? $"others agreed {Wording.Interval(share)}, {moderator.Compared} compared" : "nobody else judged the same holds";
            return $"{moderator.Moderator.Login}, {span}: {moderator.Approved} approved, {moderator.Denied} denied; {agreement}.";
        }
        // What was typed is not repeated: a reply says nothing that somebody else chose.
        return $"Nothing in the last {span} is under that name; there are {string.Join(", ", report.BySource.Keys.Take(8))}.";
    }
}
