namespace ModBot.Twitch.Wire;

/// <summary>The reply of <c>/token</c>: always a new pair.</summary>
internal sealed record TokenReply(string AccessToken, string? RefreshToken = null)
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
