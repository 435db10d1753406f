using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ModBot.Testing;

/// <summary>Makes meters and keeps everything that their counters of whole numbers count.</summary>
public sealed class MetricRecorder : IMeterFactory
{
    private readonly ConcurrentQueue<(string Name, long Value, string Tags)> measurements = new();
    private readonly ConcurrentBag<Meter> meters = [];
    private readonly MeterListener listener = new();

    public MetricRecorder()
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Scope == this) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measurements.Enqueue((instrument.Name, value, string.Join(",", tags.ToArray().Select(t => $"{t.Key}={t.Value}")))));
        listener.Start();
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options.Name, options.Version, options.Tags, scope: this);
        meters.Add(meter);
        return meter;
    }

    /// <summary>The sum of a counter, over all tags or over one such as <c>reason=silent</c>.</summary>
    public long Sum(string name, string? tag = null) => measurements.Where(m => m.Name == name && (tag is null || m.Tags.Split(',').Contains(tag))).Sum(m => m.Value);

    public void Dispose()
    {
        listener.Dispose();
        foreach (var meter in meters) meter.Dispose();
    }
}
