namespace ModBot.Policy;

/// <summary>What a role may do.</summary>
[Flags]
public enum Permissions
{
    None = 0,
    View = 1 << 0,
    Claim = 1 << 1,

    /// <summary>May say how a hold should end; a second moderator confirms.</summary>
    Propose = 1 << 2,
    Approve = 1 << 3,
    Deny = 1 << 4,
    Warn = 1 << 5,
    Timeout = 1 << 6,
    Ban = 1 << 7,
    Undo = 1 << 8,
    Levels = 1 << 9,
    Roles = 1 << 10,
    Stats = 1 << 11,
    All = (1 << 12) - 1,
}
