using System.Net;
using Microsoft.Extensions.Options;
using ModBot.Host.Tests.Api;
using ModBot.Host.Web;
using ModBot.Host.Web.Security;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Web;

/// <summary>How often people may ask, through a proxy that config names.</summary>
public sealed class ProxyTests(ProxyBed bed) : IClassFixture<ProxyBed>
{
    private const string Start = "/desk/login/start";

    [Theory]
    [InlineData(Start)]
    [InlineData("/connect/start")]
    [InlineData("/connect/callback?state=x")]
    [InlineData("/trust/pixelharbor")]
    public async Task Page_StrangerAskedTooOften_AnswersToOthersBehindTheProxy(string path)
    {
        using var stranger = bed.BrowserAt("203.0.113.1");
        using var person = bed.BrowserAt("203.0.113.2");
        await AskUntilRefusedAsync(stranger, path);

        Assert.NotEqual(HttpStatusCode.TooManyRequests, await StatusAsync(person, path));
    }

    [Theory]
    [InlineData("198.51.100.1", "192.0.2.77, 198.51.100.1", true)] // The person wrote the first address himself.
    [InlineData("198.51.100.2", "198.51.100.2, 127.0.0.9", true)] // One named proxy behind the other.
    [InlineData("198.51.100.3", "198.51.100.3:50123", true)]
    [InlineData("198.51.100.4", "::ffff:198.51.100.4", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("2001:db8:0:2::1", "2001:db8:0:3::1", false)]
    public async Task Addresses_OfPeople_AreWhatTheProxySaw(string first, string second, bool areOne)
    {
        using var one = bed.BrowserAt(first);
        using var other = bed.BrowserAt(second);
        await AskUntilRefusedAsync(one, Start);

        Assert.Equal(areOne, await StatusAsync(other, Start) == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Callback_OfABrowserThatWasSentToTwitch_IsNotKeptOutByStrangers()
    {
        const string address = "203.0.113.10";
        using var browser = bed.BrowserAt(address);
        using var stranger = bed.BrowserAt(address);
        var callback = await browser.ToCallbackAsync(DefaultWorld.Moderator);
        await AskUntilRefusedAsync(stranger, "/connect/callback?state=x");
        await AskUntilRefusedAsync(stranger, Start);

        // Neither the state without the cookie nor both of one's own making go round the limit.
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(stranger, callback.PathAndQuery));
        stranger.Cookies.Add(bed.Desk.Origin, new Cookie("modbot_connect", "x", "/"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(stranger, "/connect/callback?state=x"));

        using var came = await browser.Http.GetAsync(callback);
        Assert.Equal((HttpStatusCode.Redirect, "/desk"), (came.StatusCode, came.Headers.Location?.ToString()));
        browser.Cookies.Add(bed.Desk.Origin, new Cookie("modbot_connect", System.Web.HttpUtility.ParseQueryString(callback.Query)["state"], "/"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(browser, callback.PathAndQuery));
    }

    [Fact]
    public async Task Page_Refused_IsAPageThatSaysWhenToComeBack()
    {
        using var browser = bed.BrowserAt("203.0.113.20");
        await AskUntilRefusedAsync(browser, Start);

        using var refused = await browser.Http.GetAsync(new Uri(Start, UriKind.Relative));
        var page = await refused.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.TooManyRequests, "text/html"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Contains("<h1>Too many requests</h1>", page, StringComparison.Ordinal);
        Assert.Contains($"Try again in {refused.Headers.RetryAfter.Delta.Value.TotalSeconds:0} second", page.Replace("in a second", "in 1 second", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_Refused_GetsTheWordsAlone()
    {
        using var browser = bed.BrowserAt("203.0.113.21");
        browser.Http.DefaultRequestHeaders.Add("HX-Request", "true");
        await AskUntilRefusedAsync(browser, Start);

        using var refused = await browser.Http.GetAsync(new Uri(Start, UriKind.Relative));
        Assert.Equal((HttpStatusCode.TooManyRequests, "text/plain"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.StartsWith("Too many requests. ", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Cookies_ThroughTheProxy_AreSecureWhereTheBrowserSpeaksHttps(string scheme, bool areSecure)
    {
        using var browser = await bed.LoggedInAtAsync($"203.0.113.{scheme.Length + 30}");
        // Before: a browser that really speaks plain HTTP sends no secure cookie back.
        var token = await browser.ReadTokenAsync();
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        using var start = await browser.Http.GetAsync(new Uri($"{Start}?to=/desk/pixelharbor", UriKind.Relative));
        using var view = await browser.SendAsync("/desk/view", [("theme", "dark")], token, asScript: false);

        var cookies = start.Headers.GetValues("Set-Cookie").Concat(view.Headers.GetValues("Set-Cookie")).ToArray();
        foreach (var name in new[] { "modbot_connect", "modbot_return", "modbot_view" })
        {
            Assert.Equal(areSecure, cookies.Single(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal)).Contains("; secure", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("https", "https://")]
    [InlineData("http", "http://")]
    [InlineData("javascript", "http://")]
    public async Task Discovery_ThroughTheProxy_LeadsBackTheSameWay(string scheme, string root)
    {
        using var client = bed.BrowserAt("203.0.113.40");
        client.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);
        Assert.Contains($"\"rootUrl\": \"{root}localhost:", await client.ReadAsync("/$discovery/rest"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1", null, false)]
    [InlineData(null, null, false)]
    [InlineData(null, "https://desk.test/connect/callback", true)]
    public async Task Headers_OfAnAddressThatIsNotNamed_AreIgnored(string? proxy, string? redirect, bool isSecure)
    {
        var overrides = new Dictionary<string, string?> { ["Web:LoginsPerMinute"] = "2", ["Twitch:RedirectUrl"] = redirect };
        if (proxy is not null) overrides["Web:Proxies:0"] = proxy;
        var api = new ApiFixture { Overrides = overrides };
        await api.InitializeAsync();
        try
        {
            List<HttpStatusCode> seen = [];
            for (var person = 1; person <= 3; person++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"{Start}?to=/desk");
                request.Headers.Add("X-Forwarded-For", $"203.0.113.{person}");
                request.Headers.Add("X-Forwarded-Proto", "https");
                using var reply = await api.Http.SendAsync(request);
                seen.Add(reply.StatusCode);
                // What the proxy said or did not say makes no cookie secure; the address that Twitch knows does.
                if (person == 1) Assert.Equal(isSecure, reply.Headers.GetValues("Set-Cookie").Single().Contains("; secure", StringComparison.OrdinalIgnoreCase));
            }
            Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests], seen);
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.0/8")]
    [InlineData("192.0.2.10/32")]
    [InlineData("::1")]
    [InlineData("FD00:0:0::/8")]
    public void Proxies_AddressOrNetwork_IsFine(string proxy) => Assert.True(Validate(proxy).Succeeded);

    [Theory]
    [InlineData("")]
    [InlineData("proxy.example")]
    [InlineData("127.0.0.1:80")]
    [InlineData("127.1")]
    [InlineData("010.0.0.1")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%1")]
    public void Proxies_AnythingElse_IsNamedAtStart(string proxy) =>
        Assert.StartsWith($"Web:Proxies: '{proxy}' is neither an IP address", Validate("127.0.0.1", proxy).FailureMessage, StringComparison.Ordinal);

    private static ValidateOptionsResult Validate(params string[] proxies) => new TrustedProxiesValidator().Validate(null, new WebOptions { Proxies = proxies });

    private static async Task<HttpStatusCode> StatusAsync(DeskBrowser browser, string path)
    {
        using var reply = await browser.Http.GetAsync(new Uri(path, UriKind.Relative));
        return reply.StatusCode;
    }

    private static async Task AskUntilRefusedAsync(DeskBrowser browser, string path)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await StatusAsync(browser, path) == HttpStatusCode.TooManyRequests) return;
        }
        Assert.Fail($"{path} refuses nobody.");
    }
}

/// <summary>A desk whose proxy is this machine: each browser says for itself what the proxy would say of it.</summary>
public sealed class ProxyBed : IAsyncLifetime
{
    public DeskBed Desk { get; } = new()
    {
        Overrides = new Dictionary<string, string?> { ["Web:Proxies:0"] = "127.0.0.0/8", ["Web:Proxies:1"] = "::1", ["Web:LoginsPerMinute"] = "3" },
    };

    public Task InitializeAsync() => Desk.InitializeAsync();

    public Task DisposeAsync() => Desk.DisposeAsync();

    public DeskBrowser BrowserAt(string forwardedFor)
    {
        var browser = Desk.Browser();
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        return browser;
    }

    public async Task<DeskBrowser> LoggedInAtAsync(string forwardedFor)
    {
        var browser = BrowserAt(forwardedFor);
        Assert.Equal((HttpStatusCode.Redirect, "/desk"), await browser.LogInAsync(DefaultWorld.Moderator));
        return browser;
    }
}
