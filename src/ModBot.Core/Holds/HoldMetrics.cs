using System.Diagnostics.Metrics;

namespace ModBot.Holds;

/// <summary>What happens to holds, as instruments of the meter <c>modbot.holds</c>.</summary>
public sealed class HoldMetrics
{
    /// <summary>Fine around the chat delays of 2, 4 and 6 s, inside which no viewer sees what is deleted.</summary>
    private static readonly double[] Exposures = [0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 10, 30, 60];

    private readonly Counter<long> held;
    private readonly Counter<long> joined;
    private readonly Counter<long> deletable;
    private readonly Counter<long> resolved;
    private readonly Counter<long> effects;
    private readonly Histogram<double> exposure;
    private readonly Histogram<double> decisionTime;

    public HoldMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("modbot.holds");
        held = meter.CreateCounter<long>("modbot.holds.held", "{hold}");
        joined = meter.CreateCounter<long>("modbot.holds.joined", "{message}", "Messages of raids that joined a card.");
        deletable = meter.CreateCounter<long>("modbot.holds.deletable", "{message}", "Messages that ModBot set out to delete at once.");
        resolved = meter.CreateCounter<long>("modbot.holds.resolved", "{hold}");
        effects = meter.CreateCounter<long>("modbot.holds.effects", "{effect}", "Effects carried out on Twitch, by kind and result.");
        exposure = meter.CreateHistogram("modbot.exposure", "s", "From Twitch's timestamp of a message to its confirmed delete.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Exposures });
        decisionTime = meter.CreateHistogram<double>("modbot.holds.decision_time", "s", "From hold to resolution.");
    }

    internal void Held(Hold hold, int deletes)
    {
        held.Add(1, new KeyValuePair<string, object?>("state", hold.State.ToString()), new KeyValuePair<string, object?>("source", hold.Source));
        if (deletes > 0) deletable.Add(deletes);
    }

    internal void Joined(int messages, int deletes)
    {
        joined.Add(messages);
        if (deletes > 0) deletable.Add(deletes);
    }

    internal void Resolved(Hold hold, DateTimeOffset now)
    {
        resolved.Add(
            1,
            new KeyValuePair<string, object?>("resolution", hold.State.ToString()),
            new KeyValuePair<string, object?>("where", hold.Resolution is { IsOnTwitch: true } ? "twitch" : "modbot"));
        decisionTime.Record((now - hold.CreatedAt).TotalSeconds);
    }

    internal void Effect(EffectKind kind, string result) =>
        effects.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()), new KeyValuePair<string, object?>("result", result));

    internal void Exposure(TimeSpan duration) => exposure.Record(duration.TotalSeconds);
}
