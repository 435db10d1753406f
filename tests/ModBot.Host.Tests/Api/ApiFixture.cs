using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Holds;
using ModBot.Host.Api.Keys;
using ModBot.Host.Composition;
using ModBot.Host.Configuration;
using ModBot.Host.Tests.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Host.Tests.Api;

/// <summary>The service over a real host on a free port, with a store and a config folder of its own and no Twitch.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    internal const string Login = "pixelharbor";
    internal static readonly BroadcasterId Foreign = new("810000002");

    private readonly TestFolder folder = new("""{ "Moderation": { "Roles": { "shy": { "Permissions": [] } } } }""");

    public WebApplication App { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    public async Task InitializeAsync()
    {
        var overrides = new Dictionary<string, string?>(Overrides)
        {
            ["Http"] = "http://127.0.0.1:0",
            ["Data"] = Path.Combine(folder.Path, "data"),
            ["Twitch:TokenFile"] = "",
            ["Twitch:AuthUrl"] = "http://127.0.0.1:9/oauth2",
        };
        App = BotBuilder.BuildService(new BotSettings { Config = folder.Path, Quiet = true, Overrides = overrides });
        App.Services.GetRequiredService<ChannelDirectory>().Add(Login, Some.Broadcaster);
        await App.StartAsync();
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(App.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Makes a key for pixelharbor and returns its secret.</summary>
    internal async Task<string> KeyAsync(string name, string role = "moderator", IEnumerable<string>? scopes = null, BroadcasterId? channel = null, DateTimeOffset? expiresAt = null)
    {
        var key = new NewKey(name, [new KeyChannel(channel ?? Some.Broadcaster, channel is null ? Login : null)], [.. scopes ?? ApiScope.All], role, expiresAt);
        return await App.Services.GetRequiredService<ApiKeys>().CreateAsync(key, default) ?? throw new InvalidOperationException($"There is a key {name} already.");
    }

    /// <summary>An open hold of pixelharbor.</summary>
    internal async Task<Hold> HoldAsync(string text = "rude", Chatter? from = null, Func<Hold, Hold>? change = null)
    {
        var now = DateTimeOffset.UtcNow;
        var hold = Some.Hold(Some.Message(text, from, id: $"held-{Guid.NewGuid():N}") with { SentAt = now });
        if (change is not null) hold = change(hold);
        return (await App.Services.GetRequiredService<IHoldStore>().AddAsync(hold, new HistoryEntry(1, now, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
    }

    /// <summary>Writes a config file, and puts it in force where it can be.</summary>
    internal void Configure(string name, string text)
    {
        folder.Write(name, text);
        App.Services.GetRequiredService<PolicyReloadWorker>().ReloadNow();
    }

    /// <summary>A moderator's change of <c>Raids.Enabled</c>; returns when it was made.</summary>
    internal async Task<DateTimeOffset> ChangeRaidsAsync()
    {
        var services = App.Services;
        var policy = services.GetRequiredService<PolicyBook>().Current.For(Some.Broadcaster);
        var lead = new SettingPerson(Some.Broadcaster, policy.Roles.Find("lead")!, new SettingSource(new Actor(new ChatterId("77"), "tealcomet"), SettingSurface.Web));
        Assert.IsType<SettingResult.Done>(await services.GetRequiredService<SettingDesk>().SetAsync(lead, KnownSettings.Raids, policy.Config.Raids.Enabled ? "off" : "on", null, default));
        return (await services.GetRequiredService<LastChanges>().ReadAsync(Some.Broadcaster, 1, default)).Single().At;
    }

    /// <summary>Sends a request with a key and reads its answer, which must have that status.</summary>
    internal async Task<JsonElement> ReadAsync(HttpMethod method, string path, string secret, string? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await SendAsync(method, path, secret, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Sends a request with a key, or with none.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? secret, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (secret is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        // What is told for as long as one listens has no end to wait for.
        return await Http.SendAsync(request, path.EndsWith("/events", StringComparison.Ordinal) ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead);
    }
}
