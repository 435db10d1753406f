using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Host.Tests.Web;
using ModBot.Host.Workers;
using ModBot.Sandbox.Chat;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ModBot.Browser.Tests;

/// <summary>A sandbox, the bot with its desk, a stream that is over, and a Chromium. mossyotter may view and no more; the channel has a shield and a public trust page.</summary>
public sealed class DeskFixture : IAsyncLifetime
{
    public const string Queue = "/desk/" + DefaultWorld.Channel;
    public const string Review = Queue + "/review";
    public const string Levels = Review + "/levels";
    public const string Settings = Queue + "/settings";
    public const string Dock = "/dock/" + DefaultWorld.Channel;
    public const string Observer = DefaultWorld.Subscriber;

    /// <summary>For what a browser on a busy machine is given to show something.</summary>
    private const float Guard = 30_000;

    private const string Install = "apt-get install chromium, or name a Chromium in MODBOT_CHROMIUM";

    private readonly Dictionary<string, string> sessions = [];
    private int newcomers;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public ReviewBed Bed { get; } = new();

    public DeskBed Desk => Bed.Desk;

    public async Task InitializeAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("MODBOT_CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(chromium)) throw new FileNotFoundException($"There is no {chromium}: {Install}.");
        await Bed.InitializeAsync();
        AddSettings();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
        Assertions.SetDefaultExpectTimeout(Guard);
    }

    public async Task DisposeAsync()
    {
        await browser.CloseAsync();
        playwright.Dispose();
        await Bed.DisposeAsync();
    }

    /// <summary>A browser of somebody's own, logged in; one login for each person serves all tests.</summary>
    /// <param name="login">Who; null for somebody who has not logged in.</param>
    /// <param name="change">How the browser differs from one of 1280 by 900 pixels with light colours.</param>
    public async Task<Visitor> OpenAsync(string? login, Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = Desk.Origin.ToString(), ViewportSize = new() { Width = 1280, Height = 900 }, ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce };
        change?.Invoke(options);
        if (login is not null) options.StorageState = sessions.GetValueOrDefault(login);
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(Guard);
        var visitor = new Visitor(context, await context.NewPageAsync());
        if (login is not null && options.StorageState is null)
        {
            await visitor.LogInAsync(Desk.Sandbox.Chat.FindUser(login)!.Id);
            sessions[login] = await context.StorageStateAsync();
        }
        return visitor;
    }

    /// <summary>Says something that the channel blocks, as somebody who has said nothing before, and waits until the bot has deleted it.</summary>
    public async Task<Hold> HeldInChatAsync(string text)
    {
        var newcomer = Desk.Sandbox.Chat.AddUser($"newcomer{++newcomers}");
        var posted = Assert.IsType<PostResult.Posted>(Desk.Sandbox.Chat.Post(DefaultWorld.Channel, newcomer.Login, $"{text} zzrude"));
        Hold? hold = null;
        await DeskBed.UntilAsync(() => (hold = Desk.Store.FindAsync(Desk.Channel, new HoldId(posted.Message.Id), CancellationToken.None).GetAwaiter().GetResult()) is { Kind: HoldKind.Deleted });
        return hold!;
    }

    /// <summary>Beside what the bed has set for the channel.</summary>
    private void AddSettings()
    {
        var file = Bed.Get<ChannelSettings>().PathOf(Desk.Channel);
        var settings = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        settings["Shield"] = new JsonObject { ["Enabled"] = true };
        settings["Trust"] = new JsonObject { ["Public"] = true, ["Contact"] = Corpus.Html };
        File.WriteAllText(file, settings.ToJsonString());
        Bed.Get<PolicyReloadWorker>().ReloadNow();
        Assert.Null(Bed.Get<PolicyReloadWorker>().Rejected);
    }
}

/// <summary>All tests share one desk and one Chromium: they keep to holds of their own.</summary>
[CollectionDefinition(nameof(BrowserCollection))]
public sealed class BrowserCollection : ICollectionFixture<DeskFixture>;
