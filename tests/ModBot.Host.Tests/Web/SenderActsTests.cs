using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Sandbox.Chat;
using ModBot.Testing;

namespace ModBot.Host.Tests.Web;

/// <summary>One ruling on everything of one sender, from a card's details. Each test has a sender of its own.</summary>
[Collection(nameof(DeskCollection))]
public sealed partial class SenderActsTests(DeskBed bed)
{
    private static int senders;

    private readonly Chatter sender = Some.Chatter($"sender{Interlocked.Increment(ref senders)}", id: $"8300{senders:00000}");

    [Fact]
    public async Task Details_SeveralOpen_OfferOneRulingBehindAFold()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var (first, second) = (await HoldAsync(), await HoldAsync());
        foreach (var page in new[] { await browser.ReadAsync($"{Address(first)}/details"), await browser.ReadAsync(Address(first)) })
        {
            Assert.Matches($"<details class=\"more\" data-part=\"all\">\\s*<summary>2 open holds of\\s*<bdi[^>]*>{sender.Login}</bdi></summary>", page);
            Assert.Contains($"href=\"{Address(second)}\"", page, StringComparison.Ordinal);
            Assert.Contains("value=\"approve-all\"", page, StringComparison.Ordinal);
            Assert.Contains("value=\"deny-all\"", page, StringComparison.Ordinal);
            Assert.Equal($"{first.Code} {second.Code}", Listed(page));
        }
    }

    [Fact]
    public async Task Details_OneOpen_OfferNone()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await HoldAsync();
        Assert.DoesNotContain("data-part=\"all\"", await browser.ReadAsync($"{Address(hold)}/details"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_TextsAreCovered_NameNobody()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await HoldAsync();
        await HoldAsync();
        using var kept = await browser.SendAsync("/desk/view", [("theme", "dark"), ("covered", "bullying"), ("keys", "on")], asScript: false);
        var details = await browser.ReadAsync($"{Address(hold)}/details");
        Assert.Contains("2 open holds of", details, StringComparison.Ordinal);
        Assert.DoesNotContain(sender.Login, details, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve-all", "approved")]
    [InlineData("deny-all", "denied")]
    public async Task All_SeveralOpen_AreDecidedAndOtherBrowsersGetTheirCards(string act, string became)
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        using var other = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        var holds = new[] { await HoldAsync(), await HoldAsync(), await HoldAsync() };
        var bystander = await bed.HoldAsync();
        var news = Feed.Listen();
        using var reply = await ActAsync(browser, holds[0], act);
        var card = await reply.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Contains($"3 {became}.", card, StringComparison.Ordinal);
        Assert.Contains($"data-code=\"{holds[0].Code}\"", card, StringComparison.Ordinal);
        Assert.Contains($"{became} by quietlantern", card, StringComparison.Ordinal);
        Assert.Equal(holds.Select(hold => hold.Id).ToHashSet(), news.Take(out _).Where(one => !one.IsOpen && holds.Any(hold => hold.Id == one.Id)).Select(one => one.Id).ToHashSet());
        var cards = await other.ReadAsync($"/desk/cards?have={string.Join(',', holds.Append(bystander).Select(hold => string.Create(CultureInfo.InvariantCulture, $"pixelharbor.{hold.Code}.1")))}");
        Assert.Equal(3, cards.Split($"{became} by quietlantern").Length - 1);
        Assert.True((await bed.ReadAsync(bystander)).IsOpen);
        news.Dispose();
    }

    [Fact]
    public async Task All_CameInSinceTheyWereListed_StaysOpen()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var (first, second) = (await HoldAsync(), await HoldAsync());
        var listed = Listed(await browser.ReadAsync($"{Address(first)}/details"));
        var unseen = await HoldAsync();
        using var reply = await browser.SendAsync(Address(first), [("act", "approve-all"), ("holds", listed)]);
        Assert.Contains("2 approved.", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HoldState.Approved, (await bed.ReadAsync(second)).State);
        Assert.True((await bed.ReadAsync(unseen)).IsOpen);
    }

    [Fact]
    public async Task All_SomeHandledOrClaimedMeanwhile_SaysHowManyAndWhy()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        using var other = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        var (first, claimed, handled) = (await HoldAsync(), await HoldAsync(), await HoldAsync());
        var listed = Listed(await browser.ReadAsync($"{Address(first)}/details"));
        using var claim = await other.SendAsync(Address(claimed), [("act", "claim")]);
        using var denied = await other.SendAsync(Address(handled), [("act", "deny"), ("version", "1")]);
        using var reply = await browser.SendAsync(Address(first), [("act", "approve-all"), ("holds", listed)]);
        Assert.Contains("1 approved; 1 claimed by others; 1 already handled.", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HoldState.Approved, HoldState.Open, HoldState.Denied), ((await bed.ReadAsync(first)).State, (await bed.ReadAsync(claimed)).State, (await bed.ReadAsync(handled)).State));
        using var again = await browser.SendAsync(Address(first), [("act", "approve-all"), ("holds", $"{first.Code} {handled.Code}")]);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("2 already handled.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_SomebodyElsesHoldOnTheList_IsLeft()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var (own, foreign) = (await HoldAsync(), await bed.HoldAsync());
        using var reply = await browser.SendAsync(Address(own), [("act", "deny-all"), ("holds", $"{own.Code} {foreign.Code}")]);
        Assert.Equal(HoldState.Denied, (await bed.ReadAsync(own)).State);
        Assert.True((await bed.ReadAsync(foreign)).IsOpen);
    }

    [Fact]
    public async Task All_WithoutTheScript_IsAPageThatSaysWhatCameOfIt()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var holds = new[] { await HoldAsync(), await HoldAsync() };
        using var reply = await ActAsync(browser, holds[1], "deny-all", asScript: false);
        var page = await reply.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Contains("<html", page, StringComparison.Ordinal);
        Assert.Contains("2 denied.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_OnTrial_AreProposed()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        var holds = new[] { await HoldAsync(), await HoldAsync() };
        Assert.Contains("Propose to deny all", await browser.ReadAsync($"{Address(holds[0])}/details"), StringComparison.Ordinal);
        using var reply = await ActAsync(browser, holds[0], "deny-all");
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Contains("2 noted as your proposal.", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var hold in holds) Assert.True(await bed.ReadAsync(hold) is { IsOpen: true, Proposal.By.Login: DefaultWorld.TrialModerator });
    }

    [Fact]
    public async Task All_ByAnObserver_AreShownAndNotOffered()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Vip);
        var channel = new BroadcasterId(bed.Sandbox.Chat.FindUser(DeskBed.OtherChannel)!.Id);
        var holds = new[] { await HoldAsync(channel), await HoldAsync(channel) };
        var address = $"/desk/{DeskBed.OtherChannel}/holds/{holds[0].Code}";
        var details = await browser.ReadAsync($"{address}/details");
        Assert.Contains("2 open holds of", details, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"act\"", details, StringComparison.Ordinal);
        using var reply = await browser.SendAsync(address, [("act", "deny-all"), ("holds", $"{holds[0].Code} {holds[1].Code}")]);
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        foreach (var hold in holds) Assert.Equal(1, (await bed.ReadAsync(hold)).Version);
    }

    [Fact]
    public async Task All_NothingListed_DecidesNothing()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var hold = await HoldAsync();
        using var reply = await browser.SendAsync(Address(hold), [("act", "approve-all")]);
        Assert.Equal(HttpStatusCode.Conflict, reply.StatusCode);
        Assert.True((await bed.ReadAsync(hold)).IsOpen);
    }

    private HoldFeed Feed => (HoldFeed)bed.Bot.Services.GetService(typeof(HoldFeed))!;

    private Task<Hold> HoldAsync(BroadcasterId? channel = null) => bed.HoldAsync("rude", hold => hold with { Message = hold.Message with { Chatter = sender } }, channel);

    /// <summary>Opens the details of a card and sends its form.</summary>
    private static async Task<HttpResponseMessage> ActAsync(DeskBrowser browser, Hold hold, string act, bool asScript = true) =>
        await browser.SendAsync(Address(hold), [("act", act), ("holds", Listed(await browser.ReadAsync($"{Address(hold)}/details")))], asScript);

    private static string Listed(string page) => Codes().Match(page).Groups[1].Value;

    private static string Address(Hold hold) => $"/desk/{DefaultWorld.Channel}/holds/{hold.Code}";

    [GeneratedRegex("name=\"holds\" value=\"([^\"]+)\"")]
    private static partial Regex Codes();
}
