using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ModBot.Messages;

namespace ModBot.Twitch.Auth;

/// <summary>Lets a streamer let the bot in with a browser: the authorization code flow with state and PKCE. Safe from any thread.</summary>
public sealed class StreamerConnection
{
    /// <summary>How long a streamer may take on Twitch's page.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // Whoever opens the page makes one of these; they must not fill the memory.
    private const int MostPending = 1_000;

    private readonly AuthClient auth;
    private readonly TokenStore store;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, Pending> pending = new(StringComparer.Ordinal);

    internal StreamerConnection(AuthClient auth, TokenStore store, TimeProvider clock) => (this.auth, this.store, this.clock) = (auth, store, clock);

    /// <summary>Begins: the address to send the browser to. Its state also belongs into a cookie, so that nobody can finish in one browser what began in another.</summary>
    /// <param name="redirectUrl">Where Twitch sends the browser back; registered with Twitch exactly so.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TwitchLoginException">There is no application with a secret, which this flow needs.</exception>
    public async Task<(Uri Url, string State)> BeginAsync(string redirectUrl, CancellationToken cancellationToken)
    {
        var application = await store.ApplicationAsync(cancellationToken);
        var clientId = application.RequireId();
        application.RequireSecret();
        var (state, verifier) = (NewSecret(), NewSecret());
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        Keep(state, new Pending(verifier, redirectUrl, clock.GetUtcNow() + Limit));
        var scopes = string.Join(' ', TwitchScopes.Streamer.Select(scope => scope.Name));
        var query = new (string Name, string Value)[]
        {
            ("response_type", "code"), ("client_id", clientId), ("redirect_uri", redirectUrl), ("scope", scopes), ("state", state),
            ("code_challenge", challenge), ("code_challenge_method", "S256"), ("force_verify", "true"),
        };
        return (new Uri($"{auth.AuthorizeUrl}?{string.Join('&', query.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}"))}"), state);
    }

    /// <summary>Takes a state back; each works once and for a while. False when it is none of ours.</summary>
    public bool Abandon(string state) => Take(state) is not null;

    /// <summary>Ends: exchanges what Twitch gave the browser, and stores the streamer's login.</summary>
    /// <exception cref="TwitchLoginException">There is no application with a secret, or the token file cannot be read.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be reached.</exception>
    /// <exception cref="IOException">The login could not be stored.</exception>
    public async Task<StreamerConnectionResult> CompleteAsync(string state, string code, CancellationToken cancellationToken)
    {
        if (Take(state) is not { } begun) return new StreamerConnectionResult.NotBegun();
        var application = await store.ApplicationAsync(cancellationToken);
        var (clientId, secret) = (application.RequireId(), application.RequireSecret());
        var reply = await auth.ExchangeCodeAsync(clientId, secret, code, begun.Verifier, begun.RedirectUrl, cancellationToken);
        if (reply is null) return new StreamerConnectionResult.CodeRefused();
        var owner = await auth.ValidateAsync(reply.AccessToken, cancellationToken);
        if (owner is not { UserId: { Length: > 0 } id, Login: { Length: > 0 } login }) return new StreamerConnectionResult.CodeRefused();
        await store.SaveAsync(
            new StoredLogin(clientId, secret, reply.AccessToken, reply.RefreshToken, UserId: id, Login: login, IsStreamer: true, Since: clock.GetUtcNow()), cancellationToken);
        return new StreamerConnectionResult.Connected(new TwitchUser(new ChatterId(id), login, login));
    }

    private void Keep(string state, Pending begun)
    {
        lock (gate)
        {
            // They end in the order in which they began.
            while (pending.Count > 0 && (pending.Count >= MostPending || pending.GetAt(0).Value.Until <= clock.GetUtcNow())) pending.RemoveAt(0);
            pending.Add(state, begun);
        }
    }

    private Pending? Take(string state)
    {
        lock (gate) return pending.Remove(state, out var begun) && begun.Until > clock.GetUtcNow() ? begun : null;
    }

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private sealed record Pending(string Verifier, string RedirectUrl, DateTimeOffset Until)
    {
        public override string ToString() => nameof(Pending);
    }
}

/// <summary>How a streamer's way through the browser ended: a closed family.</summary>
public abstract record StreamerConnectionResult
{
    private StreamerConnectionResult()
    {
    }

    /// <summary>The streamer let the bot in.</summary>
    public sealed record Connected(TwitchUser Streamer) : StreamerConnectionResult;

    /// <summary>This did not begin here, began too long ago, or has ended already.</summary>
    public sealed record NotBegun : StreamerConnectionResult;

    /// <summary>Twitch does not accept what its own page gave, as when a page is loaded twice.</summary>
    public sealed record CodeRefused : StreamerConnectionResult;
}
