using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ModBot.Messages;

namespace ModBot.Twitch.Auth;

/// <summary>
/// The ways through Twitch with a browser: a streamer lets the bot in, or a moderator logs in to the desk. Both are the authorization code flow with state and PKCE, and both come back to
/// the one address that is registered with Twitch. Safe from any thread.
/// </summary>
public sealed class BrowserLogin
{
    /// <summary>How long somebody may take on Twitch's page.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // Whoever opens the page makes one of these; they must not fill the memory.
    private const int MostPending = 1_000;

    private readonly AuthClient auth;
    private readonly TokenStore store;
    private readonly IHttpClientFactory http;
    private readonly IOptions<TwitchOptions> options;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, Pending> pending = new(StringComparer.Ordinal);

    internal BrowserLogin(AuthClient auth, TokenStore store, IHttpClientFactory http, IOptions<TwitchOptions> options, TimeProvider clock) =>
        (this.auth, this.store, this.http, this.options, this.clock) = (auth, store, http, options, clock);

    /// <summary>Begins: the address to send the browser to. Its state also belongs into a cookie, so that nobody can finish in one browser what began in another.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="redirectUrl">Where Twitch sends the browser back; registered with Twitch exactly so.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TwitchLoginException">There is no application with a secret, which this flow needs.</exception>
    public async Task<(Uri Url, string State)> BeginAsync(BrowserLoginPurpose purpose, string redirectUrl, CancellationToken cancellationToken)
    {
        var application = await store.ApplicationAsync(cancellationToken);
        var clientId = application.RequireId();
        application.RequireSecret();
        var (state, verifier) = (NewSecret(), NewSecret());
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        Keep(state, new Pending(purpose, verifier, redirectUrl, clock.GetUtcNow() + Limit));
        var scopes = purpose == BrowserLoginPurpose.Streamer ? TwitchScopes.Streamer : TwitchScopes.Desk;
        var query = new (string Name, string Value)[]
        {
            ("response_type", "code"), ("client_id", clientId), ("redirect_uri", redirectUrl), ("scope", string.Join(' ', scopes.Select(scope => scope.Name))), ("state", state),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
            // A streamer shall see what they agree to, and as whom, each time; who moderates every day need not.
            ("force_verify", purpose == BrowserLoginPurpose.Streamer ? "true" : "false"),
        };
        return (new Uri($"{auth.AuthorizeUrl}?{string.Join('&', query.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}"))}"), state);
    }

    /// <summary>Whether a state is one that was given out and can still be taken back.</summary>
    public bool IsPending(string state)
    {
        lock (gate) return pending.TryGetValue(state, out var begun) && begun.Until > clock.GetUtcNow();
    }

    /// <summary>Takes a state back; each works once and for a while. Null when it is none of ours.</summary>
    public BrowserLoginPurpose? Abandon(string state) => Take(state)?.Purpose;

    /// <summary>Ends: exchanges what Twitch gave the browser. A streamer's login is stored; a moderator's is kept by whoever gets it here, and nowhere else.</summary>
    /// <exception cref="TwitchLoginException">There is no application with a secret, or the token file cannot be read.</exception>
    /// <exception cref="HttpRequestException">Twitch could not be reached.</exception>
    /// <exception cref="IOException">The login could not be stored.</exception>
    public async Task<BrowserLoginResult> CompleteAsync(string state, string code, CancellationToken cancellationToken)
    {
        if (Take(state) is not { } begun) return new BrowserLoginResult.NotBegun();
        var application = await store.ApplicationAsync(cancellationToken);
        var (clientId, secret) = (application.RequireId(), application.RequireSecret());
        var reply = await auth.ExchangeCodeAsync(clientId, secret, code, begun.Verifier, begun.RedirectUrl, cancellationToken);
        if (reply is null) return new BrowserLoginResult.CodeRefused(begun.Purpose);
        var owner = await auth.ValidateAsync(reply.AccessToken, cancellationToken);
        if (owner is not { UserId: { Length: > 0 } id, Login: { Length: > 0 } login }) return new BrowserLoginResult.CodeRefused(begun.Purpose);
        var user = new TwitchUser(new ChatterId(id), login, login);
        if (begun.Purpose == BrowserLoginPurpose.Moderator) return new BrowserLoginResult.ModeratorCame(new ModeratorLogin(auth, http, options.Value, clock, user, clientId, secret, reply));
        await store.SaveAsync(
            new StoredLogin(clientId, secret, reply.AccessToken, reply.RefreshToken, UserId: id, Login: login, IsStreamer: true, Since: clock.GetUtcNow()), cancellationToken);
        return new BrowserLoginResult.StreamerConnected(user);
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

    private sealed record Pending(BrowserLoginPurpose Purpose, string Verifier, string RedirectUrl, DateTimeOffset Until)
    {
        public override string ToString() => nameof(Pending);
    }
}

/// <summary>What somebody goes through Twitch for.</summary>
public enum BrowserLoginPurpose
{
    /// <summary>To let the bot into their channel.</summary>
    Streamer,

    /// <summary>To work at the moderator desk.</summary>
    Moderator,
}

/// <summary>How somebody's way through the browser ended: a closed family.</summary>
public abstract record BrowserLoginResult
{
    private BrowserLoginResult()
    {
    }

    /// <summary>The streamer let the bot in.</summary>
    public sealed record StreamerConnected(TwitchUser Streamer) : BrowserLoginResult;

    /// <summary>Somebody proved to Twitch who they are; what they may do here is not said yet.</summary>
    public sealed record ModeratorCame(ModeratorLogin Login) : BrowserLoginResult;

    /// <summary>This did not begin here, began too long ago, or has ended already.</summary>
    public sealed record NotBegun : BrowserLoginResult;

    /// <summary>Twitch does not accept what its own page gave, as when a page is loaded twice.</summary>
    public sealed record CodeRefused(BrowserLoginPurpose Purpose) : BrowserLoginResult;
}
