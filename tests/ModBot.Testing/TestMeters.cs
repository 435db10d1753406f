using System.Diagnostics.Metrics;

namespace ModBot.Testing;

/// <summary>A meter factory of a test's own, so that tests in parallel do not hear each other.</summary>
public sealed class TestMeters : IMeterFactory
{
    private readonly List<Meter> meters = [];

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        lock (meters) meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        lock (meters) meters.ForEach(meter => meter.Dispose());
    }
}
