namespace ModBot.Sandbox.EventSub;

/// <summary>All subscriptions and the limits on them. Not thread-safe: <see cref="EventSubHub"/> guards it.</summary>
internal sealed class SubscriptionBook
{
    private const int MaxSessions = 3;
    private const int MaxPerSession = 300;
    private const int MaxEqual = 3;

    /// <summary>Twitch lists a disabled WebSocket subscription for at least a minute.</summary>
    private static readonly TimeSpan ListedAfterEnd = TimeSpan.FromMinutes(1);

    private readonly List<Subscription> all = [];

    public IEnumerable<Subscription> All => all;

    /// <summary>An application's own limit is far above that of a user's token.</summary>
    public static int MaxTotalCost(string? userId) => string.IsNullOrEmpty(userId) ? 10_000 : 10;

    public IEnumerable<Subscription> EnabledOf(EventSubSession session) => all.Where(one => one.IsEnabled && one.Session == session);

    public IEnumerable<Subscription> OwnedBy(string clientId, string userId) => all.Where(one => one.ClientId == clientId && one.UserId == userId);

    public SubscribeResult Add(Subscription wanted)
    {
        var enabled = OwnedBy(wanted.ClientId, wanted.UserId).Where(one => one.IsEnabled).ToList();
        var equal = enabled.Where(one => one.Asks(wanted.Type, wanted.Condition)).ToList();
        if (equal.Find(one => one.SharesTransportWith(wanted)) is { } existing)
            return new SubscribeResult.Exists(existing.Id);
        if (equal.Count >= MaxEqual)
            return new SubscribeResult.TooMany("maximum subscriptions with type and condition exceeded");
        if (wanted.Session is { } session)
        {
            if (enabled.Select(one => one.Session).Append(session).Distinct().Count() > MaxSessions)
                return new SubscribeResult.TooMany("number of websocket transports limit exceeded");
            if (enabled.Count(one => one.Session == session) >= MaxPerSession)
                return new SubscribeResult.TooMany("number of subscriptions per websocket transport exceeded");
        }

        if (enabled.Sum(one => one.Cost) + wanted.Cost > MaxTotalCost(wanted.UserId))
            return new SubscribeResult.TooMany("cost exceeded");

        all.Add(wanted);
        return new SubscribeResult.Created(wanted);
    }

    public bool Remove(string id, string clientId, string userId) => all.RemoveAll(one => one.Id == id && one.ClientId == clientId && one.UserId == userId) > 0;

    public void Forget(DateTimeOffset now) => all.RemoveAll(one => one.DisabledAt is { } at && now - at > ListedAfterEnd);
}
