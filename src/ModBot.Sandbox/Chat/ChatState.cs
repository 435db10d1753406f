namespace ModBot.Sandbox.Chat;

/// <summary>What posting, moderating and reading share: the rooms behind one lock, and the way out for events.</summary>
internal sealed class ChatState
{
    private readonly SandboxOptions options;
    private readonly TimeProvider time;
    private readonly Dictionary<string, ChatRoom> rooms = new(StringComparer.Ordinal);

    public ChatState(SandboxOptions options, TimeProvider time, SandboxCounters counters)
    {
        this.options = options;
        this.time = time;
        Counters = counters;
        Events = new SandboxEvents(options.MaxLoggedEvents);
        HeldMessages = new HeldMessages(this);
    }

    /// <summary>Guards the rooms. Events are published inside it, so their order is the order of the states.</summary>
    public Lock Gate { get; } = new();

    public SandboxOptions Options => options;

    public UserDirectory Users { get; } = new();

    public SandboxEvents Events { get; }

    public HeldMessages HeldMessages { get; }

    public SandboxCounters Counters { get; }

    /// <summary>Delivers events to EventSub sessions; called inside the gate and never waits.</summary>
    public Action<SandboxEvent>? Deliver { get; set; }

    /// <summary>AutoMod's boundaries are told in bytes.</summary>
    public volatile bool CountsBytes;

    public DateTimeOffset Now => time.GetUtcNow();

    public IEnumerable<ChatRoom> Rooms => rooms.Values;

    public ChatRoom AddRoom(SandboxUser broadcaster)
    {
        if (!rooms.TryGetValue(broadcaster.Id, out var room))
        {
            room = new ChatRoom(broadcaster, options.MaxMessagesPerChannel);
            if (options.ViewerDelaySeconds is { } delay)
                room.Settings = room.Settings with { NonModeratorChatDelay = true, NonModeratorChatDelayDuration = delay };
            rooms.Add(broadcaster.Id, room);
        }

        return room;
    }

    public ChatRoom? FindRoom(string? broadcaster)
        => Users.Find(broadcaster) is { } user ? rooms.GetValueOrDefault(user.Id) : null;

    public ChatRoom Room(string broadcaster)
        => FindRoom(broadcaster) ?? throw new ArgumentException($"The sandbox has no channel '{broadcaster}'; add it with AddChannel.", nameof(broadcaster));

    public SandboxUser User(string user)
        => Users.Find(user) ?? throw new ArgumentException($"The sandbox has no user '{user}'; add it with AddUser.", nameof(user));

    public ChatMessage? FindMessage(string messageId)
        => rooms.Values.Select(room => room.Find(messageId)).FirstOrDefault(message => message is not null);

    /// <summary>A message enters chat, and the chats that are shared with it under ids of their own.</summary>
    public void Enter(ChatMessage message)
    {
        Publish(new MessagePosted(message.SentAt, message));
        foreach (var partner in Room(message.Broadcaster.Id).Partners)
        {
            var room = Room(partner.Id);
            var copy = message with
            {
                Id = Guid.NewGuid().ToString(),
                Broadcaster = partner,
                Role = room.RoleOf(message.Chatter),
                Source = message,
                ReplyTo = null,
                HeldFor = null,
            };
            room.Add(copy);
            Publish(new MessagePosted(copy.SentAt, copy));
        }
    }

    public void Publish(SandboxEvent happened)
    {
        Counters.Count(happened);
        Events.Append(happened);
        Deliver?.Invoke(happened);
    }
}
