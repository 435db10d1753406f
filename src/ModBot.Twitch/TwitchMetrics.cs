using System.Diagnostics.Metrics;

namespace ModBot.Twitch;

/// <summary>What is counted about Twitch; the meter is <c>modbot.twitch</c>.</summary>
public sealed class TwitchMetrics
{
    public const string MeterName = "modbot.twitch";

    private readonly Counter<long> reconnects;
    private readonly Counter<long> received;
    private readonly Counter<long> dropped;
    private readonly Counter<long> revocations;
    private readonly Counter<long> requests;
    private readonly Counter<long> retries;
    private readonly Counter<long> refreshes;

    public TwitchMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        reconnects = meter.CreateCounter<long>("modbot.eventsub.reconnects", "{reconnect}", "Connections that had to be replaced, by reason.");
        received = meter.CreateCounter<long>("modbot.eventsub.received", "{event}", "Events passed on to the reader.");
        dropped = meter.CreateCounter<long>("modbot.eventsub.dropped", "{frame}", "Frames and events not passed on: duplicate, stale, malformed, too_large, unknown, unused.");
        revocations = meter.CreateCounter<long>("modbot.eventsub.revocations", "{subscription}", "Subscriptions that Twitch took away.");
        requests = meter.CreateCounter<long>("modbot.helix.requests", "{request}", "Helix requests, by status class.");
        retries = meter.CreateCounter<long>("modbot.helix.retries", "{request}", "Helix requests sent again.");
        refreshes = meter.CreateCounter<long>("modbot.twitch.token.refreshes", "{refresh}", "Token refreshes, by whether they worked.");
    }

    internal void Reconnect(string reason) => reconnects.Add(1, Tag("reason", reason));

    internal void Received() => received.Add(1);

    internal void Dropped(string why) => dropped.Add(1, Tag("why", why));

    internal void Revoked() => revocations.Add(1);

    internal void Request(int status) => requests.Add(1, Tag("status", status switch { < 300 => "2xx", < 400 => "3xx", 429 => "429", < 500 => "4xx", _ => "5xx" }));

    internal void Retry() => retries.Add(1);

    internal void Refresh(bool worked) => refreshes.Add(1, Tag("worked", worked));

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
