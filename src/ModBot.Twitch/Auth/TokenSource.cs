using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModBot.Messages;

namespace ModBot.Twitch.Auth;

/// <summary>
/// The current access token. A refresh runs once however many ask, is stored before it is used, and a dead refresh token is remembered
/// until somebody logs in again.
/// </summary>
internal sealed partial class TokenSource(
    TokenStore store, AuthClient auth, IOptions<TwitchOptions> options, TimeProvider clock, TwitchHealth health, TwitchMetrics metrics, ILogger<TokenSource> logger)
{
    // A call that the login may not make answers 401 like a dead token; this keeps it from refreshing again and again.
    private static readonly TimeSpan LeastTokenLife = TimeSpan.FromSeconds(10);

    private const string LogInAgain = "Log in again and put the new tokens into the environment or the token file.";

    private readonly Lock gate = new();
    private readonly SingleFlight<Tokens> flights = new();
    private TaskCompletionSource<string> death = NewDeath();
    private Tokens? tokens;
    private Dead? dead;
    private TwitchIdentity? identity;

    /// <summary>Who the bot is, once it is known.</summary>
    public TwitchIdentity? Known => Volatile.Read(ref identity);

    /// <summary>Ends when the login dies, with what to do about it. Twitch wants a session to end with the login that made it.</summary>
    public Task<string> Death
    {
        get
        {
            lock (gate) return death.Task;
        }
    }

    /// <exception cref="TwitchLoginException">There is no login that works.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Access;

    /// <summary>The client id that belongs to the login.</summary>
    public async ValueTask<string> ClientIdAsync(CancellationToken cancellationToken) =>
        (await CurrentAsync(cancellationToken)).Login.ClientId ?? (await IdentityAsync(cancellationToken)).ClientId;

    /// <summary>A token that is not <paramref name="rejected"/>, which Twitch answered with 401; the same one when it is too young to be stale.</summary>
    /// <exception cref="TwitchLoginException">There is no login that works.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be asked.</exception>
    public async Task<string> RefreshAsync(string rejected, CancellationToken cancellationToken)
    {
        var current = await CurrentAsync(cancellationToken);
        if (current.Access != rejected || clock.GetUtcNow() - current.Since < LeastTokenLife) return current.Access;
        return (await FlyAsync(() => RenewAsync(current), cancellationToken)).Access;
    }

    /// <summary>Who the bot is; asks Twitch the first time, refreshing if need be.</summary>
    public async Task<TwitchIdentity> IdentityAsync(CancellationToken cancellationToken) => Known ?? await ValidateAsync(cancellationToken);

    /// <summary>Asks Twitch whether the token is valid, as Twitch demands at start and every hour.</summary>
    public async Task<TwitchIdentity> ValidateAsync(CancellationToken cancellationToken)
    {
        var token = await GetAsync(cancellationToken);
        var reply = await auth.ValidateAsync(token, cancellationToken);
        if (reply is null)
        {
            var current = await CurrentAsync(cancellationToken);
            // Validation knows no scopes, so a 401 here is final whatever the token's age.
            token = current.Access == token ? (await FlyAsync(() => RenewAsync(current), cancellationToken)).Access : current.Access;
            reply = await auth.ValidateAsync(token, cancellationToken) ?? throw Bury(null, $"Twitch rejects a token that it has just issued. {LogInAgain}");
        }
        if (string.IsNullOrEmpty(reply.UserId))
        {
            throw Bury(null, $"The access token belongs to an application, not to a user account. {LogInAgain}");
        }
        var known = new TwitchIdentity(
            new ChatterId(reply.UserId), reply.Login ?? reply.UserId, reply.ClientId, [.. reply.Scopes ?? []], clock.GetUtcNow().AddSeconds(reply.ExpiresIn));
        Volatile.Write(ref identity, known);
        health.LoginWorks();
        LogValidated(known.Login, known.Id);
        return known;
    }

    /// <summary>Validates every hour until cancelled. A failure turns health red and is tried again; it never ends the loop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(options.Value.ValidateEvery, clock, cancellationToken);
            try
            {
                await ValidateAsync(cancellationToken);
            }
            catch (Exception e) when (e is TwitchLoginException or HttpRequestException)
            {
                // A dead login has turned health red where it was found; an unreachable Twitch says nothing about the token.
                LogNotValidated(e.Message);
            }
        }
    }

    /// <summary>Waits until the store holds another login than the one that died.</summary>
    public async Task NewLoginAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (gate)
            {
                if (dead is null) return;
            }
            await Task.Delay(options.Value.LoginPollEvery, clock, cancellationToken);
            try
            {
                await ReviveAsync(cancellationToken);
            }
            catch (TwitchLoginException)
            {
                // The file is unreadable, perhaps just being edited; it is read again at the next turn.
            }
        }
    }

    private async ValueTask<Tokens> CurrentAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (dead is { } d) throw new TwitchLoginException(d.Reason);
            if (tokens is { } t) return t;
        }
        return await FlyAsync(LoadAsync, cancellationToken);
    }

    private Task<Tokens> FlyAsync(Func<Task<Tokens>> start, CancellationToken cancellationToken) => flights.RunAsync(async () =>
    {
        var landed = await start();
        lock (gate) tokens = landed;
        return landed;
    }, cancellationToken);

    private async Task<Tokens> LoadAsync()
    {
        StoredLogin login;
        try
        {
            login = await store.LoadAsync(CancellationToken.None);
        }
        catch (TwitchLoginException e)
        {
            throw Bury(null, e.Message);
        }
        if (login.AccessToken is { } access) return new Tokens(access, login, DateTimeOffset.MinValue);
        if (login.RefreshToken is not null) return await RefreshCoreAsync(login);
        throw Bury(login, $"There is no Twitch login. Set {TwitchLogin.AccessTokenVariable} and {TwitchLogin.RefreshTokenVariable}, or fill the token file.");
    }

    private async Task<Tokens> RenewAsync(Tokens rejected)
    {
        Dead? known;
        Tokens? now;
        lock (gate) (known, now) = (dead, tokens);
        if (known is { } d) throw new TwitchLoginException(d.Reason);
        // Somebody else's flight may have landed between the caller's look and this one.
        return now is { } t && t.Access != rejected.Access ? t : await RefreshCoreAsync(rejected.Login);
    }

    private async Task<Tokens> RefreshCoreAsync(StoredLogin login)
    {
        if (login.RefreshToken is null) throw Bury(login, $"The access token is no longer valid and there is no refresh token. {LogInAgain}");
        var clientId = login.ClientId ?? Known?.ClientId
            ?? throw Bury(login, $"The token must be refreshed, and that needs the client id: set {TwitchLogin.ClientIdVariable} or Twitch:ClientId.");
        var reply = await auth.RefreshAsync(clientId, login.ClientSecret, login.RefreshToken, CancellationToken.None);
        metrics.Refresh(reply is not null);
        if (reply is null) throw Bury(login, $"Twitch no longer accepts the refresh token (or the client id or secret is wrong). {LogInAgain}");
        var renewed = login with { AccessToken = reply.AccessToken, RefreshToken = reply.RefreshToken ?? login.RefreshToken };
        await PersistAsync(renewed);
        health.LoginWorks();
        LogRefreshed();
        return new Tokens(reply.AccessToken, renewed, clock.GetUtcNow());
    }

    private async Task PersistAsync(StoredLogin login)
    {
        try
        {
            await store.SaveAsync(login, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Better a bot that works until its next start than one that stops now.
            LogNotStored(e.Message);
        }
    }

    private async Task ReviveAsync(CancellationToken cancellationToken)
    {
        var login = await store.LoadAsync(cancellationToken);
        lock (gate)
        {
            if (dead is null || !login.HasTokens || dead.Login is { } old && old.AccessToken == login.AccessToken && old.RefreshToken == login.RefreshToken) return;
            dead = null;
            tokens = null;
            death = NewDeath();
        }
        Volatile.Write(ref identity, null);
        LogNewLogin();
    }

    private TwitchLoginException Bury(StoredLogin? login, string reason)
    {
        lock (gate)
        {
            dead = new Dead(login ?? tokens?.Login, reason);
            death.TrySetResult(reason);
        }
        health.LoginFails(reason);
        LogDead(reason);
        return new TwitchLoginException(reason);
    }

    private static TaskCompletionSource<string> NewDeath() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Tokens(string Access, StoredLogin Login, DateTimeOffset Since)
    {
        public override string ToString() => nameof(Tokens);
    }

    private sealed record Dead(StoredLogin? Login, string Reason);

    [LoggerMessage(LogLevel.Information, "Logged in to Twitch as {Login} ({Id})")]
    private partial void LogValidated(string login, ChatterId id);

    [LoggerMessage(LogLevel.Warning, "The Twitch token could not be validated: {Reason}")]
    private partial void LogNotValidated(string reason);

    [LoggerMessage(LogLevel.Information, "Refreshed the Twitch token")]
    private partial void LogRefreshed();

    [LoggerMessage(LogLevel.Warning, "The refreshed Twitch login could not be stored, so the next start may need a new login: {Reason}")]
    private partial void LogNotStored(string reason);

    [LoggerMessage(LogLevel.Error, "The Twitch login does not work: {Reason}")]
    private partial void LogDead(string reason);

    [LoggerMessage(LogLevel.Information, "Found a new Twitch login")]
    private partial void LogNewLogin();
}
