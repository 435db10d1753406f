using Microsoft.Playwright;
using ModBot.Holds;
using ModBot.Sandbox.Chat;

namespace ModBot.Browser.Tests;

/// <summary>The desk without a mouse.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class KeyboardTests(DeskFixture desk)
{
    [Fact]
    public async Task KeysAlone_LogInAndDecide_FocusIsAlwaysSeen()
    {
        var holds = new List<Hold>();
        foreach (var text in new[] { "first", "second", "third", "fourth" }) holds.Add(await desk.Desk.HoldAsync($"{text} by keys"));
        await using var visitor = await desk.OpenAsync(null);
        await LogInAsync(visitor, desk.Desk.Sandbox.Chat.FindUser(DefaultWorld.Moderator)!.DisplayName);
        await visitor.OpenAsync(DeskFixture.Queue);

        // Down and up.
        await GoToAsync(visitor, holds[0]);
        var here = await FocusedAsync(visitor);
        await visitor.PressAsync("k");
        await visitor.PressAsync("j");
        Assert.Equal(here, await FocusedAsync(visitor));

        // Two decisions in a row; the focus stays on what was decided until it is moved.
        await visitor.PressAsync("a");
        await visitor.SeesAsync(holds[0], "approved");
        Assert.Equal(holds[0].Id.Value, await FocusedAsync(visitor));
        await GoToAsync(visitor, holds[1]);
        await visitor.PressAsync("d");
        await visitor.SeesAsync(holds[1], "denied");
        await visitor.PressAsync("u");
        await visitor.SeesAsync(holds[1], "open");
        Assert.Equal(holds[1].Id.Value, await FocusedAsync(visitor));
        await visitor.PressAsync("c");
        await Assertions.Expect(visitor.Button(holds[1], "Give back")).ToBeVisibleAsync();
        await visitor.PressAsync("t");
        await visitor.SeesAsync(holds[1], "denied");
        Assert.Equal(SanctionKind.Timeout, (await desk.Desk.ReadAsync(holds[1])).Resolution!.Ruling.Sanction!.Kind);

        // A ban takes two presses, and Escape calls it off.
        await GoToAsync(visitor, holds[2]);
        await visitor.PressAsync("b");
        await Assertions.Expect(visitor.Card(holds[2]).Locator("[data-confirm]")).ToBeFocusedAsync();
        await visitor.PressAsync("Escape");
        await Assertions.Expect(visitor.Card(holds[2])).ToBeFocusedAsync();
        Assert.True((await desk.Desk.ReadAsync(holds[2])).IsOpen);

        // A note: what is typed there is no key, and Escape leads out of it.
        await visitor.PressAsync("m");
        await visitor.Page.Keyboard.TypeAsync("add a jam");
        await visitor.PressAsync("Enter");
        await visitor.PressAsync("Escape");
        await visitor.PressAsync("o");
        await Assertions.Expect(visitor.Card(holds[2]).Locator(".history")).ToContainTextAsync("add a jam");
        Assert.True((await desk.Desk.ReadAsync(holds[2])).IsOpen);

        // The list of keys opens and closes, and the focus is where it was.
        await visitor.PressAsync("?");
        await Assertions.Expect(visitor.Page.Locator("#keys")).ToBeVisibleAsync();
        await visitor.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.Locator("#keys")).ToBeHiddenAsync();
        await Assertions.Expect(visitor.Card(holds[2])).ToBeFocusedAsync();

        // What comes in meanwhile waits until it is asked for, and moves nothing; on a phone neither.
        foreach (var width in new[] { 1280, 360 })
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            var top = await TopAsync(visitor, holds[2]);
            var late = await desk.Desk.HoldAsync($"late by keys at {width}");
            await Assertions.Expect(visitor.Page.Locator("#load-new")).ToBeVisibleAsync();
            Assert.Equal(top, await TopAsync(visitor, holds[2]));
            await Assertions.Expect(visitor.Card(late)).ToHaveCountAsync(0);
            await visitor.PressAsync("n");
            await Assertions.Expect(visitor.Card(late)).ToHaveCountAsync(1);
            await Assertions.Expect(visitor.Card(holds[2])).ToBeFocusedAsync();
            await GoToAsync(visitor, late);
            await GoToAsync(visitor, holds[2]);
        }
    }

    [Fact]
    public async Task CoveredText_IsAskedForByKey()
    {
        var hold = await desk.Desk.HoldAsync("covered by choice");
        await using var visitor = await desk.OpenAsync(DefaultWorld.Moderator);
        await visitor.OpenAsync("/desk/view");
        await visitor.TabToAsync("input[value=bullying]");
        await visitor.PressAsync("Space");
        await visitor.TabToAsync("button.main");
        var kept = new TaskCompletionSource();
        visitor.Page.Load += (_, _) => kept.TrySetResult();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await kept.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await visitor.OpenAsync(DeskFixture.Queue);

        await GoToAsync(visitor, hold);
        var text = visitor.Card(hold).Locator("blockquote");
        await Assertions.Expect(text).ToBeHiddenAsync();
        await visitor.PressAsync("v");
        await Assertions.Expect(text).ToBeVisibleAsync();
        await visitor.PressAsync("v");
        await Assertions.Expect(text).ToBeHiddenAsync();
    }

    private static async Task LogInAsync(Visitor visitor, string displayName)
    {
        await visitor.OpenAsync("/desk");
        await visitor.TabToAsync("a.button");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Locator("select[name=user]").WaitForAsync();
        await visitor.TabToAsync("select[name=user]");
        await visitor.Page.Keyboard.TypeAsync(displayName);
        await visitor.TabToAsync("button[value=allow]");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync("**/desk");
    }

    private static async Task GoToAsync(Visitor visitor, Hold hold)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            if (await FocusedAsync(visitor) == hold.Id.Value) return;
            await visitor.PressAsync("j");
        }
        // Up again: the card may lie above where this began.
        for (var presses = 0; presses < 60; presses++)
        {
            if (await FocusedAsync(visitor) == hold.Id.Value) return;
            await visitor.PressAsync("k");
        }
        Assert.Fail("Neither j nor k leads to the card.");
    }

    /// <summary>Where a card begins on its page, however far that is scrolled.</summary>
    private static Task<double> TopAsync(Visitor visitor, Hold hold) => visitor.Card(hold).EvaluateAsync<double>("card => card.getBoundingClientRect().top + scrollY");

    private static Task<string?> FocusedAsync(Visitor visitor) => visitor.Page.EvaluateAsync<string?>("() => document.activeElement.closest('article')?.dataset.hold ?? null");
}
