namespace ModBot.Rules;

/// <summary>What should happen to a message, from mild to severe: of several verdicts the greatest wins. Anything beyond <see cref="Hold"/> acts without a moderator, and only in the mode Enforce.</summary>
public enum Verdict
{
    Allow,

    /// <summary>Nothing happens to the message; that the rule hit is counted and told.</summary>
    Observe,
    Hold,
    Delete,

    /// <summary>Delete, and a warning that the chatter must acknowledge.</summary>
    Warn,
    Timeout,
    Ban,
}

/// <summary>How long a timeout may be: Twitch takes 1 to 1,209,600 seconds (Helix, Ban User).</summary>
public static class TimeoutLimits
{
    public static TimeSpan Shortest { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan Longest { get; } = TimeSpan.FromDays(14);
}
