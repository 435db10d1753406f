using System.Diagnostics.Metrics;

namespace ModBot.Host.Workers;

/// <summary>What comes in, as instruments of the meter <c>modbot.intake</c>.</summary>
internal sealed class IntakeMetrics
{
    private readonly Counter<long> received;
    private readonly Counter<long> ignored;
    private readonly Counter<long> lost;

    public IntakeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("modbot.intake");
        received = meter.CreateCounter<long>("modbot.messages.received", "{message}");
        ignored = meter.CreateCounter<long>("modbot.messages.ignored", "{message}", "ModBot's own messages, and those of other channels in a shared chat.");
        lost = meter.CreateCounter<long>("modbot.messages.lost", "{message}", "Messages that reached no end state: a bug, or a shutdown cut short.");
    }

    public void Received() => received.Add(1);

    public void Ignored(string reason) => ignored.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Lost() => lost.Add(1);
}
