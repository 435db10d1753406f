using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Policy;
using ModBot.Sandbox.Chat;
using ModBot.Shield;

namespace ModBot.Host.Tests.Web;

/// <summary>The dock, which may be seen on stream.</summary>
[Collection(nameof(SettingsCollection))]
public sealed class DockTests(DeskBed bed)
{
    private const string Page = "/dock/" + DefaultWorld.Channel;

    private ShieldState Shield => bed.Bot.Services.GetRequiredService<Shields>().Of(bed.Channel);

    [Fact]
    public async Task Dock_QueueAndRaid_ShowsNumbersWithoutTextsAndNames()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        await bed.HoldAsync("zzsecret <b>words</b>", hold => hold with { RaidSize = 77 });
        var page = await browser.ReadAsync(Page);
        Assert.Contains("data-raid=\"77\"", page, StringComparison.Ordinal);
        Assert.Contains("77 messages", page, StringComparison.Ordinal);
        Assert.DoesNotContain("zzsecret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("gravelgoblin", page, StringComparison.Ordinal);
        Assert.DoesNotContain(DefaultWorld.Moderator, page, StringComparison.Ordinal);
        Assert.Contains($"data-open=\"{await bed.Store.CountOpenAsync(bed.Channel, default)}\"", await browser.ReadAsync($"{Page}/state"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shield_OnlyWithTheWord_GoesUpAndDown()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        foreach (var word in new[] { "", "on", "yes", "updown" })
        {
            using var slip = await browser.SendAsync($"{Page}/shield", [("word", word)]);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (slip.StatusCode, Shield.IsUp));
        }
        using var up = await browser.SendAsync($"{Page}/shield", [("word", " Up ")]);
        Assert.Equal((HttpStatusCode.OK, true, DefaultWorld.Moderator), (up.StatusCode, Shield.IsUp, Shield.By.Login));
        Assert.Contains("data-shield=\"up\"", await up.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var down = await browser.SendAsync($"{Page}/shield", [("word", "down")], asScript: false);
        Assert.Equal((HttpStatusCode.Redirect, Page, false), (down.StatusCode, down.Headers.Location?.ToString(), Shield.IsUp));
        var recorded = new List<SettingChange>();
        await foreach (var change in bed.Bot.Services.GetRequiredService<ISettingLog>().ReadAsync(bed.Channel, DateTimeOffset.MinValue, default))
        {
            if (change.Setting == ShieldState.Setting && change.By.Login == DefaultWorld.Moderator) recorded.Add(change);
        }
        Assert.Equal([("up: a moderator wants it", SettingSurface.Web), ("down: a moderator wants it", SettingSurface.Web)], recorded.Select(change => (change.After!, change.Surface)));
    }

    [Fact]
    public async Task Shield_RoleThatMayNot_StaysAsItIs()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        Assert.DoesNotContain("name=\"word\"", await browser.ReadAsync(Page), StringComparison.Ordinal);
        using var reply = await browser.SendAsync($"{Page}/shield", [("word", "up")]);
        Assert.Equal((HttpStatusCode.Forbidden, false), (reply.StatusCode, Shield.IsUp));
    }

    [Fact]
    public async Task Shield_WithoutTheFormsTokenOrByGet_StaysAsItIs()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Channel);
        using var forged = await browser.Http.PostAsync(new Uri($"{Page}/shield", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("word", "up")]));
        Assert.Equal((HttpStatusCode.BadRequest, false), (forged.StatusCode, Shield.IsUp));
        await browser.ReadAsync($"{Page}/shield?word=up", HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Dock_ForeignChannel_IsNotFound()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        await browser.ReadAsync("/dock/coralbyte", HttpStatusCode.NotFound);
        await browser.ReadAsync("/dock/coralbyte/state", HttpStatusCode.NotFound);
        using var reply = await browser.SendAsync("/dock/coralbyte/shield", [("word", "up")]);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Fact]
    public async Task Dock_Stranger_LogsInAndComesBack()
    {
        using var browser = bed.Browser();
        using var reply = await browser.Http.GetAsync(new Uri(Page, UriKind.Relative));
        Assert.Equal("/desk/login?to=%2Fdock%2Fpixelharbor", reply.Headers.Location?.ToString());
        Assert.Equal((HttpStatusCode.Redirect, Page), await browser.LogInAsync(DefaultWorld.Moderator, "?to=%2Fdock%2Fpixelharbor"));
    }
}
