using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ModBot.Sandbox.OAuth;

/// <summary>Access and refresh tokens that are alive. Thread-safe.</summary>
internal sealed class TokenStore(SandboxOptions options)
{
    private static readonly TimeSpan AppTokenLifetime = TimeSpan.FromDays(58);

    private readonly ConcurrentDictionary<string, SandboxToken> byAccess = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SandboxToken> byRefresh = new(StringComparer.Ordinal);

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public SandboxToken Issue(string clientId, string? userId, IEnumerable<string> scopes)
    {
        var token = new SandboxToken(
            NewSecret(30),
            userId is null ? null : NewSecret(50),
            clientId,
            userId,
            [.. scopes.Distinct().Order(StringComparer.Ordinal)],
            Now + (userId is null ? AppTokenLifetime : options.TokenLifetime));
        byAccess[token.AccessToken] = token;
        if (token.RefreshToken is not null)
            byRefresh[token.RefreshToken] = token;
        return token;
    }

    /// <summary>Null when unknown, revoked or expired.</summary>
    public SandboxToken? Find(string accessToken)
        => byAccess.TryGetValue(accessToken, out var token) && token.ExpiresAt > Now ? token : null;

    /// <summary>A refresh token works once: whoever does not store the new pair is locked out, as a careless client should find out here.</summary>
    public SandboxToken? Refresh(string clientId, string refreshToken)
    {
        if (!byRefresh.TryGetValue(refreshToken, out var old) || old.ClientId != clientId || !byRefresh.TryRemove(refreshToken, out _))
            return null;
        return Issue(old.ClientId, old.UserId, old.Scopes);
    }

    public bool Revoke(string clientId, string accessToken)
    {
        if (!byAccess.TryGetValue(accessToken, out var token) || token.ClientId != clientId)
            return false;
        Forget(token);
        return true;
    }

    /// <summary>The user disconnects the application: every token is dead, refresh tokens too.</summary>
    public void RevokeUser(string userId)
    {
        foreach (var token in byAccess.Values.Concat(byRefresh.Values).Where(token => token.UserId == userId).ToList())
            Forget(token);
    }

    /// <summary>The access tokens of a user die as if their time had come; refreshing still works.</summary>
    public void ExpireUser(string userId)
    {
        foreach (var token in byAccess.Values.Where(token => token.UserId == userId).ToList())
            byAccess.TryRemove(token.AccessToken, out _);
    }

    /// <summary>True when the user has granted the scope to the client, by any token that lives or can be refreshed.</summary>
    public bool HasGranted(string clientId, string userId, string scope)
        => byAccess.Values.Concat(byRefresh.Values).Any(token
            => token.ClientId == clientId && token.UserId == userId && token.Scopes.Contains(scope));

    public bool HasAuthorized(string clientId, string userId)
        => byAccess.Values.Concat(byRefresh.Values).Any(token => token.ClientId == clientId && token.UserId == userId);

    public static string NewSecret(int length) => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", length);

    private void Forget(SandboxToken token)
    {
        byAccess.TryRemove(token.AccessToken, out _);
        if (token.RefreshToken is not null)
            byRefresh.TryRemove(token.RefreshToken, out _);
    }
}
