namespace ModBot.Sandbox.Chat;

/// <summary>Where a message stands. Only <see cref="Visible"/> messages are on screen.</summary>
public enum MessageStatus
{
    Visible,
    Deleted,
    Held,
    Denied,
    Expired,
}

/// <summary>One chat message as it stood when it was read; the sandbox replaces the record when the state changes.</summary>
/// <remarks>
/// <c>Id</c> is a UUID; a message that AutoMod held keeps it when it is allowed. <c>SentAt</c> is when it entered chat, or when it was held.
/// </remarks>
public sealed record ChatMessage(
    string Id,
    SandboxUser Broadcaster,
    SandboxUser Chatter,
    ChatRole Role,
    string Text,
    IReadOnlyList<ChatFragment> Fragments,
    DateTimeOffset SentAt,
    MessageStatus Status)
{
    /// <summary>The text without the wrapper of an action (<c>/me</c>).</summary>
    public string Body => string.Concat(Fragments.Select(fragment => fragment.Text));

    public ChatMessage? ReplyTo { get; init; }

    /// <summary>Why AutoMod held it, also after the decision.</summary>
    public AutoModMatch? HeldFor { get; init; }

    /// <summary>Who deleted, allowed or denied it; null when nobody did or a hold expired.</summary>
    public SandboxUser? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The connection it was sent on, which does not get it back; null when that does not matter.</summary>
    internal object? SentThrough { get; init; }
}
