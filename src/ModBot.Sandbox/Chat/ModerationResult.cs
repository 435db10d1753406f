namespace ModBot.Sandbox.Chat;

/// <summary>How a moderator's act ended; each refusal is one of Twitch's rules.</summary>
public enum ModerationResult
{
    Done,
    NotModerator,
    NotFound,
    BroadcastersMessage,
    ModeratorsMessage,
    TargetNotAllowed,
    AlreadyBanned,
    NotBanned,
    AlreadyProcessed,
}
