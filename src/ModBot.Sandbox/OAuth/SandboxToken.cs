namespace ModBot.Sandbox.OAuth;

/// <summary>An access token. An application's own token has no user and no refresh token.</summary>
public sealed record SandboxToken(
    string AccessToken, string? RefreshToken, string ClientId, string? UserId, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>When the refresh token dies if nobody uses it.</summary>
    public DateTimeOffset RefreshExpiresAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Never prints the secrets.</summary>
    public override string ToString() => $"token of {UserId ?? "the application"} for {ClientId}, {Scopes.Count} scopes, until {ExpiresAt:u}";
}
