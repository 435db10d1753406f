using System.Text.Json.Serialization;

namespace ModBot.Twitch.Wire;

/// <summary>The reply of <c>/token</c>: always a new pair; for an application a token alone.</summary>
internal sealed record TokenReply(string AccessToken, string? RefreshToken = null, [property: JsonConverter(typeof(SecondsConverter))] TimeSpan ExpiresIn = default)
{
    // A record prints its properties; these must never reach a log.
    public override string ToString() => nameof(TokenReply);
}

/// <summary>The reply of <c>/validate</c>. An app token has no user, and scopes can be null.</summary>
internal sealed record ValidateReply(
    string ClientId,
    string? Login = null,
    string? UserId = null,
    string[]? Scopes = null,
    [property: JsonConverter(typeof(SecondsConverter))] TimeSpan ExpiresIn = default);

/// <summary>The reply of <c>/device</c>.</summary>
/// <param name="ExpiresIn">How long the code is good for; half an hour when Twitch does not say.</param>
/// <param name="Interval">The least wait between two questions; five seconds when Twitch does not say.</param>
internal sealed record DeviceReply(
    string DeviceCode,
    string UserCode,
    string VerificationUri,
    [property: JsonConverter(typeof(SecondsConverter))] TimeSpan? ExpiresIn = null,
    [property: JsonConverter(typeof(SecondsConverter))] TimeSpan? Interval = null)
{
    public override string ToString() => nameof(DeviceReply);
}
