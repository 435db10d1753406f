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

    /// <summary>May block and permit terms.</summary>
    Terms = 1 << 12,

    /// <summary>May put the channel's shield up and down.</summary>
    Shield = 1 << 13,

    /// <summary>May take records of decisions and settings out.</summary>
    Export = 1 << 14,
    All = (1 << 15) - 1,
}
