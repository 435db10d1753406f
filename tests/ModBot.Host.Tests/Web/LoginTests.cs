using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Sandbox.Chat;
using ModBot.Twitch;
using ModBot.Twitch.Auth;

namespace ModBot.Host.Tests.Web;

/// <summary>Who comes in, how long they stay, and where they may look.</summary>
[Collection(nameof(DeskCollection))]
public sealed class LoginTests(DeskBed bed)
{
    [Fact]
    public async Task Desk_Stranger_IsSentToTheLoginAndBack()
    {
        using var browser = bed.Browser();
        using var reply = await browser.Http.GetAsync(new Uri("/desk/pixelharbor", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Redirect, "/desk/login?to=%2Fdesk%2Fpixelharbor"), (reply.StatusCode, reply.Headers.Location?.ToString()));

        Assert.Equal((HttpStatusCode.Redirect, "/desk/pixelharbor"), await browser.LogInAsync(DefaultWorld.Moderator, "?to=%2Fdesk%2Fpixelharbor"));
        Assert.Contains("quietlantern, moderator", await browser.ReadAsync("/desk/pixelharbor"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/desk//evil.example")]
    [InlineData("/desk\\evil.example")]
    [InlineData("https://evil.example/desk")]
    [InlineData("/v1/classify")]
    [InlineData("/deskevil")]
    [InlineData("/desk/é")]
    public async Task Login_ReturnAddressThatIsNoPageOfTheDesk_LeadsToTheQueue(string to)
    {
        using var browser = bed.Browser();
        Assert.Equal((HttpStatusCode.Redirect, "/desk"), await browser.LogInAsync(DefaultWorld.Moderator, $"?to={Uri.EscapeDataString(to)}"));
    }

    [Fact]
    public async Task Login_SessionCookie_IsForThisHostAndHiddenFromScripts()
    {
        using var browser = bed.Browser();
        using var reply = await browser.Http.GetAsync(await browser.ToCallbackAsync(DefaultWorld.Moderator));
        var cookie = reply.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("modbot_desk=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(bed.Sandbox.Chat.FindUser(DefaultWorld.Moderator)!.Id, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_SecondTimeOrInAnotherBrowser_OpensNothing()
    {
        using var browser = bed.Browser();
        using var other = bed.Browser();
        var callback = await browser.ToCallbackAsync(DefaultWorld.Moderator);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.Http.GetAsync(callback)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Http.GetAsync(callback)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Http.GetAsync(callback)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await other.Http.GetAsync(new Uri("/desk", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Callback_WrongState_OpensNothing()
    {
        using var browser = bed.Browser();
        var callback = await browser.ToCallbackAsync(DefaultWorld.Moderator);
        var forged = new UriBuilder(callback) { Query = callback.Query.Replace("state=", "state=x", StringComparison.Ordinal) };
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Http.GetAsync(forged.Uri)).StatusCode);
    }

    [Fact]
    public async Task Callback_PersonSaysNo_SaysSo()
    {
        using var browser = bed.Browser();
        var reply = await browser.Http.GetStringAsync(await browser.ToCallbackAsync(DefaultWorld.Moderator, decision: "deny"));
        Assert.Contains("You are not logged in", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_OfAModerator_AddsNoChannelAndNoLoginOfTheBots()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        Assert.DoesNotContain(bed.Bot.Services.GetRequiredService<ChannelRoster>().Current, channel => channel.Login == DefaultWorld.Moderator);
        Assert.DoesNotContain(await bed.Bot.Services.GetRequiredService<TwitchAccounts>().ListAsync(CancellationToken.None), account => account.Login == DefaultWorld.Moderator);
    }

    [Fact]
    public async Task Desk_PersonWithoutARole_SeesNothing()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Viewer);
        Assert.Contains("no channel that you moderate", await browser.ReadAsync("/desk", HttpStatusCode.Forbidden), StringComparison.Ordinal);
        await browser.ReadAsync("/desk/pixelharbor", HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(DefaultWorld.Channel, "broadcaster")]
    [InlineData(DefaultWorld.LeadModerator, "lead")]
    [InlineData(DefaultWorld.Moderator, "moderator")]
    [InlineData(DefaultWorld.TrialModerator, "trial")]
    public async Task Desk_Person_HasTheRoleOfTheRoleBook(string login, string role)
    {
        using var browser = await bed.BrowserOfAsync(login);
        Assert.Contains($"{login}, {role}", await browser.ReadAsync("/desk/pixelharbor"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_RoleByConfigWithoutABadge_MayLook()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Vip);
        Assert.Contains("velvetcompass, observer", await browser.ReadAsync("/desk/coralbyte"), StringComparison.Ordinal);
        await browser.ReadAsync("/desk/pixelharbor", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Desk_ForeignChannel_LooksLikeOneThatDoesNotExist()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        Assert.Equal(await browser.ReadAsync("/desk/nosuchchannel", HttpStatusCode.NotFound), await browser.ReadAsync("/desk/coralbyte", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Logout_Cookie_OpensNothingAnyMore()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var kept = browser.Cookies.GetCookies(bed.Origin)["modbot_desk"]!.Value;
        using var left = await browser.SendAsync("/desk/logout", [], asScript: false);
        Assert.Equal("/desk/login", left.Headers.Location?.ToString());
        browser.Cookies.Add(bed.Origin, new Cookie("modbot_desk", kept, "/"));
        await browser.ReadAsync("/desk", HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task LogOut_ByALink_LeadsToTheDeskAndLogsOutNobody()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        using var reply = await browser.Http.GetAsync(new Uri("/desk/logout", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Redirect, "/desk"), (reply.StatusCode, reply.Headers.Location?.ToString()));
        await browser.ReadAsync("/desk");
    }
}
