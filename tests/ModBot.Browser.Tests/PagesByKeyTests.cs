using Microsoft.Playwright;
using ModBot.Policy;
using ModBot.Sandbox.Chat;

namespace ModBot.Browser.Tests;

/// <summary>Every page as each role, by keys alone.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class PagesByKeyTests(DeskFixture desk)
{
    [Theory]
    [InlineData(null)]
    [InlineData(DefaultWorld.RudeViewer)]
    [InlineData(DeskFixture.Observer)]
    [InlineData(DefaultWorld.TrialModerator)]
    [InlineData(DefaultWorld.Moderator)]
    [InlineData(DefaultWorld.LeadModerator)]
    [InlineData(DefaultWorld.Channel)]
    public async Task Tab_ThroughEachPage_ReachesEverythingThatCanBeOperated(string? login)
    {
        var hold = await desk.Desk.HoldAsync("all of it by tab");
        await using var visitor = await desk.OpenAsync(login);
        foreach (var address in new[] { "/desk", DeskFixture.Queue, $"{DeskFixture.Queue}/holds/{hold.Code}", DeskFixture.Review, DeskFixture.Levels, DeskFixture.Settings, "/desk/view", DeskFixture.Dock, "/trust/" + DefaultWorld.Channel })
        {
            await visitor.OpenAsync(address);
            Assert.Equal((address, ""), (address, string.Join('\n', await visitor.FindUnreachedAsync())));
        }
    }

    [Fact]
    public async Task Lead_ByKeys_ChangesASettingAndTakesItBack()
    {
        await using var visitor = await desk.OpenAsync(DefaultWorld.LeadModerator);
        await visitor.OpenAsync(DeskFixture.Settings);
        var mode = visitor.Page.Locator("[data-setting=Mode]");
        var before = await mode.GetAttributeAsync("data-value");
        await visitor.TabToAsync("[data-setting=Mode] select");
        await visitor.PressAsync("Home");
        await visitor.PressAsync("Tab");
        await visitor.PressAsync("Enter");
        await Assertions.Expect(mode).ToHaveAttributeAsync("data-value", nameof(ChannelMode.Observe));

        // The focus is where it was: the next Tab leads to the button beside it.
        await visitor.TabToAsync("[data-setting=Mode] button[value=clear]");
        await visitor.PressAsync("Enter");

        await Assertions.Expect(mode).ToHaveAttributeAsync("data-value", before!);
    }

    [Fact]
    public async Task Lead_ByKeys_TriesALevelAndSetsIt()
    {
        await using var visitor = await desk.OpenAsync(DefaultWorld.LeadModerator);
        await visitor.OpenAsync(DeskFixture.Levels);
        await visitor.TabToAsync("input[name='level.spam']");
        await visitor.PressAsync("ArrowRight");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Set these levels" })).ToBeVisibleAsync();
        // What came back was put beside the slider, which has the focus still.
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.activeElement.name === 'level.spam'"));
        await visitor.TabToAsync("form[action$='/review/levels'] button.main");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visitor.Page.Locator("body")).ToContainTextAsync("The levels are set and in force.");
        await Assertions.Expect(visitor.Page.Locator("input[name='level.spam']")).ToHaveValueAsync("1");
    }

    [Fact]
    public async Task Moderator_ByKeys_PutsTheShieldUpAndDown()
    {
        await using var visitor = await desk.OpenAsync(DefaultWorld.Moderator);
        await visitor.OpenAsync(DeskFixture.Dock);
        foreach (var word in new[] { "up", "down" })
        {
            await visitor.TabToAsync("summary");
            await visitor.PressAsync("Enter");
            await visitor.TabToAsync("input[name=word]");
            await visitor.Page.Keyboard.TypeAsync(word);
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(visitor.Page.Locator("#dock-state")).ToHaveAttributeAsync("data-shield", word);
        }
    }
}
