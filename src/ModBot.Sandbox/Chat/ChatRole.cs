namespace ModBot.Sandbox.Chat;

/// <summary>What a user is in one channel. Twitch tells it only through the badges of each message.</summary>
public enum ChatRole
{
    Viewer,
    Subscriber,
    Vip,
    Moderator,
    LeadModerator,
    Broadcaster,
}

/// <summary>A badge as chat events carry it; <c>Info</c> is the months of a subscriber, otherwise empty.</summary>
public sealed record ChatBadge(string SetId, string Id, string Info);

/// <summary>What a role shows and may do.</summary>
public static class ChatRoles
{
    private static readonly IReadOnlyList<ChatBadge>[] Badges =
    [
        [],
        [new("subscriber", "12", "14")],
        [new("vip", "1", "")],
        [new("moderator", "1", "")],
        // A lead moderator carries this badge in place of the moderator badge.
        [new("lead_moderator", "1", "")],
        [new("broadcaster", "1", "")],
    ];

    extension(ChatRole role)
    {
        public IReadOnlyList<ChatBadge> ToBadges() => Badges[(int)role];

        public bool CanModerate => role >= ChatRole.Moderator;

        public bool IsPrivileged => role >= ChatRole.Vip;
    }
}
