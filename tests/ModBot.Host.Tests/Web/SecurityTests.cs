using System.Net;
using System.Text.RegularExpressions;
using ModBot.Messages;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Web;

/// <summary>What stands before every page and every act.</summary>
[Collection(nameof(DeskCollection))]
public sealed partial class SecurityTests(DeskBed bed)
{
    public static TheoryData<string> Pages =>
        ["/desk", "/desk/pixelharbor", "/desk/pixelharbor/holds/bbb", "/desk/view", "/desk/cards", "/desk/login", "/desk/coralbytes", "/connect", "/connect/callback?state=x", "/healthz", "/v1/classify", "/nope"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_ForAnybody_HasTheHeadersAndNothingInline(string path)
    {
        using var stranger = bed.Browser();
        using var moderator = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        foreach (var browser in new[] { stranger, moderator })
        {
            using var reply = await browser.Http.GetAsync(new Uri(path, UriKind.Relative));
            var policy = reply.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", reply.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("same-origin", reply.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
            Assert.True(reply.Headers.CacheControl!.NoStore);
            Assert.DoesNotMatch(Inline(), await reply.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Assets_OfAPage_AreKeptForEver()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var assets = Asset().Matches(await browser.ReadAsync("/desk")).Select(asset => asset.Value).Distinct().ToArray();
        Assert.Equal(3, assets.Length);
        foreach (var asset in assets)
        {
            using var reply = await browser.Http.GetAsync(new Uri(asset, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            Assert.Contains("immutable", reply.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        }
        await browser.ReadAsync("/assets/desk.0000000000.css", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("forged")]
    public async Task Act_WithoutTheFormsToken_IsA400(string token)
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync();
        foreach (var path in new[] { $"/desk/pixelharbor/holds/{hold.Code}", "/desk/view", "/desk/logout" })
        {
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("act", "deny"), KeyValuePair.Create("__RequestVerificationToken", token)]);
            using var reply = await browser.Http.PostAsync(new Uri(path, UriKind.Relative), content);
            Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        }
        Assert.True((await bed.ReadAsync(hold)).IsOpen);
        await browser.ReadAsync("/desk");
    }

    [Fact]
    public async Task Act_WithTheTokenOfSomebodyElsesForm_IsA400()
    {
        using var attacker = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        using var victim = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync();
        var token = FormToken().Match(await attacker.ReadAsync("/desk/view")).Groups[1].Value;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("act", "deny"), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var reply = await victim.Http.PostAsync(new Uri($"/desk/pixelharbor/holds/{hold.Code}", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.True((await bed.ReadAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task Act_ByGet_ChangesNothing()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync();
        await browser.ReadAsync($"/desk/pixelharbor/holds/{hold.Code}?act=deny&version=1");
        await browser.ReadAsync("/desk/logout", HttpStatusCode.Redirect);
        Assert.Equal(1, (await bed.ReadAsync(hold)).Version);
        await browser.ReadAsync("/desk");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Act_ByAnotherMethod_IsRefused(string method)
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await bed.HoldAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"/desk/pixelharbor/holds/{hold.Code}", UriKind.Relative));
        using var reply = await browser.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
    }

    [Fact]
    public async Task Act_OnAForeignChannelsHold_IsA404()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        var hold = await bed.HoldAsync(channel: new BroadcasterId(bed.Sandbox.Chat.FindUser(DeskBed.OtherChannel)!.Id));
        using var foreign = await browser.SendAsync($"/desk/{DeskBed.OtherChannel}/holds/{hold.Code}", [("act", "deny")]);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(1, (await bed.ReadAsync(hold)).Version);
        Assert.DoesNotContain("<article", await browser.ReadAsync($"/desk/cards?have={DeskBed.OtherChannel}.{hold.Code}.0"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    public async Task Page_AskedForByAName_AnswersToItsOwn(string host, HttpStatusCode expected)
    {
        using var browser = bed.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/desk/login", UriKind.Relative));
        request.Headers.Host = $"{host}:{bed.Origin.Port}";
        using var reply = await browser.Http.SendAsync(request);
        Assert.Equal(expected, reply.StatusCode);
    }

    [Theory]
    [InlineData("/desk/cards")]
    [InlineData("/desk/events")]
    [InlineData("/desk/pixelharbor/holds/bbb/details")]
    public async Task Script_WithoutASession_GetsA401(string path)
    {
        using var browser = bed.Browser();
        browser.Http.DefaultRequestHeaders.Add("HX-Request", "true");
        using var reply = await browser.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
    }

    /// <summary>A script or style in the page, or an attribute that is one.</summary>
    [GeneratedRegex("""<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:""")]
    private static partial Regex Inline();

    [GeneratedRegex("/assets/[a-z.0-9]+")]
    private static partial Regex Asset();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
