using Microsoft.Extensions.DependencyInjection;
using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Sandbox.Chat;
using ModBot.Shield;
using ModBot.Testing;

namespace ModBot.Host.Tests.Web;

/// <summary>A desk of its own with one person of each role in the first channel, of whom nobody has a role in the second, each in a browser of their own. Nobody else changes anything there.</summary>
public sealed class DeskPeople : IAsyncLifetime
{
    /// <summary>Who there is; the rows of the table say in this order what each gets.</summary>
    public static readonly string[] All = ["stranger", "viewer", "observer", "trial", "moderator", "lead", "broadcaster"];

    public const string Stranger = "stranger";

    private static readonly Dictionary<string, string> Logins = new()
    {
        ["viewer"] = DefaultWorld.Viewer,
        ["observer"] = DefaultWorld.Vip,
        ["trial"] = DefaultWorld.TrialModerator,
        ["moderator"] = DefaultWorld.Moderator,
        ["lead"] = DefaultWorld.LeadModerator,
        ["broadcaster"] = DefaultWorld.Channel,
    };

    private readonly Dictionary<string, (DeskBrowser Browser, string? Token)> browsers = [];
    private string settled = "";

    public DeskBed Desk { get; } = new();

    public BroadcasterId Other => new(Desk.Sandbox.Chat.FindUser(DeskBed.OtherChannel)!.Id);

    public async Task InitializeAsync()
    {
        await Desk.InitializeAsync();
        var others = Logins.Values.Where(login => login is not (DefaultWorld.Channel or DefaultWorld.Viewer)).Select(login => $"\"{IdOf(login)}\": \"none\"");
        await WriteAsync(Other, $$"""{ "Members": { {{string.Join(", ", others)}} } }""");
        // The viewer had a role while their page was open, so its form carries a token that is in order.
        await WriteAsync(Desk.Channel, Settings(viewer: "observer"));
        browsers[Stranger] = (Desk.Browser(), null);
        foreach (var (person, login) in Logins)
        {
            var browser = await Desk.BrowserOfAsync(login);
            browsers[person] = (browser, await browser.ReadTokenAsync());
        }
        settled = Settings(viewer: "none");
        await SettleAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var (browser, _) in browsers.Values) browser.Dispose();
        await Desk.DisposeAsync();
    }

    public DeskBrowser BrowserOf(string person) => browsers[person].Browser;

    /// <summary>The token of the forms in somebody's browser; a stranger has none.</summary>
    public string? TokenOf(string person) => browsers[person].Token;

    /// <summary>Another browser of the same person, in a session of its own.</summary>
    public Task<DeskBrowser> AnotherBrowserOfAsync(string person) => Desk.BrowserOfAsync(Logins[person]);

    public T Get<T>() where T : notnull => Desk.Bot.Services.GetRequiredService<T>();

    /// <summary>What acts may change beside holds, in both channels.</summary>
    public async Task<DeskState> ReadStateAsync() => new(
        await File.ReadAllTextAsync(Get<ChannelSettings>().PathOf(Desk.Channel)) + await File.ReadAllTextAsync(Get<ChannelSettings>().PathOf(Other)),
        (Get<Shields>().Of(Desk.Channel).IsUp, Get<Shields>().Of(Other).IsUp));

    /// <summary>Puts everything back that acts have changed.</summary>
    public async Task SettleAsync()
    {
        await WriteAsync(Desk.Channel, settled);
        Get<Shields>().Lower(Desk.Channel, "the test is over", new SettingSource(Some.Moderator, SettingSurface.Web), Get<TimeProvider>().GetUtcNow());
    }

    /// <summary>Sets the level of bullying as somebody at the desk does; gives when.</summary>
    public async Task<DateTimeOffset> SetBullyingAsync(string value)
    {
        var person = new SettingPerson(Desk.Channel, RoleBook.BuiltIn[0], new SettingSource(Some.Moderator, SettingSurface.Web));
        Assert.IsType<SettingResult.Done>(await Get<SettingDesk>().SetAsync(person, "Levels.bullying", value, seen: null, CancellationToken.None));
        DateTimeOffset at = default;
        await foreach (var change in Get<ISettingLog>().ReadAsync(Desk.Channel, DateTimeOffset.MinValue, CancellationToken.None))
        {
            if (change.Setting == "Levels.bullying") at = change.At;
        }
        return at;
    }

    private string Settings(string viewer) => $$"""{ "Trust": { "Public": true }, "Members": { "{{IdOf(DefaultWorld.Vip)}}": "observer", "{{IdOf(DefaultWorld.Viewer)}}": "{{viewer}}" } }""";

    private string IdOf(string login) => Desk.Sandbox.Chat.FindUser(login)!.Id;

    private async Task WriteAsync(BroadcasterId channel, string settings)
    {
        var file = Get<ChannelSettings>().PathOf(channel);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, settings);
        var reload = Get<PolicyReloadWorker>();
        reload.ReloadNow();
        Assert.Null(reload.Rejected);
    }
}

/// <param name="Settings">The files of settings.</param>
/// <param name="Shields">Whether they are up.</param>
public sealed record DeskState(string Settings, (bool Own, bool Other) Shields);
