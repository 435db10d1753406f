using System.Diagnostics.Metrics;

namespace ModBot.Shield;

/// <summary>What shields do, as instruments of the meter <c>modbot.shield</c>.</summary>
public sealed class ShieldMetrics
{
    private readonly UpDownCounter<long> up;
    private readonly Counter<long> raised;

    public ShieldMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("modbot.shield");
        up = meter.CreateUpDownCounter<long>("modbot.shield.up", "{channel}", "Channels whose shield is up.");
        raised = meter.CreateCounter<long>("modbot.shield.raised", "{shield}", "Shields that went up, by cause.");
    }

    /// <summary>A shield went up or down; one that is taken over from before a restart counts as raised by this process, too.</summary>
    internal void Changed(ShieldState state)
    {
        up.Add(state.IsUp ? 1 : -1);
        if (state.IsUp) raised.Add(1, new KeyValuePair<string, object?>("cause", state.Cause.ToString()));
    }
}
