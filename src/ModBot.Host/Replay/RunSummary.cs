using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModBot.Host.Replay;

/// <summary>
/// What a replay or a demo did, read off the same instruments that a live bot reports, so that the summary and the metrics cannot disagree.
/// </summary>
internal sealed class RunSummary : IDisposable
{
    private const string SourceTag = "modbot.holds.held{source=";

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> counts = new();
    private readonly ConcurrentQueue<double> latencies = [];
    private readonly ConcurrentQueue<double> exposures = [];
    private readonly TimeProvider time;
    private readonly long started;

    /// <param name="meters">Only instruments of this factory are listened to.</param>
    public RunSummary(IMeterFactory meters, TimeProvider time)
    {
        this.time = time;
        started = time.GetTimestamp();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Meter.Name.StartsWith("modbot", StringComparison.Ordinal)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Time(instrument.Name, value));
        listener.Start();
    }

    /// <summary>Deletes that were carried out, well or not.</summary>
    public long Deleted => Of("modbot.holds.effects{kind=DeleteMessage}");

    /// <summary>Messages that a delete was written for.</summary>
    public long Deletable => Of("modbot.holds.deletable");

    /// <summary>The figures so far.</summary>
    /// <param name="sent">How many messages the source sent; what never arrived is lost.</param>
    public RunFigures Read(long sent)
    {
        var (passed, held, acted, shed) = (EndState("Passed"), EndState("Held"), EndState("Acted"), EndState("Shed"));
        var elapsed = time.GetElapsedTime(started).TotalSeconds;
        return new RunFigures
        {
            Messages = passed + held + acted + shed,
            Passed = passed,
            Held = held,
            Acted = acted,
            Shed = shed,
            Unscored = Of("modbot.messages{score=Shed}") + Of("modbot.messages{score=Unavailable}"),
            Approved = Of("modbot.holds.resolved{resolution=Approved}"),
            Denied = Of("modbot.holds.resolved{resolution=Denied}"),
            Expired = Of("modbot.holds.resolved{resolution=Expired}"),
            Shields = Of("modbot.shield.raised"),
            Lost = sent - (passed + held + acted + shed),
            Seconds = Math.Round(elapsed, 2),
            LatencyMs = Quantiles.Of(latencies),
            ExposureMs = Quantiles.Of(exposures),
            ByCategory = new SortedDictionary<string, long>(
                counts.Where(count => count.Key.StartsWith(SourceTag, StringComparison.Ordinal)).ToDictionary(count => count.Key[SourceTag.Length..^1], count => count.Value),
                StringComparer.Ordinal),
        };
    }

    public void Dispose() => listener.Dispose();

    private long EndState(string state) => Of($"modbot.messages{{end_state={state}}}");

    private long Of(string key) => counts.GetValueOrDefault(key);

    private void Count(string name, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        counts.AddOrUpdate(name, value, (_, sum) => sum + value);
        foreach (var (tag, of) in tags) counts.AddOrUpdate($"{name}{{{tag}={of}}}", value, (_, sum) => sum + value);
    }

    private void Time(string name, double seconds)
    {
        if (name == "modbot.decision.duration") latencies.Enqueue(seconds * 1000);
        else if (name == "modbot.exposure") exposures.Enqueue(seconds * 1000);
    }
}

/// <summary>The figures of a run; the last line of <c>--json</c>.</summary>
internal sealed record RunFigures
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public required long Messages { get; init; }

    public required long Passed { get; init; }

    public required long Held { get; init; }

    public required long Acted { get; init; }

    public required long Shed { get; init; }

    public required long Unscored { get; init; }

    public required long Approved { get; init; }

    public required long Denied { get; init; }

    public required long Expired { get; init; }

    /// <summary>How often a channel's shield went up.</summary>
    public required long Shields { get; init; }

    public required long Lost { get; init; }

    public required double Seconds { get; init; }

    public required Quantiles LatencyMs { get; init; }

    public required Quantiles ExposureMs { get; init; }

    public required IReadOnlyDictionary<string, long> ByCategory { get; init; }

    /// <summary>In a demo, an example of each kind of hold that there was; null in a replay.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Shown { get; init; }
}

/// <summary>Quantiles of a run; null where nothing was measured.</summary>
internal sealed record Quantiles([property: JsonPropertyName("p50")] double? P50, [property: JsonPropertyName("p99")] double? P99)
{
    public static Quantiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? new Quantiles(null, null) : new Quantiles(At(0.5), At(0.99));

        // Nearest rank: the smallest value that at least the share q of all values do not exceed.
        double At(double q) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(q * sorted.Length) - 1)], 3);
    }
}
