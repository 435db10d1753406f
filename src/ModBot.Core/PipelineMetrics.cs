using System.Diagnostics.Metrics;

namespace ModBot;

/// <summary>What the pipeline decides, as instruments of the meter <c>modbot</c>.</summary>
public sealed class PipelineMetrics
{
    private readonly Counter<long> messages;
    private readonly Histogram<double> duration;

    public PipelineMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("modbot");
        messages = meter.CreateCounter<long>("modbot.messages", "{message}", "Messages by end state and whether they were scored.");
        duration = meter.CreateHistogram<double>("modbot.decision.duration", "s", "From taking a message up to its decision.");
    }

    internal void Handled(MessageOutcome outcome)
    {
        messages.Add(1, new KeyValuePair<string, object?>("end_state", outcome.EndState.ToString()), new KeyValuePair<string, object?>("score", outcome.Decision.Score.ToString()));
        duration.Record(outcome.DecisionTime.TotalSeconds);
    }
}
