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
