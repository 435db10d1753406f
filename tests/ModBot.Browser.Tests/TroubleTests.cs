using Microsoft.Playwright;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Host.Tests.Web;
using ModBot.Sandbox.Chat;
using ModBot.Testing;

namespace ModBot.Browser.Tests;

/// <summary>What goes wrong in an evening: more than a page holds, lines that break, slow answers, links from elsewhere, logins that end.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class TroubleTests(DeskFixture desk)
{
    [Fact]
    public async Task Queue_LongerThanAPage_OffersTheRestOnceTheFirstAreHandled()
    {
        // In a channel of its own: what the other tests left open there is handled first.
        await using var visitor = await desk.OpenAsync(DefaultWorld.LeadModerator);
        await EmptyAsync();
        for (var i = 0; i < 52; i++) await desk.Desk.HoldAsync($"one of many, {i}", channel: desk.Bed.Other);
        await visitor.OpenAsync($"/desk/{DeskBed.OtherChannel}");
        var cards = visitor.Page.Locator("#cards > article");
        await Assertions.Expect(cards).ToHaveCountAsync(50);
        await Assertions.Expect(visitor.Page.Locator("#load-new")).ToBeHiddenAsync();

        await cards.First.GetByRole(AriaRole.Button, new() { Name = "Deny", Exact = true }).First.ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#load-new")).ToHaveTextAsync("2 more");
        await visitor.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(visitor.Page.Locator("#open-count")).ToHaveTextAsync("51");
        await Assertions.Expect(visitor.Page.Locator("#cards > article[data-state=open]")).ToHaveCountAsync(50);
        await EmptyAsync();
    }

    [Fact]
    public async Task Page_OpenedByALinkFromElsewhere_LeavesTheOthersInOrder()
    {
        var hold = await desk.Desk.HoldAsync("with a link from elsewhere");
        await using var visitor = await desk.OpenAsync(DefaultWorld.Moderator);
        await visitor.OpenAsync(DeskFixture.Queue);
        var other = await visitor.Context.NewPageAsync();
        // Another site, as a chat server's web page is.
        await other.GotoAsync(desk.Desk.Sandbox.BaseUri.ToString());
        await other.EvaluateAsync("address => { const link = document.createElement('a'); link.href = address; document.body.append(link); link.click(); }", new Uri(desk.Desk.Origin, DeskFixture.Queue).ToString());
        await Assertions.Expect(other.Locator("h1")).ToContainTextAsync("Queue");

        await visitor.Button(hold, "Approve").ClickAsync();

        await visitor.SeesAsync(hold, "approved");
    }

    [Fact]
    public async Task Dock_LineBreaks_ShowsThatItIsOldAndHidesNothing()
    {
        await using var visitor = await desk.OpenAsync(DefaultWorld.Moderator, browser => browser.ViewportSize = new() { Width = 200, Height = 100 });
        await visitor.OpenAsync("/dock/" + DefaultWorld.Channel);
        var dock = visitor.Page.Locator("#dock");
        await visitor.Context.SetOfflineAsync(true);
        await Assertions.Expect(dock).ToContainClassAsync("stale");
        Assert.Equal("", await visitor.Page.Locator("#result").TextContentAsync());

        await visitor.Context.SetOfflineAsync(false);

        await Assertions.Expect(dock).Not.ToContainClassAsync("stale");
    }

    [Fact]
    public async Task Act_WhoseAnswerTakesLong_ShowsThatItIsUnderWay()
    {
        var hold = await desk.Desk.HoldAsync("answered late");
        await using var visitor = await desk.OpenAsync(DefaultWorld.Moderator);
        await visitor.OpenAsync(DeskFixture.Queue);
        var answer = new TaskCompletionSource();
        await visitor.Page.RouteAsync($"**/holds/{hold.Code}", async route =>
        {
            await answer.Task;
            await route.ContinueAsync();
        });

        await visitor.Button(hold, "Deny").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#result")).ToHaveTextAsync("Sending…");
        answer.SetResult();
        await visitor.SeesAsync(hold, "denied");
        await Assertions.Expect(visitor.Page.Locator("#result")).ToHaveTextAsync($"{hold.Code} denied.");
    }

    [Fact]
    public async Task Settings_LoginEnded_SaysSoWhereOneIs()
    {
        await using var visitor = await desk.OpenAsync(null);
        await visitor.LogInAsync(desk.Desk.Sandbox.Chat.FindUser(DefaultWorld.LeadModerator)!.Id);
        await visitor.OpenAsync(DeskFixture.Settings);
        var other = await visitor.Context.NewPageAsync();
        await other.GotoAsync("/desk/view");
        await other.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Assertions.Expect(other).ToHaveTitleAsync("Moderator desk · ModBot");
        var term = visitor.Page.GetByLabel("Block", new() { Exact = true });

        await term.FillAsync("tea");
        await term.PressAsync("Enter");

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Log in again" })).ToBeInViewportAsync();
        await Assertions.Expect(term).ToHaveValueAsync("tea");
    }

    [Fact]
    public async Task Act_FromAPageThatIsOutOfDate_SaysSo()
    {
        var hold = await desk.Desk.HoldAsync("out of date");
        await using var visitor = await desk.OpenAsync(DefaultWorld.Moderator);
        await visitor.OpenAsync(DeskFixture.Queue);
        await visitor.Card(hold).EvaluateAsync("card => card.querySelectorAll('[name=__RequestVerificationToken]').forEach(token => { token.value = 'old'; })");

        await visitor.Button(hold, "Deny").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#result")).ToContainTextAsync("This page is out of date");
    }

    [Fact]
    public async Task Text_OneOfWhoseReasonsIsCovered_IsCovered()
    {
        var hold = await desk.Desk.HoldAsync("two reasons", hold => hold with
        {
            Decision = hold.Decision with { Reasons = [Some.Decision(category: Category.Spam).Reasons[0], Some.Decision(category: Category.SelfHarm).Reasons[0]] },
        });
        await using var visitor = await desk.OpenAsync(DefaultWorld.Moderator);
        await visitor.OpenAsync("/desk/view");
        await visitor.Page.Locator("input[value=self_harm]").CheckAsync();
        await visitor.Page.Locator("button.main").ClickAsync();
        await visitor.Page.WaitForLoadStateAsync();

        await visitor.OpenAsync($"{DeskFixture.Queue}/holds/{hold.Code}");

        await Assertions.Expect(visitor.Page.Locator("article blockquote")).ToBeHiddenAsync();
    }

    private async Task EmptyAsync()
    {
        foreach (var hold in await desk.Desk.Store.ListOpenAsync(desk.Bed.Other, int.MaxValue, CancellationToken.None))
        {
            var denied = HoldLifecycle.Resolve(hold, Some.Moderator, Ruling.Deny, hold.CreatedAt.AddSeconds(5));
            Assert.IsType<ChangeResult.Changed>(await desk.Desk.Store.ChangeAsync(denied.Hold, denied.Entry, [], CancellationToken.None));
        }
    }
}
