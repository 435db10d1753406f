using System.Diagnostics.Metrics;

namespace ModBot.Classification;

/// <summary>What explaining held messages costs, as instruments of the meter <c>modbot.explainer</c>.</summary>
public sealed class ExplainerMetrics
{
    private readonly Histogram<double> duration;
    private readonly Counter<long> missing;

    public ExplainerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("modbot.explainer");
        duration = meter.CreateHistogram<double>("modbot.explainer.duration", "s", "How long a hold waited for its explanation.");
        missing = meter.CreateCounter<long>("modbot.explainer.missing", "{message}", "Messages held without an explanation, by reason.");
    }

    internal void Explained(TimeSpan duration) => this.duration.Record(duration.TotalSeconds);

    internal void Missing(string reason) => missing.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
