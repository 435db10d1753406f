namespace ModBot.Sandbox.OAuth;

/// <summary>An access token. An application's own token has no user and no refresh token.</summary>
public sealed record SandboxToken(
    string AccessToken, string? RefreshToken, string ClientId, string? UserId, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>Never prints the secrets.</summary>
    public override string ToString() => $"token of {UserId ?? "the application"} for {ClientId}, {Scopes.Count} scopes, until {ExpiresAt:u}";
}
