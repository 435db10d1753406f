namespace ModBot.Sandbox.EventSub;

/// <summary>One subscription. <see cref="EventSubHub"/> guards the parts that change.</summary>
internal sealed class Subscription(
    SubscriptionType type, IReadOnlyDictionary<string, string> condition, string clientId, string userId, int cost, DateTimeOffset createdAt)
{
    public const string Enabled = "enabled";

    public string Id { get; } = Guid.NewGuid().ToString();

    public SubscriptionType Type => type;

    public IReadOnlyDictionary<string, string> Condition => condition;

    public string ClientId => clientId;

    /// <summary>Whose token made it.</summary>
    public string UserId => userId;

    public int Cost => cost;

    public DateTimeOffset CreatedAt => createdAt;

    public required EventSubSession Session { get; set; }

    public string Status { get; set; } = Enabled;

    public DateTimeOffset? DisabledAt { get; set; }

    public bool IsEnabled => Status == Enabled;

    public bool Asks(SubscriptionType otherType, IReadOnlyDictionary<string, string> otherCondition)
        => type == otherType && condition.All(pair => otherCondition.GetValueOrDefault(pair.Key) == pair.Value);
}
