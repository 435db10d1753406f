namespace ModBot.Twitch.Wire;

/// <summary>The reply of <c>/token</c>: always a new pair; for an application a token alone.</summary>
internal sealed record TokenReply(string AccessToken, string? RefreshToken = null, long ExpiresIn = 0)
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
    long ExpiresIn = 0);

/// <summary>The reply of <c>/device</c>.</summary>
/// <param name="Interval">Seconds between two questions.</param>
internal sealed record DeviceReply(string DeviceCode, string UserCode, string VerificationUri, long ExpiresIn = 1800, long Interval = 5)
{
    public override string ToString() => nameof(DeviceReply);
}
