using Microsoft.Extensions.Logging;

namespace ModBot.Twitch.Auth;

/// <summary>
/// The application's own token, which belongs to no account: asked for once, kept in memory, renewed before it ends. Only an application with a secret can have one. Safe from any thread.
/// </summary>
internal sealed partial class AppTokenSource(TokenStore store, AuthClient auth, TimeProvider clock, ILogger<AppTokenSource> logger)
{
    // Of its life, which is about two months; an app token cannot be refreshed, only asked for anew.
    private const double UsedShare = 0.9;

    // A call that the application may not make answers 401 like a dead token; this keeps it from asking again and again.
    private static readonly TimeSpan LeastTokenLife = TimeSpan.FromSeconds(10);

    private readonly SingleFlight<Held> flights = new();
    private Held? held;

    /// <exception cref="TwitchLoginException">The application has no secret, or Twitch does not accept it.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be asked.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref held) is { } fresh && clock.GetUtcNow() < fresh.Until) return fresh.Token;
        return (await flights.RunAsync(() => RenewAsync(null), cancellationToken)).Token;
    }

    /// <summary>A token that is not <paramref name="rejected"/>, which Twitch answered with 401; the same one when it is too young to be stale.</summary>
    /// <exception cref="TwitchLoginException">The application has no secret, or Twitch does not accept it.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be asked.</exception>
    public async Task<string> RefreshAsync(string rejected, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref held) is { } current && (current.Token != rejected || clock.GetUtcNow() - current.Since < LeastTokenLife)) return current.Token;
        return (await flights.RunAsync(() => RenewAsync(rejected), cancellationToken)).Token;
    }

    /// <summary>The client id that belongs to the token.</summary>
    /// <exception cref="TwitchLoginException">There is none.</exception>
    public async ValueTask<string> ClientIdAsync(CancellationToken cancellationToken) => (await store.ApplicationAsync(cancellationToken)).RequireId();

    private async Task<Held> RenewAsync(string? rejected)
    {
        // Somebody else's flight may have landed between the caller's look and this one.
        if (Volatile.Read(ref held) is { } current && current.Token != rejected && clock.GetUtcNow() < current.Until) return current;
        var application = await store.ApplicationAsync(CancellationToken.None);
        var (id, secret) = (application.RequireId(), application.RequireSecret());
        var reply = await auth.AppTokenAsync(id, secret, CancellationToken.None)
            ?? throw new TwitchLoginException($"Twitch does not accept the client id with its secret. Check {TwitchLogin.ClientIdVariable} and {TwitchLogin.ClientSecretVariable} against the Twitch developer console.");
        var now = clock.GetUtcNow();
        var renewed = new Held(reply.AccessToken, now, now + reply.ExpiresIn * UsedShare);
        Volatile.Write(ref held, renewed);
        LogRenewed(renewed.Until);
        return renewed;
    }

    private sealed record Held(string Token, DateTimeOffset Since, DateTimeOffset Until)
    {
        public override string ToString() => nameof(Held);
    }

    [LoggerMessage(LogLevel.Information, "Got an application token from Twitch, to be renewed at {Until}")]
    private partial void LogRenewed(DateTimeOffset until);
}
