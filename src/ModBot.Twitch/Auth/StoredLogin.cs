using System.Security.Cryptography;
using System.Text;

namespace ModBot.Twitch.Auth;

/// <summary>What the token file holds.</summary>
/// <param name="Seed">Which login from outside these tokens grew from; a different one outside means that somebody logged in anew.</param>
internal sealed record StoredLogin(
    string? ClientId = null,
    string? ClientSecret = null,
    string? AccessToken = null,
    string? RefreshToken = null,
    string? Seed = null)
{
    public bool HasTokens => AccessToken is not null || RefreshToken is not null;

    public static string SeedOf(TwitchLogin login) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{login.AccessToken}\n{login.RefreshToken}")))[..16];

    public override string ToString() => $"{nameof(StoredLogin)} {{ HasTokens = {HasTokens} }}";
}
