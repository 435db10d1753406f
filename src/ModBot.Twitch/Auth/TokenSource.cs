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

    private const string LogInAgain = "Log in again: `modbot auth login`.";

    private readonly Lock gate = new();
    private readonly SingleFlight<Tokens> flights = new();
    // Fingerprints of logins that Twitch refused: they are not tried again.
    private readonly HashSet<string> refused = [];
    private TaskCompletionSource<string> death = NewDeath();
    private Tokens? tokens;
    private string? dead;
    private DateTimeOffset looked;
    private TwitchIdentity? identity;
    private readonly Signal scopesChanged = new();

    /// <summary>Who the bot is, once it is known.</summary>
    public TwitchIdentity? Known => Volatile.Read(ref identity);

    /// <summary>Ends when the account is found to have granted other scopes than before.</summary>
    public Task ScopesChanged => scopesChanged.Next;

    /// <summary>Ends when the login dies, with what to do about it. Twitch wants a session to end with the login that made it.</summary>
    public Task<string> Death
    {
        get { lock (gate) return death.Task; }
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
            new ChatterId(reply.UserId), reply.Login ?? reply.UserId, reply.ClientId, [.. reply.Scopes ?? []], clock.GetUtcNow() + reply.ExpiresIn);
        var before = Interlocked.Exchange(ref identity, known);
        if (before is not null && !before.Scopes.SequenceEqual(known.Scopes)) scopesChanged.Raise();
        health.LoginWorks();
        LogValidated(known.Login, known.Id);
        await NameAsync(token, known);
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
        while (!await TryReviveAsync(cancellationToken)) await Task.Delay(options.Value.LoginPollEvery, clock, cancellationToken);
    }

    /// <summary>
    /// Looks into the store until cancelled: a login that works is left for a newer one of the same account, and dies when somebody logs out or logs in with another account.
    /// </summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(options.Value.LoginPollEvery, clock, cancellationToken);
            try
            {
                Tokens? before;
                lock (gate) before = dead is null ? tokens : null;
                if (before is null) continue;
                var now = await FlyAsync(() => LookAsync(before), cancellationToken);
                // Another login may come with other scopes.
                if (now.Access != before.Access) await ValidateAsync(cancellationToken);
            }
            catch (Exception e) when (e is TwitchLoginException or HttpRequestException)
            {
                // Said where it was found. A file that cannot be read now, perhaps because somebody is editing it, takes no login away.
            }
        }
    }

    private async ValueTask<Tokens> CurrentAsync(CancellationToken cancellationToken)
    {
        string? reason;
        bool isTimeToLook;
        lock (gate)
        {
            if (dead is null && tokens is { } t) return t;
            reason = dead;
            isTimeToLook = clock.GetUtcNow() - looked >= options.Value.LoginPollEvery;
        }
        if (reason is not null && !(isTimeToLook && await TryReviveAsync(cancellationToken))) throw new TwitchLoginException(reason);
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
        StoredLogin? login;
        try
        {
            login = await BestAsync(CancellationToken.None);
        }
        catch (TwitchLoginException e)
        {
            throw Bury(null, e.Message);
        }
        if (login is null) throw Bury(null, NoLogin());
        return await OpenAsync(login);
    }

    private async Task<Tokens> OpenAsync(StoredLogin login) =>
        login.AccessToken is { } access ? new Tokens(access, login, DateTimeOffset.MinValue) : await RefreshCoreAsync(login);

    private async Task<Tokens> LookAsync(Tokens current)
    {
        var login = await BestAsync(CancellationToken.None);
        if (login is null) throw Bury(current.Login, $"The login was taken away. {LogInAgain}");
        if (login.Fingerprint() == current.Login.Fingerprint()) return current;
        LogNewLogin();
        if (!login.IsSameAs(current.Login)) throw Bury(current.Login, "Somebody logged in with another account.");
        return await OpenAsync(login);
    }

    private async Task<StoredLogin?> BestAsync(CancellationToken cancellationToken)
    {
        var candidates = await store.CandidatesAsync(cancellationToken);
        lock (gate) return candidates.FirstOrDefault(login => !refused.Contains(login.Fingerprint()));
    }

    private string NoLogin() => options.Value.Bot is { Length: > 0 } bot
        ? $"There is no Twitch login of {bot}, which Twitch:Bot names. Log in with that account: `modbot auth login`."
        : $"There is no Twitch login. Run `modbot auth login`, or set {TwitchLogin.AccessTokenVariable} and {TwitchLogin.RefreshTokenVariable}.";

    private async Task<Tokens> RenewAsync(Tokens rejected)
    {
        string? reason;
        Tokens? now;
        lock (gate) (reason, now) = (dead, tokens);
        if (reason is not null) throw new TwitchLoginException(reason);
        // Somebody else's flight may have landed between the caller's look and this one.
        return now is { } t && t.Access != rejected.Access ? t : await RefreshCoreAsync(rejected.Login);
    }

    private async Task<Tokens> RefreshCoreAsync(StoredLogin login)
    {
        if (login.RefreshToken is not { } refreshToken) throw Bury(login, $"The access token is no longer valid and there is no refresh token. {LogInAgain}");
        var clientId = login.ClientId ?? Known?.ClientId
            ?? throw Bury(login, $"The token must be refreshed, and that needs the client id: set {TwitchLogin.ClientIdVariable} or Twitch:ClientId.");
        var renewed = await store.RenewAsync(login, async () =>
        {
            var reply = await auth.RefreshAsync(clientId, login.ClientSecret, refreshToken, CancellationToken.None);
            metrics.Refresh(reply is not null);
            if (reply is null) throw Bury(login, $"Twitch no longer accepts the refresh token (or the client id or secret is wrong). {LogInAgain}");
            return login with { AccessToken = reply.AccessToken, RefreshToken = reply.RefreshToken ?? login.RefreshToken };
        }, CancellationToken.None);
        if (renewed?.AccessToken is not { } access) throw Bury(login, $"The login was taken away. {LogInAgain}");
        health.LoginWorks();
        LogRefreshed();
        return new Tokens(access, renewed, clock.GetUtcNow());
    }

    /// <summary>A login that came as tokens alone gets its owner's name, so that a later login of the same account replaces it.</summary>
    private async Task NameAsync(string token, TwitchIdentity known)
    {
        StoredLogin login;
        lock (gate)
        {
            if (tokens is not { Login.UserId: null } current || current.Access != token) return;
            login = current.Login with { UserId = known.Id.Value, Login = known.Login, ClientId = current.Login.ClientId ?? known.ClientId };
            tokens = current with { Login = login };
        }
        // What the environment gives is not written to a file before it has changed.
        if (login.Seed is null) await store.TrySaveAsync(login, replaced: login with { UserId = null });
    }

    private async Task<bool> TryReviveAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (dead is null) return true;
            looked = clock.GetUtcNow();
        }
        try
        {
            if (await BestAsync(cancellationToken) is null) return false;
        }
        catch (TwitchLoginException)
        {
            // The file is unreadable, perhaps just being edited; it is read again at the next turn.
            return false;
        }
        lock (gate)
        {
            if (dead is null) return true;
            dead = null;
            tokens = null;
            death = NewDeath();
        }
        Volatile.Write(ref identity, null);
        LogNewLogin();
        return true;
    }

    private TwitchLoginException Bury(StoredLogin? login, string reason)
    {
        lock (gate)
        {
            if ((login ?? tokens?.Login) is { } bad) refused.Add(bad.Fingerprint());
            dead = reason;
            looked = clock.GetUtcNow();
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

    [LoggerMessage(LogLevel.Information, "Logged in to Twitch as {Login} ({Id})")]
    private partial void LogValidated(string login, ChatterId id);

    [LoggerMessage(LogLevel.Warning, "The Twitch token could not be validated: {Reason}")]
    private partial void LogNotValidated(string reason);

    [LoggerMessage(LogLevel.Information, "Refreshed the Twitch token")]
    private partial void LogRefreshed();

    [LoggerMessage(LogLevel.Error, "The Twitch login does not work: {Reason}")]
    private partial void LogDead(string reason);

    [LoggerMessage(LogLevel.Information, "Found a new Twitch login")]
    private partial void LogNewLogin();
}
