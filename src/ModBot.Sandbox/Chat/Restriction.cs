namespace ModBot.Sandbox.Chat;

/// <summary>A ban (no end) or a timeout.</summary>
public sealed record Restriction(SandboxUser User, SandboxUser Moderator, string Reason, DateTimeOffset CreatedAt, DateTimeOffset? EndsAt)
{
    public bool IsBan => EndsAt is null;
}
