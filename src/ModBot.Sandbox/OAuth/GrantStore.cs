using System.Collections.Concurrent;

namespace ModBot.Sandbox.OAuth;

/// <summary>Logins that wait for a person (device codes) or for the application (authorization codes). Thread-safe.</summary>
internal sealed class GrantStore(SandboxOptions options)
{
    private static readonly TimeSpan AuthorizationCodeLifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, AuthorizationGrant> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DeviceGrant> devices = new(StringComparer.Ordinal);

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public string AddCode(string clientId, string userId, IReadOnlyList<string> scopes, string redirectUri, string codeChallenge)
    {
        var code = TokenStore.NewSecret(30);
        codes[code] = new AuthorizationGrant(clientId, userId, scopes, redirectUri, codeChallenge, Now + AuthorizationCodeLifetime);
        return code;
    }

    /// <summary>A code works once, for its client, its redirect address and whoever holds the verifier of its challenge.</summary>
    public AuthorizationGrant? TakeCode(string code, string clientId, string redirectUri, string codeVerifier)
        => codes.TryRemove(code, out var grant) && grant.ClientId == clientId && grant.RedirectUri == redirectUri && grant.ExpiresAt > Now
            && Pkce.Fits(grant.CodeChallenge, codeVerifier)
            ? grant
            : null;

    public DeviceGrant AddDevice(string clientId, IReadOnlyList<string> scopes)
    {
        var grant = new DeviceGrant(
            TokenStore.NewSecret(40), TokenStore.NewSecret(8).ToUpperInvariant(), clientId, scopes, Now + options.DeviceCodeLifetime);
        devices[grant.DeviceCode] = grant;
        return grant;
    }

    public DeviceGrant? FindDevice(string deviceCode)
        => devices.TryGetValue(deviceCode, out var grant) && grant.ExpiresAt > Now ? grant : null;

    /// <summary>The device that shows this code and that nobody has confirmed yet.</summary>
    public DeviceGrant? FindUserCode(string userCode)
        => devices.Values.FirstOrDefault(grant
            => grant.UserId is null && grant.UserCode.Equals(userCode.Trim(), StringComparison.OrdinalIgnoreCase) && grant.ExpiresAt > Now);

    /// <summary>A device code works once.</summary>
    public bool TakeDevice(DeviceGrant grant) => devices.TryRemove(grant.DeviceCode, out _);

    /// <summary>Every device code that waits dies as if its time had come; returns how many.</summary>
    public int ExpireDevices()
    {
        var waiting = devices.Count;
        devices.Clear();
        return waiting;
    }
}

/// <summary>An authorization code's promise; the challenge is empty when the application gave none.</summary>
internal sealed record AuthorizationGrant(
    string ClientId, string UserId, IReadOnlyList<string> Scopes, string RedirectUri, string CodeChallenge, DateTimeOffset ExpiresAt);

/// <summary>A device that waits; <see cref="UserId"/> is set when somebody has approved it.</summary>
internal sealed class DeviceGrant(string deviceCode, string userCode, string clientId, IReadOnlyList<string> scopes, DateTimeOffset expiresAt)
{
    public string DeviceCode => deviceCode;

    public string UserCode => userCode;

    public string ClientId => clientId;

    public IReadOnlyList<string> Scopes => scopes;

    public DateTimeOffset ExpiresAt => expiresAt;

    public string? UserId { get; set; }
}
