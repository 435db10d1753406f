namespace ModBot.Messages;

/// <summary>Who sent a message, as the event itself says. Badges are read per message and never cached.</summary>
public sealed record Chatter(ChatterId Id, string Login, string DisplayName, Badges Badges = Badges.None);

/// <summary>The badges that carry a role. <c>lead_moderator</c> is a badge of its own and does not come with <c>moderator</c>.</summary>
[Flags]
public enum Badges
{
    None = 0,
    Subscriber = 1,
    Vip = 2,
    Moderator = 4,
    LeadModerator = 8,
    Broadcaster = 16,
}
