namespace ModBot.Sandbox.Chat;

/// <summary>What moderators think of a user's trust.</summary>
public enum SuspiciousStatus
{
    None,
    ActiveMonitoring,
    Restricted,
}

/// <summary>A banned user's request; resolved once by a moderator. <c>Status</c> is pending, approved or denied.</summary>
public sealed record UnbanRequest(string Id, SandboxUser User, string Text, DateTimeOffset CreatedAt)
{
    public string Status { get; init; } = "pending";

    public SandboxUser? Moderator { get; init; }

    public string ResolutionText { get; init; } = "";

    public DateTimeOffset? ResolvedAt { get; init; }
}

/// <summary>Whether shield mode is on, and who last switched it on.</summary>
public sealed record ShieldMode(bool IsActive, SandboxUser? Moderator = null, DateTimeOffset? LastActivatedAt = null);

/// <summary>Several channels with one chat. The host is among the participants.</summary>
public sealed record SharedChat(string Id, SandboxUser Host, IReadOnlyList<SandboxUser> Participants, DateTimeOffset CreatedAt);

/// <summary>What happened in chat other than a message. <c>Kind</c> is announcement, resub or raid; the text may be empty.</summary>
public sealed record ChatNotice(
    string Id, string Kind, SandboxUser Broadcaster, SandboxUser Chatter, ChatRole Role, string SystemText, IReadOnlyList<ChatFragment> Fragments, int Count)
{
    /// <summary>What the user wrote with it; to be moderated like any message.</summary>
    public string Text => string.Concat(Fragments.Select(fragment => fragment.Text));
}

/// <summary>What one channel has beside its messages. Not thread-safe: <see cref="ChatState"/> guards it.</summary>
internal sealed class ChannelState
{
    public AutoModSettings AutoMod { get; set; } = AutoModSettings.Overall(4);

    /// <summary>A switch of the dashboard; Helix does not know it.</summary>
    public bool HoldsLinks { get; set; }

    public List<BlockedTerm> BlockedTerms { get; } = [];

    public HashSet<string> PermittedTerms { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ShieldMode Shield { get; set; } = new(false);

    public List<UnbanRequest> UnbanRequests { get; } = [];

    public Dictionary<string, SuspiciousStatus> Suspicious { get; } = new(StringComparer.Ordinal);

    /// <summary>Null while offline.</summary>
    public string? StreamId { get; set; }

    public SandboxUser? RaidTarget { get; set; }

    public SharedChat? SharedChat { get; set; }
}
