namespace ModBot.Sandbox.Chat;

/// <summary>AutoMod's levels changed.</summary>
public sealed record AutoModSettingsChanged(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser Moderator, AutoModSettings Settings)
    : SandboxEvent(At, Broadcaster);

/// <summary>A blocked or permitted term came or went. <c>Action</c> is add or remove, <c>List</c> blocked or permitted.</summary>
public sealed record TermsChanged(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser Moderator, string Action, string List, string Term)
    : SandboxEvent(At, Broadcaster);

/// <summary>Shield mode went on or off.</summary>
public sealed record ShieldModeChanged(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser Moderator, bool IsActive) : SandboxEvent(At, Broadcaster);

/// <summary>A banned user asked to be let in again.</summary>
public sealed record UnbanRequested(DateTimeOffset At, SandboxUser Broadcaster, UnbanRequest Request) : SandboxEvent(At, Broadcaster);

/// <summary>A moderator answered; an approved user is let in right after.</summary>
public sealed record UnbanRequestResolved(DateTimeOffset At, SandboxUser Broadcaster, UnbanRequest Request) : SandboxEvent(At, Broadcaster);

/// <summary>A moderator watches a user, restricts him, or stops doing so.</summary>
public sealed record SuspiciousUserChanged(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser Moderator, SandboxUser User, SuspiciousStatus Status)
    : SandboxEvent(At, Broadcaster);

/// <summary>A watched or restricted user wrote; only moderators see what a restricted one writes.</summary>
public sealed record SuspiciousMessage(DateTimeOffset At, ChatMessage Message, SuspiciousStatus Status) : SandboxEvent(At, Message.Broadcaster);

/// <summary>A user has read his warning.</summary>
public sealed record WarningAcknowledged(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser User) : SandboxEvent(At, Broadcaster);

/// <summary>The stream started or ended.</summary>
public sealed record StreamChanged(DateTimeOffset At, SandboxUser Broadcaster, string StreamId, bool IsLive) : SandboxEvent(At, Broadcaster);

/// <summary>The channel set out to raid another.</summary>
public sealed record RaidStarted(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser Target, int Viewers) : SandboxEvent(At, Broadcaster);

/// <summary>The raid that the channel had set out for is off.</summary>
public sealed record RaidCanceled(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser Target) : SandboxEvent(At, Broadcaster);

/// <summary>The viewers of another channel came in; the notice is in chat.</summary>
public sealed record RaidArrived(DateTimeOffset At, SandboxUser Broadcaster, SandboxUser From, int Viewers) : SandboxEvent(At, Broadcaster);

/// <summary>A line in chat that is not a plain message: an announcement, a shared resubscription, a raid.</summary>
public sealed record NoticePosted(DateTimeOffset At, ChatNotice Notice) : SandboxEvent(At, Notice.Broadcaster);

/// <summary>A shared chat began, changed or ended for one of its channels. <c>Change</c> is begin, update or end.</summary>
public sealed record SharedChatChanged(DateTimeOffset At, SandboxUser Broadcaster, SharedChat Session, string Change) : SandboxEvent(At, Broadcaster);
