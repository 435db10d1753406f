namespace ModBot.Policy;

/// <summary>
/// What ModBot says in chat to somebody whose message it deleted and holds. Each sentence is said to one person at most once in 10 minutes, and five times a minute in a channel; never for the
/// card of a raid, and nothing while the channel's shield is up. 1 to 300 characters on one line, <c>{user}</c> stands for the login; null says nothing.
/// </summary>
public sealed record SenderNoticeConfig
{
    /// <summary>What stands for the sender's login.</summary>
    public const string User = "{user}";

    public const int MaxLength = 300;

    /// <summary>Whether anything is said at all. Default false.</summary>
    public bool Enabled { get; init; }

    /// <summary>When the message is held. Default "@{user} your message waits for a moderator, who will have a look at it."</summary>
    public string? Held { get; init; } = "@{user} your message waits for a moderator, who will have a look at it.";

    /// <summary>When a moderator approved it, beside the quote in which it comes back. Default null.</summary>
    public string? Approved { get; init; }

    /// <summary>When a moderator denied it. Default null.</summary>
    public string? Denied { get; init; }
}
