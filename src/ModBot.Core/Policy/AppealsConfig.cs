namespace ModBot.Policy;

/// <summary>How viewers ask moderators to look again. Twitch's unban requests come into the queue in the same way.</summary>
public sealed record AppealsConfig
{
    /// <summary>Whether appeals and unban requests come into the queue. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What a viewer types whose message was denied. 2 to 20 characters without spaces, and another word than commands start with. Default <c>!appeal</c>.</summary>
    public string Command { get; init; } = "!appeal";

    /// <summary>When an appeal that nobody decided lapses, 1 hour to 7 days. Default 3 days.</summary>
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromDays(3);
}
