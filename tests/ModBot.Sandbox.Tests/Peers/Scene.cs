using ModBot.Sandbox.Chat;

namespace ModBot.Sandbox.Peers;

/// <summary>A sandbox with a bot that has every scope it needs.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Channel = "810000001", Bot = "810000002", Moderator = "810000003", Subscriber = "810000004";
    public const string RudeViewer = "810000007", Lead = "810000009";

    public static readonly string[] BotScopes =
    [
        "user:read:chat", "user:write:chat", "user:bot", "moderator:manage:chat_messages", "moderator:manage:banned_users",
        "moderator:manage:automod", "moderator:manage:warnings", "user:read:moderated_channels", "moderator:manage:blocked_terms",
        "moderator:read:chat_settings", "moderator:manage:chat_settings", "moderator:read:unban_requests", "moderator:read:moderators",
        "moderator:read:vips",
    ];

    private Scene(SandboxServer sandbox)
    {
        Sandbox = sandbox;
        Helix = new HelixPeer(sandbox, sandbox.IssueToken(Bot, BotScopes).AccessToken);
    }

    public SandboxServer Sandbox { get; }

    public HelixPeer Helix { get; }

    public static async Task<Scene> StartAsync(SandboxOptions? options = null) => new(await SandboxServer.StartAsync(options, Guard.Token()));

    public HelixPeer As(string user, params string[] scopes) => new(Sandbox, Sandbox.IssueToken(user, scopes).AccessToken);

    /// <summary>A connected session with the bot's subscriptions on it.</summary>
    public async Task<EventSubPeer> ListenAsync(params string[] types)
    {
        var peer = await EventSubPeer.ConnectAsync(Sandbox.EventSubUri);
        foreach (var type in types)
        {
            var version = type is "channel.moderate" || type.StartsWith("automod", StringComparison.Ordinal) ? "2" : "1";
            Assert.Equal(202, (await Helix.SubscribeAsync(peer.SessionId, type, version, Channel, Bot)).Status);
        }

        return peer;
    }

    public ChatMessage Say(string user, string text) => Assert.IsType<PostResult.Posted>(Sandbox.Chat.Post(Channel, user, text)).Message;

    public ChatMessage Hold(string user, string text) => Assert.IsType<PostResult.Held>(Sandbox.Chat.Post(Channel, user, text)).Message;

    public async ValueTask DisposeAsync()
    {
        Helix.Dispose();
        await Sandbox.DisposeAsync();
    }
}
