namespace ModBot.Sandbox.Chat;

/// <summary>The chat of all channels: who is there, what was said, posting. Thread-safe. Users and channels go by id or login.</summary>
public sealed class SandboxChat
{
    private const int MaxCharacters = 500;

    private readonly ChatState state;

    internal SandboxChat(ChatState state) => this.state = state;

    /// <summary>All accounts, by id.</summary>
    public IReadOnlyList<SandboxUser> Users => state.Users.All;

    /// <summary>The accounts that have a channel.</summary>
    public IReadOnlyList<SandboxUser> Broadcasters
    {
        get
        {
            lock (state.Gate)
                return [.. state.Rooms.Select(room => room.Broadcaster)];
        }
    }

    /// <summary>What happened, in order.</summary>
    public SandboxEvents Events => state.Events;

    public SandboxUser? FindUser(string idOrLogin) => state.Users.Find(idOrLogin);

    /// <summary>Adds an account, or returns the one with that login.</summary>
    public SandboxUser AddUser(string login, string? displayName = null) => state.Users.Ensure(login, displayName);

    /// <summary>Adds a channel (and its account where it is new) in which <paramref name="moderators"/> are moderators.</summary>
    public SandboxUser AddChannel(string login, params IEnumerable<string> moderators)
    {
        var broadcaster = AddUser(login);
        lock (state.Gate)
        {
            var room = state.AddRoom(broadcaster);
            foreach (var moderator in moderators)
                room.SetRole(AddUser(moderator), ChatRole.Moderator);
        }

        return broadcaster;
    }

    public ChatRole RoleOf(string channel, string user)
    {
        lock (state.Gate)
            return state.Room(channel).RoleOf(state.User(user));
    }

    /// <summary>Makes a user something else in a channel; taking a moderator's role revokes what only moderators may subscribe to.</summary>
    public void SetRole(string channel, string user, ChatRole role)
    {
        lock (state.Gate)
        {
            var (room, account) = (state.Room(channel), state.User(user));
            var before = room.RoleOf(account);
            if (before == role || before == ChatRole.Broadcaster || role == ChatRole.Broadcaster)
                return;

            room.SetRole(account, role);
            state.Publish(new RoleChanged(state.Now, room.Broadcaster, account, before, role));
        }
    }

    /// <summary>Everything that was said in a channel and is still remembered, whatever became of it, oldest first.</summary>
    public IReadOnlyList<ChatMessage> Messages(string channel)
    {
        lock (state.Gate)
            return [.. state.Room(channel).Messages];
    }

    public ChatMessage? FindMessage(string messageId)
    {
        lock (state.Gate)
            return state.FindMessage(messageId);
    }

    /// <summary>The ban or running timeout of a user, or null.</summary>
    public Restriction? RestrictionOf(string channel, string user)
    {
        lock (state.Gate)
            return state.Room(channel).RestrictionOf(state.User(user), state.Now);
    }

    public ChatSettings Settings(string channel)
    {
        lock (state.Gate)
            return state.Room(channel).Settings;
    }

    /// <summary>Changes the chat settings as a moderator, or as the broadcaster when none is named.</summary>
    public ChatSettings ChangeSettings(string channel, Func<ChatSettings, ChatSettings> change, string? moderator = null)
    {
        lock (state.Gate)
        {
            var room = state.Room(channel);
            var before = room.Settings;
            var settings = change(before);
            if (settings != before)
            {
                room.Settings = settings;
                var actor = moderator is null ? room.Broadcaster : state.User(moderator);
                state.Publish(new SettingsChanged(state.Now, room.Broadcaster, actor, before, settings));
            }

            return settings;
        }
    }

    /// <summary>Types a message as a user. AutoMod may hold it and the channel's rules may drop it.</summary>
    public PostResult Post(string channel, string user, string text, string? replyToMessageId = null) => Post(channel, user, text, replyToMessageId, null);

    internal PostResult Post(string channel, string user, string text, string? replyToMessageId, object? sentThrough)
    {
        lock (state.Gate)
        {
            var (room, chatter) = (state.Room(channel), state.User(user));
            var role = room.RoleOf(chatter);
            var now = state.Now;
            var isAction = text.StartsWith("/me ", StringComparison.Ordinal);
            var body = (isAction ? text[4..] : text).Trim();
            if (body.Length == 0)
                return new PostResult.Dropped("msg_bad_characters", "Your message has no text.");
            if (body.EnumerateRunes().Count() > MaxCharacters)
                return new PostResult.Dropped("msg_too_long", "The message is too large.");
            if (ChatRules.Refuse(room, chatter, role, body, now) is { } refusal)
                return refusal;

            // Twitch wraps an action's text and leaves its fragments bare.
            var sent = isAction ? $"\u0001ACTION {body}\u0001" : body;
            if ((!role.IsPrivileged || state.Options.DropRepeatsOfModerators) && ChatRules.IsRepeat(room, chatter, sent, now))
                return new PostResult.Dropped("msg_duplicate", "Your message is identical to the one you sent less than 30 seconds ago.");

            var match = role.CanModerate ? null : AutoMod.Match(body, state.Options.AutoModTerms);
            var message = new ChatMessage(
                Guid.NewGuid().ToString(), room.Broadcaster, chatter, role, sent,
                Fragmenter.Cut(body, state.Users.Find, match?.Slices ?? []), now,
                match is null ? MessageStatus.Visible : MessageStatus.Held)
            {
                ReplyTo = replyToMessageId is null ? null : room.Find(replyToMessageId),
                HeldFor = match,
                SentThrough = sentThrough,
            };
            room.Add(message);
            return match is null ? Publish(message) : Hold(message);
        }
    }

    private PostResult.Posted Publish(ChatMessage message)
    {
        state.Publish(new MessagePosted(message.SentAt, message));
        return new PostResult.Posted(message);
    }

    private PostResult.Held Hold(ChatMessage message)
    {
        state.Publish(new MessageHeld(message.SentAt, message));
        state.HeldMessages.ExpireLater(message);
        return new PostResult.Held(message);
    }
}
