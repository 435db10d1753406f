using System.Security.Cryptography;
using System.Text;

namespace ModBot.Twitch.Auth;

/// <summary>One account's login, as the token file keeps it.</summary>
/// <param name="Seed">Which login from outside these tokens grew from; a different one outside means that somebody logged in anew.</param>
/// <param name="UserId">Whose it is; null until Twitch was asked, for a login that was given as tokens alone.</param>
/// <param name="IsStreamer">A streamer let the bot in; this is not an account that the bot acts as.</param>
/// <param name="Since">When somebody logged in, so that the latest login can be told.</param>
internal sealed record StoredLogin(
    string? ClientId = null,
    string? ClientSecret = null,
    string? AccessToken = null,
    string? RefreshToken = null,
    string? Seed = null,
    string? UserId = null,
    string? Login = null,
    bool IsStreamer = false,
    DateTimeOffset Since = default)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasTokens => AccessToken is not null || RefreshToken is not null;

    public static string SeedOf(TwitchLogin login) => SeedOf(login.AccessToken, login.RefreshToken);

    /// <summary>Names the tokens without telling them.</summary>
    public string Fingerprint() => SeedOf(AccessToken, RefreshToken);

    /// <summary>Whether storing one replaces the other.</summary>
    public bool IsSameAs(StoredLogin other) => IsStreamer == other.IsStreamer
        && (UserId is not null && UserId == other.UserId || Seed is not null && Seed == other.Seed || (UserId ?? Seed ?? other.UserId ?? other.Seed) is null);

    public override string ToString() => $"{nameof(StoredLogin)} {{ HasTokens = {HasTokens} }}";

    private static string SeedOf(string? accessToken, string? refreshToken) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{accessToken}\n{refreshToken}")))[..16];
}

/// <summary>What is encrypted.</summary>
internal sealed record StoredLogins(StoredLogin[] Logins)
{
    public override string ToString() => nameof(StoredLogins);
}

/// <summary>The token file: encrypted logins, or one login in plain text as people and earlier versions write it.</summary>
internal sealed record StoredFile(
    string? Protected = null, string? ClientId = null, string? ClientSecret = null, string? AccessToken = null, string? RefreshToken = null, string? Seed = null)
{
    public override string ToString() => nameof(StoredFile);
}
