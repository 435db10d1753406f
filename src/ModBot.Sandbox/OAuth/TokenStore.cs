using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ModBot.Sandbox.OAuth;

/// <summary>Access and refresh tokens that are alive. Thread-safe.</summary>
internal sealed class TokenStore(SandboxOptions options)
{
    private static readonly TimeSpan AppTokenLifetime = TimeSpan.FromDays(58);

    /// <summary>A public client's refresh token dies when it is not used for this long; a confidential client's lives on.</summary>
    private static readonly TimeSpan PublicRefreshLifetime = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<string, SandboxToken> byAccess = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SandboxToken> byRefresh = new(StringComparer.Ordinal);

    /// <summary>Life of the user tokens issued from now on.</summary>
    public TimeSpan Lifetime { get; set; } = options.TokenLifetime;

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public SandboxToken Issue(string clientId, string? userId, IEnumerable<string> scopes)
    {
        var token = new SandboxToken(
            NewSecret(30),
            userId is null ? null : NewSecret(50),
            clientId,
            userId,
            [.. scopes.Distinct().Order(StringComparer.Ordinal)],
            Now + (userId is null ? AppTokenLifetime : Lifetime))
        {
            RefreshExpiresAt = clientId == options.PublicClientId ? Now + PublicRefreshLifetime : DateTimeOffset.MaxValue,
        };
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
        return old.RefreshExpiresAt > Now ? Issue(old.ClientId, old.UserId, old.Scopes) : null;
    }

    public bool Revoke(string clientId, string accessToken)
    {
        if (!byAccess.TryGetValue(accessToken, out var token) || token.ClientId != clientId)
            return false;
        Forget(token);
        return true;
    }

    /// <summary>The user disconnects every application: all tokens are dead, refresh tokens too. Returns which applications.</summary>
    public IReadOnlyList<string> RevokeUser(string userId)
    {
        var tokens = byAccess.Values.Concat(byRefresh.Values).Where(token => token.UserId == userId).ToList();
        foreach (var token in tokens)
            Forget(token);
        return [.. tokens.Select(token => token.ClientId).Distinct()];
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
