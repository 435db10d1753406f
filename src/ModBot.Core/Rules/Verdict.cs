namespace ModBot.Rules;

/// <summary>What should happen to a message, from mild to severe: of several verdicts the greatest wins.</summary>
public enum Verdict
{
    Allow,
    Hold,
    Delete,
    Timeout,
    Ban,
}

/// <summary>How long a timeout may be: Twitch takes 1 to 1,209,600 seconds (Helix, Ban User).</summary>
public static class TimeoutLimits
{
    public static TimeSpan Shortest { get; } = TimeSpan.FromSeconds(1);

    public static TimeSpan Longest { get; } = TimeSpan.FromDays(14);
}
