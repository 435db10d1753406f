using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Messages;

namespace ModBot.Twitch.Auth;

/// <summary>The accounts that have logged in: those that the bot acts as, and the streamers who let it in.</summary>
public sealed partial class TwitchAccounts
{
    private readonly AuthClient auth;
    private readonly TokenStore store;
    private readonly TokenSource tokens;
    private readonly TwitchOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;

    internal TwitchAccounts(AuthClient auth, TokenStore store, TokenSource tokens, IOptions<TwitchOptions> options, TimeProvider clock, ILogger<TwitchAccounts> logger) =>
        (this.auth, this.store, this.tokens, this.options, this.clock, this.logger) = (auth, store, tokens, options.Value, clock, logger);

    /// <summary>Every login with what Twitch says about it, the one that the bot acts with first. Renews tokens that have ended, which says whether the login still works.</summary>
    /// <exception cref="TwitchLoginException">The token file cannot be read.</exception>
    public async Task<ImmutableArray<TwitchAccount>> ListAsync(CancellationToken cancellationToken)
    {
        var candidates = await store.CandidatesAsync(cancellationToken);
        var others = (await store.ListAsync(cancellationToken)).Where(login => !candidates.Any(login.IsSameAs));
        var accounts = ImmutableArray.CreateBuilder<TwitchAccount>();
        foreach (var login in candidates.Concat(others))
        {
            var state = await CheckAsync(login, cancellationToken);
            var name = state is TwitchAccountState.Valid valid ? valid.Identity.Login : login.Login;
            accounts.Add(new TwitchAccount(name, login.IsStreamer, IsActive: login == candidates.FirstOrDefault(), IsFromEnvironment: login.Seed is not null, state));
        }
        return accounts.ToImmutable();
    }

    /// <summary>Makes Twitch and this machine forget a login.</summary>
    /// <param name="account">Whose; null when there is only one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TwitchLoginException">The token file cannot be read.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task<LogoutResult> LogOutAsync(string? account, CancellationToken cancellationToken)
    {
        var logins = await store.ListAsync(cancellationToken);
        var meant = account is null ? logins : [.. logins.Where(login => account.TrimStart('@').Equals(login.Login, StringComparison.OrdinalIgnoreCase))];
        if (meant.IsEmpty) return new LogoutResult.NobodyThere();
        if (account is null && meant.Length > 1) return new LogoutResult.WhichOne([.. meant.Select(login => login.Login ?? "(unnamed)")]);
        var revoked = true;
        foreach (var login in meant)
        {
            // First here: a bot that finds its token revoked must not renew it.
            await store.RemoveAsync(login, cancellationToken);
            revoked &= await TryRevokeAsync(login, cancellationToken);
        }
        return new LogoutResult.LoggedOut(meant[0].Login ?? "(unnamed)", revoked);
    }

    /// <summary>Keeps a running bot's logins in order until cancelled: notices who logs in or out, and validates streamers' logins every hour, as Twitch demands for each token.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(tokens.WatchAsync(cancellationToken), ValidateStreamersAsync(cancellationToken));

    private async Task ValidateStreamersAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                foreach (var login in (await store.ListAsync(cancellationToken)).Where(login => login.IsStreamer))
                {
                    if (await CheckAsync(login, cancellationToken) is not TwitchAccountState.Dead) continue;
                    // Twitch wants an ended login forgotten; the channel itself stays, as the bot can work as a plain moderator.
                    LogWithdrawn(login.Login);
                    await store.RemoveAsync(login, cancellationToken);
                }
            }
            catch (Exception e) when (e is TwitchLoginException or IOException or UnauthorizedAccessException)
            {
                LogNotValidated(e.Message);
            }
            await Task.Delay(options.ValidateEvery, clock, cancellationToken);
        }
    }

    private async Task<TwitchAccountState> CheckAsync(StoredLogin login, CancellationToken cancellationToken)
    {
        try
        {
            var reply = login.AccessToken is { } access ? await auth.ValidateAsync(access, cancellationToken) : null;
            if (reply is null)
            {
                if (await RenewAsync(login, cancellationToken) is not { AccessToken: { } renewed }) return new TwitchAccountState.Dead();
                reply = await auth.ValidateAsync(renewed, cancellationToken);
            }
            if (reply is not { UserId: { Length: > 0 } id }) return new TwitchAccountState.Dead();
            var identity = new TwitchIdentity(new ChatterId(id), reply.Login ?? id, reply.ClientId, [.. reply.Scopes ?? []], clock.GetUtcNow() + reply.ExpiresIn);
            var wanted = login.IsStreamer ? TwitchScopes.Streamer : TwitchScopes.All;
            return new TwitchAccountState.Valid(identity, [.. wanted.Where(scope => !identity.MayUse(scope.Name))]);
        }
        catch (HttpRequestException e)
        {
            return new TwitchAccountState.Unreachable(e.Message);
        }
    }

    private async Task<StoredLogin?> RenewAsync(StoredLogin login, CancellationToken cancellationToken)
    {
        if (login is not { RefreshToken: { } refreshToken, ClientId: { } clientId }) return null;
        return await store.RenewAsync(login, async () =>
        {
            var reply = await auth.RefreshAsync(clientId, login.ClientSecret, refreshToken, CancellationToken.None);
            return reply is null ? null : login with { AccessToken = reply.AccessToken, RefreshToken = reply.RefreshToken ?? refreshToken };
        }, cancellationToken);
    }

    private async Task<bool> TryRevokeAsync(StoredLogin login, CancellationToken cancellationToken)
    {
        try
        {
            if (login is { AccessToken: { } access, ClientId: { } clientId }) await auth.RevokeAsync(clientId, access, cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Login} has disconnected ModBot on Twitch, so this streamer's login is forgotten; the link /connect makes a new one")]
    private partial void LogWithdrawn(string? login);

    [LoggerMessage(LogLevel.Warning, "The streamers' logins could not be validated: {Reason}")]
    private partial void LogNotValidated(string reason);
}

/// <summary>One login.</summary>
/// <param name="Login">Whose; null when Twitch could not be asked yet.</param>
/// <param name="IsStreamer">A streamer let the bot in; otherwise an account that the bot acts as.</param>
/// <param name="IsActive">The bot acts with this one.</param>
/// <param name="IsFromEnvironment">It came from the environment's variables, which <c>auth logout</c> cannot take away.</param>
/// <param name="State">What Twitch says.</param>
public sealed record TwitchAccount(string? Login, bool IsStreamer, bool IsActive, bool IsFromEnvironment, TwitchAccountState State);

/// <summary>What Twitch says about a login: a closed family.</summary>
public abstract record TwitchAccountState
{
    private TwitchAccountState()
    {
    }

    /// <param name="Missing">Scopes that the login lacks, with what they are for.</param>
    public sealed record Valid(TwitchIdentity Identity, ImmutableArray<TwitchScope> Missing) : TwitchAccountState;

    /// <summary>Neither the token nor a renewed one is accepted.</summary>
    public sealed record Dead : TwitchAccountState;

    public sealed record Unreachable(string Reason) : TwitchAccountState;
}

/// <summary>How a logout ended: a closed family.</summary>
public abstract record LogoutResult
{
    private LogoutResult()
    {
    }

    /// <param name="Login">Whose.</param>
    /// <param name="IsRevoked">False when Twitch could not be asked to forget it.</param>
    public sealed record LoggedOut(string Login, bool IsRevoked) : LogoutResult;

    /// <summary>There are several, and none was named.</summary>
    public sealed record WhichOne(ImmutableArray<string> Logins) : LogoutResult;

    /// <summary>There is no such login.</summary>
    public sealed record NobodyThere : LogoutResult;
}
