using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Sandbox.Chat;
using ModBot.Sandbox.Faults;
using ModBot.Sandbox.OAuth;

namespace ModBot.Sandbox;

/// <summary>A running local Twitch. Dispose it to stop it; everything it knew is gone then.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SandboxOptions options;
    private readonly TokenStore tokens;
    private readonly GrantStore grants;

    private SandboxServer(WebApplication app, SandboxOptions options)
    {
        this.app = app;
        this.options = options;
        tokens = app.Services.GetRequiredService<TokenStore>();
        grants = app.Services.GetRequiredService<GrantStore>();
        Chat = app.Services.GetRequiredService<SandboxChat>();
        Moderation = app.Services.GetRequiredService<SandboxModeration>();
        Faults = app.Services.GetRequiredService<SandboxFaults>();
        Counters = app.Services.GetRequiredService<SandboxCounters>();

        var port = new Uri(app.Urls.First()).Port;
        var host = options.ListenAddress.Equals(IPAddress.Any) ? IPAddress.Loopback : options.ListenAddress;
        BaseUri = new UriBuilder(Uri.UriSchemeHttp, host.ToString(), port).Uri;
        EventSubUri = new UriBuilder(Uri.UriSchemeWs, host.ToString(), port, "/ws").Uri;
        IrcUri = new UriBuilder(Uri.UriSchemeWs, host.ToString(), port, "/irc").Uri;
        // Kestrel names its ports in the order in which they were asked for.
        IrcEndPoint = options.IrcPort is null ? null : new IPEndPoint(host, new Uri(app.Urls.Last()).Port);
    }

    /// <summary>The root: the chat page. Helix is at <c>helix/</c>, OAuth at <c>oauth2/</c>, the fault switches at <c>admin/</c>.</summary>
    public Uri BaseUri { get; }

    /// <summary>The EventSub WebSocket.</summary>
    public Uri EventSubUri { get; }

    /// <summary>Chat over IRC on a WebSocket; the root serves it, too.</summary>
    public Uri IrcUri { get; }

    /// <summary>Chat over IRC on plain TCP, unless <see cref="SandboxOptions.IrcPort"/> is null.</summary>
    public IPEndPoint? IrcEndPoint { get; }

    public string ClientId => options.ClientId;

    public string ClientSecret => options.ClientSecret;

    /// <summary>The application without a secret.</summary>
    public string PublicClientId => options.PublicClientId;

    /// <summary>Who is there, what was said; posting as any user.</summary>
    public SandboxChat Chat { get; }

    /// <summary>What a human moderator does in Twitch's own interface.</summary>
    public SandboxModeration Moderation { get; }

    public SandboxFaults Faults { get; }

    public SandboxCounters Counters { get; }

    /// <summary>What happened, in order.</summary>
    public SandboxEvents Events => Chat.Events;

    /// <summary>Starts a sandbox with the people of <see cref="DefaultWorld"/> in it.</summary>
    /// <param name="options">How it behaves; the defaults when null.</param>
    /// <param name="cancellationToken">Cancels starting, not the running sandbox.</param>
    public static async Task<SandboxServer> StartAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SandboxOptions();
        var app = SandboxApp.Build(options);
        try
        {
            await app.StartAsync(cancellationToken);
            return new SandboxServer(app, options);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>A token as if the user had just logged in and granted the scopes.</summary>
    public SandboxToken IssueToken(string user, params IEnumerable<string> scopes)
    {
        var account = Chat.FindUser(user) ?? throw new ArgumentException($"The sandbox has no user '{user}'.", nameof(user));
        return tokens.Issue(options.ClientId, account.Id, scopes);
    }

    /// <summary>An application's own token.</summary>
    public SandboxToken IssueAppToken() => tokens.Issue(options.ClientId, null, []);

    /// <summary>Approves a device login as the user would on the activation page; false when the code is not valid.</summary>
    public bool ApproveDevice(string userCode, string user)
    {
        if (grants.FindUserCode(userCode) is not { } grant || Chat.FindUser(user) is not { } account)
            return false;
        grant.UserId = account.Id;
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        // Sockets end with the server; nobody waits for a client that does not answer.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5), TimeProvider.System);
        await app.StopAsync(limit.Token);
        await app.DisposeAsync();
    }
}
