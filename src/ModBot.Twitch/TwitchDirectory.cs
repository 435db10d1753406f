using System.Collections.Immutable;
using ModBot.Messages;
using ModBot.Twitch.Auth;
using ModBot.Twitch.Helix;
using ModBot.Twitch.Wire;

namespace ModBot.Twitch;

/// <summary>Who is who on Twitch. Nothing is kept: logins change hands.</summary>
public sealed class TwitchDirectory
{
    private readonly HelixClient helix;
    private readonly TokenSource tokens;

    internal TwitchDirectory(HelixClient helix, TokenSource tokens)
    {
        this.helix = helix;
        this.tokens = tokens;
    }

    /// <summary>The bot's own account, once it is known: its messages come back as events and must be ignored.</summary>
    public TwitchUser? Bot => tokens.Known is { } known ? new TwitchUser(known.Id, known.Login, known.Login) : null;

    /// <summary>The bot's own account; asks Twitch the first time.</summary>
    /// <exception cref="TwitchLoginException">There is no login that works.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be reached.</exception>
    public async Task<TwitchUser> GetBotAsync(CancellationToken cancellationToken)
    {
        var known = await tokens.IdentityAsync(cancellationToken);
        return new TwitchUser(known.Id, known.Login, known.Login);
    }

    /// <summary>The user with this login (with or without <c>@</c>, in any case), or null when Twitch knows none.</summary>
    /// <exception cref="TwitchLoginException">There is no login that works.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be reached.</exception>
    public async Task<TwitchUser?> FindByLoginAsync(string login, CancellationToken cancellationToken) =>
        (await FindByLoginsAsync([login], cancellationToken)).FirstOrDefault();

    /// <summary>The users with these logins; whom Twitch does not know is left out.</summary>
    /// <exception cref="TwitchLoginException">There is no login that works.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be reached.</exception>
    public async Task<ImmutableArray<TwitchUser>> FindByLoginsAsync(IEnumerable<string> logins, CancellationToken cancellationToken)
    {
        var wanted = logins.Select(l => l.Trim().TrimStart('@').ToLowerInvariant()).Where(IsLogin).Distinct();
        return [.. (await helix.GetUsersAsync(wanted, cancellationToken)).Select(ToUser)];
    }

    /// <summary>The users with these ids; whom Twitch does not know is left out.</summary>
    /// <exception cref="TwitchLoginException">There is no login that works.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be reached.</exception>
    public async Task<ImmutableArray<TwitchUser>> FindByIdsAsync(IEnumerable<ChatterId> ids, CancellationToken cancellationToken) =>
        [.. (await helix.GetUsersAsync(ids.Where(id => id.Value.Length > 0 && id.Value.All(char.IsAsciiDigit)).Distinct(), cancellationToken)).Select(ToUser)];

    // One impossible login in a request costs the answer for all of them.
    private static bool IsLogin(string text) => text.Length is > 0 and <= 25 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static TwitchUser ToUser(UserInfo user) =>
        new(new ChatterId(user.Id), user.Login, string.IsNullOrEmpty(user.DisplayName) ? user.Login : user.DisplayName);
}

/// <summary>One Twitch account.</summary>
public sealed record TwitchUser(ChatterId Id, string Login, string DisplayName)
{
    /// <summary>The channel of this user.</summary>
    public BroadcasterId Broadcaster => new(Id.Value);
}
