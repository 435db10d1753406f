namespace ModBot.Sandbox.Chat;

/// <summary>Something that happened in a channel. Events come in the order in which they happened.</summary>
public abstract record SandboxEvent(DateTimeOffset At, SandboxUser Broadcaster);

/// <summary>A message entered chat: typed, sent by a bot, or allowed after a hold.</summary>
public sealed record MessagePosted(DateTimeOffset At, ChatMessage Message) : SandboxEvent(At, Message.Broadcaster);

/// <summary>AutoMod held a message; nobody but moderators sees it.</summary>
public sealed record MessageHeld(DateTimeOffset At, ChatMessage Message) : SandboxEvent(At, Message.Broadcaster);

/// <summary>A held message was allowed (status visible), denied or expired. An allowed one is posted right after.</summary>
public sealed record HeldMessageResolved(DateTimeOffset At, ChatMessage Message) : SandboxEvent(At, Message.Broadcaster)
{
    public SandboxUser? Moderator => Message.ChangedBy;
}

/// <summary>A moderator deleted one message.</summary>
public sealed record MessageDeleted(DateTimeOffset At, ChatMessage Message, SandboxUser Moderator) : SandboxEvent(At, Message.Broadcaster);

/// <summary>A user was banned or timed out, which also removed these messages.</summary>
public sealed record UserRestricted(DateTimeOffset At, SandboxUser Broadcaster, Restriction Restriction, IReadOnlyList<string> RemovedMessageIds)
    : SandboxEvent(At, Broadcaster);

/// <summary>A ban or timeout was taken back. A timeout that runs out raises nothing, as on Twitch.</summary>
public sealed record RestrictionLifted(DateTimeOffset At, SandboxUser Broadcaster, Restriction Restriction, SandboxUser Moderator)
    : SandboxEvent(At, Broadcaster);

/// <summary>A user got a warning.</summary>
public sealed record UserWarned(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser User, SandboxUser Moderator, string Reason)
    : SandboxEvent(At, Broadcaster);

/// <summary>A moderator cleared the whole chat.</summary>
public sealed record ChatCleared(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser Moderator) : SandboxEvent(At, Broadcaster);

/// <summary>The chat settings changed.</summary>
public sealed record SettingsChanged(
    DateTimeOffset At, SandboxUser Broadcaster, SandboxUser Moderator, ChatSettings Before, ChatSettings Settings) : SandboxEvent(At, Broadcaster);

/// <summary>A user became something else in a channel.</summary>
public sealed record RoleChanged(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser User, ChatRole Before, ChatRole After)
    : SandboxEvent(At, Broadcaster);
