using System.Globalization;
using ModBot.Twitch.Auth;

namespace ModBot.Twitch.Irc;

/// <summary>Chooses as whom to read. IRC lets everybody read, so nothing about a login is reason not to: whatever does not work is left out.</summary>
internal sealed class IrcLogins(TokenSource tokens, Random random)
{
    private string? refused;

    /// <summary>The bot's account where its login allows it, else nobody.</summary>
    public async Task<IrcLogin> ChooseAsync(CancellationToken cancellationToken)
    {
        try
        {
            var bot = await tokens.IdentityAsync(cancellationToken);
            if (!bot.MayUse(TwitchScopes.ReadIrc)) return Nobody();
            var token = await tokens.GetAsync(cancellationToken);
            if (token == refused) token = await tokens.RefreshAsync(token, cancellationToken);
            return token == refused ? Nobody() : new IrcLogin(bot.Login, token);
        }
        catch (Exception e) when (e is TwitchLoginException or HttpRequestException)
        {
            // There is none that works, which is said where it was found; or it cannot be examined now.
            return Nobody();
        }
    }

    /// <summary>Twitch did not take it: it is refreshed before the next attempt, and left out when that does not help.</summary>
    public void Refuse(IrcLogin login) => refused = login.Token;

    private IrcLogin Nobody() => new(string.Create(CultureInfo.InvariantCulture, $"justinfan{random.Next(10_000, 100_000)}"), null);
}
