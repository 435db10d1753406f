using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ModBot.Context;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Sandbox.Chat;

namespace ModBot.Browser.Tests;

/// <summary>Texts, names, notes, terms and reasons full of HTML, turned-around and unseen characters are shown as text wherever they are shown.</summary>
[Collection(nameof(BrowserCollection))]
public sealed partial class HostileTextTests(DeskFixture desk)
{
    [Fact]
    public async Task Corpus_OnEveryPage_IsShownAsText()
    {
        var holds = new List<Hold>();
        foreach (var (text, _) in Corpus.All) holds.Add(await HoldAsync(text));
        await AddTermsAsync();
        await using var visitor = await desk.OpenAsync(DefaultWorld.LeadModerator);

        await visitor.OpenAsync(DeskFixture.Queue);
        foreach (var (hold, (text, shown)) in holds.Zip(Corpus.All))
        {
            var card = visitor.Card(hold);
            await card.GetByText("Note", new() { Exact = true }).ClickAsync();
            await card.GetByLabel("For the other moderators").FillAsync(text);
            await visitor.Button(hold, "Leave the note").ClickAsync();
            await Assertions.Expect(card).Not.ToHaveAttributeAsync("data-version", "1");
            Assert.Equal(shown, await card.Locator("blockquote .text").TextContentAsync());
            Assert.Equal(shown, await card.Locator(".from .text").TextContentAsync());
            Assert.Equal($"{shown}!", await card.Locator(".folded .text").TextContentAsync());
            Assert.Equal($"{shown}: {shown}", Spaces().Replace(await card.Locator("[data-part=context] li").First.TextContentAsync() ?? "", " ").Trim());
        }
        await IsUnharmedAsync(visitor);
        await AreInOrderAsync(visitor);
        foreach (var (hold, (_, shown)) in holds.Zip(Corpus.All))
        {
            await visitor.OpenAsync($"{DeskFixture.Queue}/holds/{hold.Code}");
            await Assertions.Expect(visitor.Page.Locator(".history .note")).ToContainTextAsync(shown);
            await IsUnharmedAsync(visitor);
        }
        foreach (var address in new[] { "/desk", $"{DeskFixture.Queue}/review", $"{DeskFixture.Queue}/review?span=day", $"{DeskFixture.Queue}/review/levels", $"{DeskFixture.Queue}/settings", $"{DeskFixture.Queue}/settings/examples/bullying", "/dock/" + DefaultWorld.Channel, "/trust/" + DefaultWorld.Channel })
        {
            await visitor.OpenAsync(address);
            await IsUnharmedAsync(visitor);
        }
        await Assertions.Expect(visitor.Page.Locator("main")).ToContainTextAsync(Corpus.Html);
        await visitor.OpenAsync($"{DeskFixture.Queue}/settings");
        foreach (var (_, shown) in Corpus.All) await Assertions.Expect(visitor.Page.Locator("[data-terms=blocked] li .text").GetByText(shown, new() { Exact = true })).ToHaveCountAsync(1);
        await visitor.Page.GetByLabel("Text", new() { Exact = true }).FillAsync(Corpus.Html);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Try" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#tried blockquote")).ToHaveTextAsync(Corpus.Html);
        await IsUnharmedAsync(visitor);
    }

    /// <summary>A hold with a text in every place where somebody on Twitch wrote it.</summary>
    private Task<Hold> HoldAsync(string text)
    {
        var from = ModBot.Testing.Some.Chatter(text, id: "810000006");
        var line = new HeldLine(new MessageId("other"), from, text, DateTimeOffset.UnixEpoch);
        return desk.Desk.HoldAsync(text, hold => hold with
        {
            Message = hold.Message with { Chatter = from },
            Decision = hold.Decision with { Folded = $"{text}!", Lines = [line] },
            Context = new HoldContext { Before = [line], After = [line] },
        });
    }

    private async Task AddTermsAsync()
    {
        var terms = desk.Bed.Get<ChannelTerms>();
        await terms.AddAsync(desk.Desk.Channel, TermKind.Blocked, [.. Corpus.All.Select(row => row.Text)], new SettingSource(ModBot.Testing.Some.Moderator, SettingSurface.Web), CancellationToken.None);
    }

    /// <summary>No element, no attribute and no script came of a text, and no character that is not seen is on the page.</summary>
    private static async Task IsUnharmedAsync(Visitor visitor)
    {
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>("() => document.querySelectorAll('[data-harm], img, b:not(label b), svg[onload], script:not([src]), [onerror], form[action*=harm]').length"));
        Assert.False(await visitor.Page.EvaluateAsync<bool>("() => 'harm' in window"));
        var text = await visitor.Page.EvaluateAsync<string>("() => document.title + document.body.textContent");
        Assert.DoesNotMatch(Unseen(), text);
        Assert.Equal("ltr", await visitor.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).direction"));
    }

    /// <summary>What stands around a text stays on its side of it: what the text turns around is the text alone.</summary>
    private static async Task AreInOrderAsync(Visitor visitor)
    {
        var turned = await visitor.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.from')].filter(line => {
                const label = document.createRange();
                label.selectNodeContents(line.firstChild);
                return label.getBoundingClientRect().right > line.querySelector('.text').getClientRects()[0].left + 1;
            }).map(line => line.textContent)
            """);
        Assert.Empty(turned);
    }

    [GeneratedRegex("[\u200B\u200C\u200E\u200F\u061C\u202A-\u202E\u2060-\u2069\uFEFF\u00AD\u0000-\u0008]")]
    private static partial Regex Unseen();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
