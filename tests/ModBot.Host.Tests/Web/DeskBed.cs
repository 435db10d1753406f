using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Host.Composition;
using ModBot.Host.Configuration;
using ModBot.Host.Tests.Configuration;
using ModBot.Messages;
using ModBot.Sandbox;
using ModBot.Sandbox.Chat;
using ModBot.Testing;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Tests.Web;

/// <summary>The desk as it runs in earnest, against a sandbox, for browsers that log in as anybody. The bot is in two channels; pebblescout is on trial in the first and nobody in the second.</summary>
public sealed class DeskBed : IAsyncLifetime
{
    public const string OtherChannel = "coralbyte";

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly TestFolder folder = new();
    private readonly SkippingTime time = new();

    public SandboxServer Sandbox { get; private set; } = null!;

    public WebApplication Bot { get; private set; } = null!;

    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where Twitch sends browsers back to, so where their cookies are.</summary>
    public Uri Origin => new($"http://localhost:{new Uri(Bot.Urls.First()).Port}");

    public BroadcasterId Channel => new(Sandbox.Chat.FindUser(DefaultWorld.Channel)!.Id);

    public IHoldStore Store => Bot.Services.GetRequiredService<IHoldStore>();

    public async Task InitializeAsync()
    {
        Sandbox = await SandboxServer.StartAsync();
        var trial = Sandbox.Chat.FindUser(DefaultWorld.TrialModerator)!.Id;
        var lead = Sandbox.Chat.FindUser(DefaultWorld.LeadModerator)!.Id;
        var observer = Sandbox.Chat.FindUser(DefaultWorld.Vip)!.Id;
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "modbot.json"),
            $$"""{ "Moderation": { "Mode": "Hold", "Level": 0, "Rules": { "Terms": { "Blocked": ["zzrude"] } }, "Members": { "{{trial}}": "trial", "{{lead}}": "lead" } } }""");
        Directory.CreateDirectory(Path.Combine(folder.Path, "channels"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "channels", $"{OtherChannel}.json"), $$"""{ "Members": { "{{trial}}": "none", "{{observer}}": "observer" } }""");
        var token = Sandbox.IssueToken(DefaultWorld.Bot, TwitchScopes.All.Select(scope => scope.Name));
        var overrides = new Dictionary<string, string?>
        {
            ["Data"] = Path.Combine(folder.Path, "data"),
            ["Http"] = "http://127.0.0.1:0",
            ["Twitch:EventSubUrl"] = Sandbox.EventSubUri.ToString(),
            ["Twitch:IrcUrl"] = Sandbox.IrcUri.ToString(),
            ["Twitch:HelixUrl"] = new Uri(Sandbox.BaseUri, "helix").ToString(),
            ["Twitch:AuthUrl"] = new Uri(Sandbox.BaseUri, "oauth2").ToString(),
            ["Twitch:TokenFile"] = "",
            ["Twitch:Channels:0"] = DefaultWorld.Channel,
            ["Twitch:Channels:1"] = OtherChannel,
            ["Web:LoginsPerMinute"] = "10000",
        };
        foreach (var (name, value) in Overrides) overrides[name] = value;
        Bot = BotBuilder.BuildService(new BotSettings { Config = folder.Path, Quiet = true, Overrides = overrides }, services =>
        {
            services.AddSingleton(new TwitchLogin(Sandbox.ClientId, Sandbox.ClientSecret, token.AccessToken, token.RefreshToken));
            services.AddSingleton<TimeProvider>(time);
        });
        await Bot.StartAsync();
        await UntilAsync(() => Bot.Services.GetRequiredService<TwitchHealth>().Current is { IsHealthy: true, Channels.Length: 2 } && Bot.Services.GetRequiredService<ChannelDirectory>().Logins.Count == 2);
    }

    public async Task DisposeAsync()
    {
        await Bot.StopAsync();
        await Bot.DisposeAsync();
        await Sandbox.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Moves the bot's clock forward; what waits goes on waiting.</summary>
    public void Skip(TimeSpan by) => time.Skip(by);

    public DeskBrowser Browser() => new(this);

    /// <summary>A browser in which somebody has logged in.</summary>
    public async Task<DeskBrowser> BrowserOfAsync(string login)
    {
        var browser = Browser();
        var (status, address) = await browser.LogInAsync(login);
        Assert.Equal((HttpStatusCode.Redirect, "/desk"), (status, address));
        return browser;
    }

    /// <summary>Holds a message, as the pipeline would.</summary>
    public async Task<Hold> HoldAsync(string text = "hi", Func<Hold, Hold>? change = null, BroadcasterId? channel = null)
    {
        var now = time.GetUtcNow();
        var message = Some.Message(text, broadcaster: channel ?? Channel, id: $"desk-{Guid.NewGuid()}") with { SentAt = now };
        var hold = Some.Hold(message) with { CreatedAt = now, ExpiresAt = now + TimeSpan.FromMinutes(30) };
        if (change is not null) hold = change(hold);
        return (await Store.AddAsync(hold, new HistoryEntry(1, now, Actor.ModBot, HistoryAction.Held), [], CancellationToken.None)).Hold;
    }

    public async Task<Hold> ReadAsync(Hold hold) => (await Store.FindAsync(hold.Broadcaster, hold.Id, CancellationToken.None))!;

    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var guard = new CancellationTokenSource(Guard);
        while (!isSo()) await Task.Delay(TimeSpan.FromMilliseconds(20), guard.Token);
    }

    /// <summary>The system's clock, which a test can put forward.</summary>
    private sealed class SkippingTime : TimeProvider
    {
        private long skipped;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref skipped));

        public void Skip(TimeSpan by) => Interlocked.Add(ref skipped, by.Ticks);
    }
}

/// <summary>All tests of the desk share one bed: they keep to holds of their own.</summary>
[CollectionDefinition(nameof(DeskCollection))]
public sealed class DeskCollection : ICollectionFixture<DeskBed>;
