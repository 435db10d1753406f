using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Tuning;

namespace ModBot.Host.Commands;

/// <summary>Looking back: <c>stats</c>.</summary>
internal sealed class ReportCommands(IHoldStore store, TimeProvider time) : ICommandGroup
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    public IEnumerable<ChatCommand> Commands =>
    [
        new("stats", [], Permissions.Stats, "", "the last 24 hours", StatsAsync),
    ];

    private async Task<string?> StatsAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var holds = store.ReadSinceAsync(call.Broadcaster, time.GetUtcNow() - Window, cancellationToken);
        var report = await ReviewReport.ReadAsync(holds, cancellationToken);
        if (report.Total.Held == 0) return "Nothing was held in the last 24 hours.";
        var total = report.Total;
        var parts = new List<string> { $"24 h: {total.Held} held, {total.Open} open, {total.Approved} approved, {total.Denied} denied, {total.Expired} lapsed, {total.Acted} acted on" };
        if (total.OnTwitch > 0) parts.Add($"{total.OnTwitch} of these on Twitch");
        if (report.Exposure is { } exposure) parts.Add($"deleted after {Wording.Short(exposure.P50)} (p50), {Wording.Short(exposure.P99)} (p99), {Wording.Percent(exposure.Hidden)} within {Exposure.ShortestDelay.TotalSeconds:0} s");
        if (report.MedianDecisionTime is { } median) parts.Add($"median {Wording.Age(median)} to decide");
        parts.AddRange(report.BySource.Where(source => source.Value.Precision is not null).OrderByDescending(source => source.Value.Held).Take(3).Select(Describe));
        parts.AddRange(LevelProposal.Propose(report, call.Policy).Take(1).Select(proposal => $"proposal: {call.Prefix} level {proposal.Category.Key()} {proposal.To} ({proposal.Evidence})"));
        return $"{string.Join("; ", parts)}.";
    }

    private static string Describe(KeyValuePair<string, Tally> source)
    {
        var precision = source.Value.Precision!.Value;
        return $"{source.Key} right {Wording.Percent(precision.Value)} ({Wording.Percent(precision.Low)} to {Wording.Percent(precision.High)})";
    }
}
