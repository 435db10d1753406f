using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace ModBot.Twitch.Auth;

/// <summary>Logs an account in by device code: the person opens an address on any device and confirms a code there.</summary>
public sealed class DeviceLogin
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultLife = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    private readonly AuthClient auth;
    private readonly TokenStore store;
    private readonly IOptions<TwitchOptions> options;
    private readonly TimeProvider clock;

    internal DeviceLogin(AuthClient auth, TokenStore store, IOptions<TwitchOptions> options, TimeProvider clock) =>
        (this.auth, this.store, this.options, this.clock) = (auth, store, options, clock);

    /// <summary>Asks Twitch for a code.</summary>
    /// <exception cref="TwitchLoginException">There is no application to log in to, or Twitch refuses it.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be reached.</exception>
    public async Task<DeviceCode> StartAsync(IEnumerable<TwitchScope> scopes, CancellationToken cancellationToken)
    {
        var application = await store.ApplicationAsync(cancellationToken);
        var names = scopes.Select(scope => scope.Name).ToImmutableArray();
        var reply = await auth.StartDeviceAsync(application.RequireId(), string.Join(' ', names), cancellationToken);
        var now = clock.GetUtcNow();
        return new DeviceCode(reply.UserCode, reply.VerificationUri, now + (reply.ExpiresIn ?? DefaultLife))
        {
            Secret = reply.DeviceCode,
            Interval = reply.Interval is { } wait ? (wait > Tick ? wait : Tick) : DefaultInterval,
            Application = application,
            Scopes = names,
        };
    }

    /// <summary>Waits until the person has confirmed the code, and stores the login; a running bot finds it there.</summary>
    /// <param name="code">What <see cref="StartAsync"/> gave.</param>
    /// <param name="left">Told every second how long the code is still valid.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TwitchLoginException">Twitch refuses the login.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be reached once the code was confirmed.</exception>
    /// <exception cref="IOException">The login could not be stored.</exception>
    public async Task<DeviceLoginResult> WaitAsync(DeviceCode code, Action<TimeSpan>? left, CancellationToken cancellationToken)
    {
        var interval = code.Interval;
        var next = clock.GetUtcNow() + interval;
        while (clock.GetUtcNow() is var now && now < code.ValidUntil)
        {
            left?.Invoke(code.ValidUntil - now);
            await Task.Delay(Tick, clock, cancellationToken);
            if (clock.GetUtcNow() < next) continue;
            var (reply, error) = await PollAsync(code, cancellationToken);
            if (reply is not null) return new DeviceLoginResult.LoggedIn(await KeepAsync(code, reply, cancellationToken));
            switch (error.ToLowerInvariant())
            {
                case "authorization_pending":
                    break;
                case "slow_down":
                    interval += TimeSpan.FromSeconds(5);
                    break;
                case "access_denied":
                    return new DeviceLoginResult.Refused();
                case "expired_token" or "invalid device code":
                    return new DeviceLoginResult.Expired();
                default:
                    throw new TwitchLoginException($"Twitch refuses the login: {error}.");
            }
            next = clock.GetUtcNow() + interval;
        }
        return new DeviceLoginResult.Expired();
    }

    private async Task<(Wire.TokenReply? Tokens, string Error)> PollAsync(DeviceCode code, CancellationToken cancellationToken)
    {
        try
        {
            return await auth.PollDeviceAsync(code.Application.RequireId(), code.Application.ClientSecret, string.Join(' ', code.Scopes), code.Secret, cancellationToken);
        }
        catch (HttpRequestException)
        {
            // The person is still at it; a moment without network must not cost the code.
            return (null, "authorization_pending");
        }
    }

    private async Task<DeviceAccount> KeepAsync(DeviceCode code, Wire.TokenReply reply, CancellationToken cancellationToken)
    {
        var owner = await auth.ValidateAsync(reply.AccessToken, cancellationToken);
        if (owner is not { UserId: { Length: > 0 } id, Login: { Length: > 0 } login }) throw new TwitchLoginException("Twitch does not say whose login it was. Try again.");
        var stored = new StoredLogin(
            code.Application.ClientId, code.Application.ClientSecret, reply.AccessToken, reply.RefreshToken, UserId: id, Login: login, Since: clock.GetUtcNow());
        await store.SaveAsync(stored, cancellationToken);
        var best = (await store.CandidatesAsync(cancellationToken)).FirstOrDefault();
        return new DeviceAccount(login, IsActive: best?.Fingerprint() == stored.Fingerprint(), IsKept: options.Value.TokenFile is { Length: > 0 });
    }
}

/// <summary>A code that waits for its person.</summary>
public sealed class DeviceCode
{
    internal DeviceCode(string userCode, string url, DateTimeOffset validUntil) => (UserCode, Url, ValidUntil) = (userCode, url, validUntil);

    /// <summary>What the person enters, or finds entered.</summary>
    public string UserCode { get; }

    /// <summary>Where.</summary>
    public string Url { get; }

    /// <summary>When the code ends.</summary>
    public DateTimeOffset ValidUntil { get; }

    internal string Secret { get; init; } = "";

    internal TimeSpan Interval { get; init; }

    internal TwitchApplication Application { get; init; } = new(null, null);

    internal ImmutableArray<string> Scopes { get; init; } = [];
}

/// <summary>How a login by device code ended: a closed family.</summary>
public abstract record DeviceLoginResult
{
    private DeviceLoginResult()
    {
    }

    /// <summary>The login is stored.</summary>
    public sealed record LoggedIn(DeviceAccount Account) : DeviceLoginResult;

    /// <summary>The person said no.</summary>
    public sealed record Refused : DeviceLoginResult;

    /// <summary>Nobody confirmed the code in time.</summary>
    public sealed record Expired : DeviceLoginResult;
}

/// <summary>Who has logged in.</summary>
/// <param name="Login">The account.</param>
/// <param name="IsActive">The bot acts with this login; false when the environment or config names another.</param>
/// <param name="IsKept">It outlives this process.</param>
public sealed record DeviceAccount(string Login, bool IsActive, bool IsKept);
