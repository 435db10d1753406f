using System.Diagnostics.Metrics;

namespace ModBot;

/// <summary>What the pipeline decides, as instruments of the meter <c>modbot</c>.</summary>
public sealed class PipelineMetrics
{
    private readonly Counter<long> messages;
    private readonly Counter<long> hits;
    private readonly Histogram<double> duration;

    public PipelineMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("modbot");
        messages = meter.CreateCounter<long>("modbot.messages", "{message}", "Messages by end state and whether they were scored.");
        hits = meter.CreateCounter<long>("modbot.rule.hits", "{hit}", "What asked for more than to allow a message: a rule or the model, and the verdict it got.");
        duration = meter.CreateHistogram<double>("modbot.decision.duration", "s", "From taking a message up to its decision.");
    }

    internal void Handled(MessageOutcome outcome)
    {
        messages.Add(1, new KeyValuePair<string, object?>("end_state", outcome.EndState.ToString()), new KeyValuePair<string, object?>("score", outcome.Decision.Score.ToString()));
        foreach (var reason in outcome.Decision.Reasons)
        {
            hits.Add(1, new KeyValuePair<string, object?>("rule", reason.Source), new KeyValuePair<string, object?>("verdict", reason.Verdict.ToString()));
        }
        duration.Record(outcome.DecisionTime.TotalSeconds);
    }
}
