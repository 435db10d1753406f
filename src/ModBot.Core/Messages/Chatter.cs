using System.Text.Json.Serialization;

namespace ModBot.Messages;

/// <summary>Who sent a message, as the event itself says. Badges are read per message and never cached.</summary>
public sealed record Chatter(ChatterId Id, string Login, string DisplayName, Badges Badges = Badges.None)
{
    /// <summary>The name of the role that an API key acts in. No event carries one, and no store keeps it.</summary>
    [JsonIgnore]
    public string? KeyRole { get; init; }

    /// <summary>The bearer of an API key: its id is no Twitch user's.</summary>
    public static Chatter OfKey(string name, string role) => new(new ChatterId(Actor.KeyPrefix + name), Actor.KeyPrefix + name, Actor.KeyPrefix + name) { KeyRole = role };
}

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
