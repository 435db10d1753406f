using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Host.Composition;
using ModBot.Messages;
using ModBot.Sandbox;
using ModBot.Sandbox.Chat;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.EndToEnd;

/// <summary>A streamer's browser: the bot's page, Twitch's page, and back.</summary>
public sealed partial class ConnectTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("modbot-connect").FullName;
    private SandboxServer sandbox = null!;
    private WebApplication bot = null!;

    private ChannelRoster Roster => bot.Services.GetRequiredService<ChannelRoster>();

    private Uri Page => new($"http://localhost:{new Uri(bot.Urls.First()).Port}/connect");

    private string ChannelFile => Path.Combine(folder, "data", "channels", $"{sandbox.Chat.FindUser(DefaultWorld.Channel)!.Id}.json");

    public async Task InitializeAsync()
    {
        sandbox = await SandboxServer.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "modbot.json"), """{ "Moderation": { "Mode": "Hold" } }""");
        var overrides = new Dictionary<string, string?>
        {
            ["Data"] = Path.Combine(folder, "data"),
            ["Http"] = "http://127.0.0.1:0",
            ["Twitch:EventSubUrl"] = sandbox.EventSubUri.ToString(),
            ["Twitch:HelixUrl"] = new Uri(sandbox.BaseUri, "helix").ToString(),
            ["Twitch:AuthUrl"] = new Uri(sandbox.BaseUri, "oauth2").ToString(),
        };
        var token = sandbox.IssueToken(DefaultWorld.Bot, TwitchScopes.All.Select(scope => scope.Name));
        var login = new TwitchLogin(sandbox.ClientId, sandbox.ClientSecret, token.AccessToken, token.RefreshToken);
        bot = BotBuilder.BuildService(new BotSettings { Config = folder, Quiet = true, Overrides = overrides }, services => services.AddSingleton(login));
        await bot.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await bot.StopAsync();
        await bot.DisposeAsync();
        await sandbox.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Streamer_SaysYes_TheChannelIsAddedAndObserved()
    {
        using var browser = Browser();
        var callback = await AnswerAsync(browser, "allow");
        var page = await ReadAsync(browser, callback, HttpStatusCode.OK);

        Assert.Contains("ModBot is in your channel", page, StringComparison.Ordinal);
        Assert.Contains("observe", page, StringComparison.Ordinal);
        Assert.Equal([new RosterChannel(DefaultWorld.Channel, new BroadcasterId(sandbox.Chat.FindUser(DefaultWorld.Channel)!.Id), IsConfigured: false)], Roster.Current.AsEnumerable());
        Assert.Contains("\"Observe\"", await File.ReadAllTextAsync(ChannelFile), StringComparison.Ordinal);
        var accounts = await bot.Services.GetRequiredService<TwitchAccounts>().ListAsync(CancellationToken.None);
        Assert.Contains(accounts, account => account is { IsStreamer: true, IsActive: false, Login: DefaultWorld.Channel, State: TwitchAccountState.Valid });
        Assert.Equal(ModBot.Policy.ChannelMode.Observe, bot.Services.GetRequiredService<ModBot.Policy.PolicyBook>().For(Roster.Current[0].Id!.Value).Config.Mode);

        Assert.Contains("out of turn", await ReadAsync(browser, callback, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streamer_SaysNo_NothingChanges()
    {
        using var browser = Browser();
        var callback = await AnswerAsync(browser, "deny");
        Assert.Contains("Nothing has changed", await ReadAsync(browser, callback, HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.Empty(Roster.Current);
        Assert.False(File.Exists(ChannelFile));
    }

    [Fact]
    public async Task Callback_InAnotherBrowser_IsRefusedAndAddsNothing()
    {
        using var attacker = Browser();
        using var victim = Browser();
        var callback = await AnswerAsync(attacker, "allow");
        Assert.Contains("out of turn", await ReadAsync(victim, callback, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Empty(Roster.Current);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?state=guessed&code=x")]
    [InlineData("?error=access_denied")]
    [InlineData("?state=<script>&error=access_denied")]
    public async Task Callback_OutOfTheBlue_IsAClearPage(string query)
    {
        using var browser = Browser();
        var page = await ReadAsync(browser, new Uri($"{Page}/callback{query}"), HttpStatusCode.BadRequest);
        Assert.Contains("Open the link again", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    private static HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    /// <summary>From the bot's page to Twitch's, where the streamer answers; gives the address that Twitch sends the browser back to.</summary>
    private async Task<Uri> AnswerAsync(HttpClient browser, string decision)
    {
        var start = Link().Match(await ReadAsync(browser, Page, HttpStatusCode.OK)).Groups[1].Value;
        using var toTwitch = await browser.GetAsync(new Uri(start));
        Assert.Equal(HttpStatusCode.Redirect, toTwitch.StatusCode);
        var fields = Field().Matches(await ReadAsync(browser, toTwitch.Headers.Location!, HttpStatusCode.OK)).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        fields["user"] = sandbox.Chat.FindUser(DefaultWorld.Channel)!.Id;
        fields["decision"] = decision;
        using var back = await browser.PostAsync(new Uri(sandbox.BaseUri, "oauth2/authorize"), new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        return back.Headers.Location!;
    }

    private static async Task<string> ReadAsync(HttpClient browser, Uri address, HttpStatusCode expected)
    {
        using var reply = await browser.GetAsync(address);
        Assert.Equal(expected, reply.StatusCode);
        return await reply.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("class=\"button\" href=\"([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Field();
}
