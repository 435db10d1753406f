namespace ModBot.Twitch.Irc;

/// <summary>As whom to read.</summary>
/// <param name="Nick">The account's login, or <c>justinfan</c> and a number for nobody.</param>
/// <param name="Token">Null for nobody.</param>
internal sealed record IrcLogin(string Nick, string? Token)
{
    public bool IsAnonymous => Token is null;

    /// <summary>Says nothing secret: a record would print its token.</summary>
    public override string ToString() => Nick;
}
