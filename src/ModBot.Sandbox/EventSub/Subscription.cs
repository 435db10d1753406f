namespace ModBot.Sandbox.EventSub;

/// <summary>One subscription, on a session or on a conduit. <see cref="EventSubHub"/> guards the parts that change.</summary>
internal sealed class Subscription(
    SubscriptionType type, IReadOnlyDictionary<string, string> condition, string clientId, string userId, int cost, DateTimeOffset createdAt)
{
    public const string Enabled = "enabled";

    public string Id { get; } = Guid.NewGuid().ToString();

    public SubscriptionType Type => type;

    public IReadOnlyDictionary<string, string> Condition => condition;

    public string ClientId => clientId;

    /// <summary>Whose token made it; empty for an application's.</summary>
    public string UserId => userId;

    /// <summary>The user whose authorization it needs.</summary>
    public string AuthorizerId => type.AuthorizerOf(condition);

    public int Cost => cost;

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>Null on a conduit.</summary>
    public EventSubSession? Session { get; set; }

    /// <summary>Null on a session.</summary>
    public Conduit? Conduit { get; init; }

    public string Status { get; set; } = Enabled;

    public DateTimeOffset? DisabledAt { get; set; }

    public bool IsEnabled => Status == Enabled;

    public bool SharesTransportWith(Subscription other) => Session == other.Session && Conduit == other.Conduit;

    /// <summary>The session that gets what happens in a channel; null when the conduit has none for it.</summary>
    public EventSubSession? ReceiverFor(string channelId) => Session ?? Conduit?.Route(channelId);

    public bool Asks(SubscriptionType otherType, IReadOnlyDictionary<string, string> otherCondition)
        => type == otherType && condition.Count == otherCondition.Count
            && condition.All(pair => otherCondition.GetValueOrDefault(pair.Key) == pair.Value);
}
