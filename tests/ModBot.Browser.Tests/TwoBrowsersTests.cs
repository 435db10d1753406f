using Microsoft.Playwright;
using ModBot.Holds;
using ModBot.Sandbox.Chat;
using ModBot.Testing;
using Xunit.Abstractions;

namespace ModBot.Browser.Tests;

/// <summary>Two moderators at one queue, each in a browser of their own.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class TwoBrowsersTests(DeskFixture desk, ITestOutputHelper output)
{
    /// <summary>What is wanted is a second, and the output says what it was; a machine that does other things besides gets as long as everything else here.</summary>
    private const double GuardMilliseconds = 30_000;

    [Fact]
    public async Task Denied_InOne_IsShownAsHandledInTheOther()
    {
        var hold = await desk.HeldInChatAsync("two at once");
        await using var first = await desk.OpenAsync(DefaultWorld.Moderator);
        await using var second = await desk.OpenAsync(DefaultWorld.LeadModerator);
        await first.OpenAsync(DeskFixture.Queue);
        await second.OpenAsync(DeskFixture.Queue);
        var pressed = first.Page.EvaluateAsync<double>("() => new Promise(tell => document.addEventListener('click', () => tell(Date.now()), { once: true, capture: true }))");
        var seen = second.Page.EvaluateAsync<double>(
            """
            id => new Promise(tell => new MutationObserver((_, observer) => {
                if (document.querySelector(`[data-hold="${id}"] .state`)?.textContent.includes('denied by quietlantern')) { observer.disconnect(); tell(Date.now()); }
            }).observe(document.body, { subtree: true, childList: true, characterData: true }))
            """,
            hold.Id.Value);

        await first.Button(hold, "Deny").ClickAsync();

        await second.SeesAsync(hold, "denied");
        var took = await seen - await pressed;
        output.WriteLine($"From the click to the other browser: {took:0} ms.");
        Assert.InRange(took, 0, GuardMilliseconds);
        await Assertions.Expect(second.Button(hold, "Deny")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AllOfASenderDenied_ByKeysInOne_AreShownAsHandledInBoth()
    {
        var sender = Some.Chatter("everywhere", id: "830099999");
        var holds = new[] { await OfAsync(sender), await OfAsync(sender), await OfAsync(sender) };
        await using var first = await desk.OpenAsync(DefaultWorld.Moderator);
        await using var second = await desk.OpenAsync(DefaultWorld.LeadModerator);
        await first.OpenAsync(DeskFixture.Queue);
        await second.OpenAsync(DeskFixture.Queue);
        await first.Card(holds[0]).FocusAsync();
        await first.Page.Keyboard.PressAsync("o");
        var fold = first.Card(holds[0]).Locator("details[data-part='all'] > summary");
        await Assertions.Expect(fold).ToHaveTextAsync("3 open holds of everywhere");
        await Assertions.Expect(first.Button(holds[0], "Deny all")).ToBeHiddenAsync();
        await fold.FocusAsync();
        await first.Page.Keyboard.PressAsync("Enter");
        for (var i = 0; i < 8 && !await first.Button(holds[0], "Deny all").EvaluateAsync<bool>("button => button === document.activeElement"); i++) await first.Page.Keyboard.PressAsync("Tab");

        await first.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(first.Page.Locator("#result")).ToHaveTextAsync("3 denied.");
        foreach (var visitor in new[] { first, second })
        {
            foreach (var hold in holds) await visitor.SeesAsync(hold, "denied");
        }
    }

    [Fact]
    public async Task BothDecide_AtTheSameTime_OneDecisionAndOneEffectAndBothSeeIt()
    {
        var hold = await desk.HeldInChatAsync("both decide");
        var before = Restrictions();
        await using var first = await desk.OpenAsync(DefaultWorld.Moderator);
        await using var second = await desk.OpenAsync(DefaultWorld.LeadModerator);
        foreach (var visitor in new[] { first, second })
        {
            await visitor.OpenAsync(DeskFixture.Queue);
            await visitor.Card(hold).GetByText("Deny with…").ClickAsync();
            await Assertions.Expect(visitor.Button(hold, "Deny and time out")).ToBeVisibleAsync();
        }

        await Task.WhenAll(first.Button(hold, "Deny and time out").ClickAsync(), second.Button(hold, "Deny and time out").ClickAsync());

        foreach (var visitor in new[] { first, second }) await visitor.SeesAsync(hold, "denied");
        var history = await desk.Desk.Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, CancellationToken.None);
        var decision = Assert.Single(history, entry => entry.Action == HistoryAction.Denied);
        foreach (var visitor in new[] { first, second }) await Assertions.Expect(visitor.Card(hold).Locator(".state")).ToContainTextAsync($"denied by {decision.By.Login}");
        await ModBot.Host.Tests.Web.DeskBed.UntilAsync(() => Restrictions() == before + 1);
    }

    private Task<Hold> OfAsync(Messages.Chatter sender) => desk.Desk.HoldAsync("rude", hold => hold with { Message = hold.Message with { Chatter = sender } });

    private int Restrictions() => desk.Desk.Sandbox.Events.Recent.OfType<UserRestricted>().Count();
}
