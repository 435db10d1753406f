using System.Diagnostics.Metrics;
using ModBot.Classification.Batching;

namespace ModBot.Classification;

/// <summary>What the classifier does, as instruments of the meter <c>modbot.classifier</c>.</summary>
public sealed class ClassifierMetrics
{
    private readonly Counter<long> shed;
    private readonly Counter<long> remembered;
    private readonly Histogram<int> batchSize;
    private readonly Histogram<int> batchTokens;
    private readonly Histogram<int> queueLength;
    private readonly Histogram<double> inference;

    public ClassifierMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("modbot.classifier");
        shed = meter.CreateCounter<long>("modbot.classifier.shed", "{message}", "Messages that found the queue full and were judged by rules alone.");
        remembered = meter.CreateCounter<long>("modbot.classifier.remembered", "{message}", "Messages whose text had been scored before.");
        batchSize = meter.CreateHistogram<int>("modbot.classifier.batch.size", "{message}");
        batchTokens = meter.CreateHistogram<int>("modbot.classifier.batch.tokens", "{token}", "Padded tokens of a batch.");
        queueLength = meter.CreateHistogram<int>("modbot.classifier.queue.length", "{message}", "Messages left waiting when a batch was formed.");
        inference = meter.CreateHistogram<double>("modbot.classifier.inference.duration", "s");
    }

    internal void Shed() => shed.Add(1);

    internal void Remembered() => remembered.Add(1);

    internal void Batch(BatchPlan plan, int waiting)
    {
        batchSize.Record(plan.Rows);
        batchTokens.Record(plan.PaddedTokens);
        queueLength.Record(waiting);
    }

    internal void Inference(TimeSpan duration) => inference.Record(duration.TotalSeconds);
}
