namespace ModBot.Sandbox.Chat;

/// <summary>The state of one channel's chat. Not thread-safe: <see cref="ChatState"/> guards it.</summary>
internal sealed class ChatRoom(SandboxUser broadcaster, int maxMessages)
{
    private readonly Dictionary<string, ChatRole> roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChatMessage> messages = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly Dictionary<string, Restriction> restrictions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChatMessage> lastByUser = new(StringComparer.Ordinal);

    public SandboxUser Broadcaster => broadcaster;

    public ChatSettings Settings { get; set; } = new();

    public ChannelState Channel { get; } = new();

    /// <summary>The other channels of the shared chat.</summary>
    public IReadOnlyList<SandboxUser> Partners
        => Channel.SharedChat is { } shared ? [.. shared.Participants.Where(one => one != broadcaster)] : [];

    public IEnumerable<ChatMessage> Messages => order.Select(id => messages[id]);

    public IEnumerable<KeyValuePair<string, ChatRole>> Roles => roles;

    public ChatRole RoleOf(SandboxUser user)
        => user.Id == broadcaster.Id ? ChatRole.Broadcaster : roles.GetValueOrDefault(user.Id);

    public void SetRole(SandboxUser user, ChatRole role) => roles[user.Id] = role;

    public ChatMessage? Find(string messageId) => messages.GetValueOrDefault(messageId);

    public ChatMessage? LastOf(SandboxUser user) => lastByUser.GetValueOrDefault(user.Id);

    public void Add(ChatMessage message)
    {
        messages[message.Id] = message;
        order.Enqueue(message.Id);
        lastByUser[message.Chatter.Id] = message;
        if (order.Count > maxMessages)
            messages.Remove(order.Dequeue());
    }

    public void Replace(ChatMessage message) => messages[message.Id] = message;

    /// <summary>The ban or running timeout of a user.</summary>
    public Restriction? RestrictionOf(SandboxUser user, DateTimeOffset now)
    {
        if (!restrictions.TryGetValue(user.Id, out var restriction))
            return null;
        if (restriction.EndsAt > now || restriction.IsBan)
            return restriction;

        restrictions.Remove(user.Id);
        return null;
    }

    public void Restrict(Restriction restriction) => restrictions[restriction.User.Id] = restriction;

    public void Lift(SandboxUser user) => restrictions.Remove(user.Id);
}
