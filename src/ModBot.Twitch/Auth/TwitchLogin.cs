namespace ModBot.Twitch.Auth;

/// <summary>
/// The bot account's login as it was given from outside: by the environment, or by a host that starts its own Twitch. Every part is optional;
/// without tokens the token file is read.
/// </summary>
public sealed record TwitchLogin(string? ClientId = null, string? ClientSecret = null, string? AccessToken = null, string? RefreshToken = null)
{
    public const string ClientIdVariable = "MODBOT_TWITCH_CLIENT_ID";
    public const string ClientSecretVariable = "MODBOT_TWITCH_CLIENT_SECRET";
    public const string AccessTokenVariable = "MODBOT_TWITCH_ACCESS_TOKEN";
    public const string RefreshTokenVariable = "MODBOT_TWITCH_REFRESH_TOKEN";

    public bool HasTokens => AccessToken is not null || RefreshToken is not null;

    /// <summary>Reads the four <c>MODBOT_TWITCH_...</c> variables; an empty one counts as absent.</summary>
    public static TwitchLogin FromEnvironment(Func<string, string?> variable)
    {
        return new TwitchLogin(Read(ClientIdVariable), Read(ClientSecretVariable), Read(AccessTokenVariable), Read(RefreshTokenVariable));

        string? Read(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    /// <summary>Says nothing secret: a record would print its tokens.</summary>
    public override string ToString() => $"{nameof(TwitchLogin)} {{ HasTokens = {HasTokens} }}";
}
