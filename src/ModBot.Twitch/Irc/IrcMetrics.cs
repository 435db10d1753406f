using System.Diagnostics.Metrics;

namespace ModBot.Twitch.Irc;

/// <summary>What is counted about chat over IRC, in the meter of <see cref="TwitchMetrics"/>.</summary>
internal sealed class IrcMetrics
{
    private readonly Counter<long> reconnects;
    private readonly Counter<long> received;
    private readonly Counter<long> dropped;

    public IrcMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(TwitchMetrics.MeterName);
        reconnects = meter.CreateCounter<long>("modbot.irc.reconnects", "{reconnect}", "Connections that had to be replaced, by reason.");
        received = meter.CreateCounter<long>("modbot.irc.received", "{event}", "Events passed on to the reader.");
        dropped = meter.CreateCounter<long>("modbot.irc.dropped", "{line}", "Lines not passed on: duplicate, malformed, too_large, unknown, unused.");
    }

    public void Reconnect(string reason) => reconnects.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Received() => received.Add(1);

    public void Dropped(string why, int count = 1) => dropped.Add(count, new KeyValuePair<string, object?>("why", why));
}
