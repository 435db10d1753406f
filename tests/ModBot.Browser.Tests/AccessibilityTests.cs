using Microsoft.Playwright;
using ModBot.Sandbox.Chat;

namespace ModBot.Browser.Tests;

/// <summary>axe finds nothing to complain about on any page, and every page fits a phone and a window at 200 % zoom.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class AccessibilityTests(DeskFixture desk)
{
    private static readonly string Axe = Path.Combine(HouseFolder(), "node_modules/axe-core/axe.min.js");

    /// <summary>A desktop, a phone, and the desktop zoomed to 200 %, which halves what the page has in width and height.</summary>
    private static readonly (int Width, int Height)[] Sizes = [(1280, 900), (360, 740), (640, 450)];

    [Theory]
    [InlineData("login", null, "/desk/login")]
    [InlineData("refused", DefaultWorld.RudeViewer, "/desk")]
    [InlineData("all channels", DefaultWorld.Channel, "/desk")]
    [InlineData("queue", DefaultWorld.Moderator, DeskFixture.Queue)]
    [InlineData("queue on trial", DefaultWorld.TrialModerator, DeskFixture.Queue)]
    [InlineData("hold", DefaultWorld.LeadModerator, DeskFixture.Queue + "/holds/")]
    [InlineData("view", DefaultWorld.Moderator, "/desk/view")]
    [InlineData("review", DefaultWorld.LeadModerator, DeskFixture.Queue + "/review")]
    [InlineData("levels", DefaultWorld.LeadModerator, DeskFixture.Queue + "/review/levels")]
    [InlineData("settings", DefaultWorld.LeadModerator, DeskFixture.Queue + "/settings")]
    [InlineData("settings, read", DefaultWorld.TrialModerator, DeskFixture.Queue + "/settings")]
    [InlineData("examples", DefaultWorld.LeadModerator, DeskFixture.Queue + "/settings/examples/bullying")]
    [InlineData("dock", DefaultWorld.LeadModerator, "/dock/" + DefaultWorld.Channel)]
    [InlineData("trust", null, "/trust/" + DefaultWorld.Channel)]
    public async Task Page_BothThemesAndEverySize_HasNoViolation(string name, string? login, string address)
    {
        Assert.True(File.Exists(Axe), $"There is no {Axe}: run npm ci in tests/ModBot.Browser.Tests.");
        var hold = await desk.Desk.HoldAsync("look at \u202Ethis", hold => hold with { Decision = hold.Decision with { Folded = "look at this!" } });
        // axe comes into the page as a script, which the page's own policy rightly refuses.
        await using var visitor = await desk.OpenAsync(login, options => options.BypassCSP = true);
        await visitor.OpenAsync(name == "hold" ? address + hold.Code : address);
        await visitor.Page.AddScriptTagAsync(new() { Path = Axe });
        await OpenPartsAsync(visitor);
        var violations = new List<string>();
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = theme });
            foreach (var (width, height) in Sizes)
            {
                await visitor.Page.SetViewportSizeAsync(width, height);
                violations.AddRange((await CheckAsync(visitor)).Select(violation => $"{theme}, {width} px: {violation}"));
            }
        }
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Fact]
    public async Task KeysDialog_HasNoViolation()
    {
        await using var visitor = await desk.OpenAsync(DefaultWorld.Moderator, options => options.BypassCSP = true);
        await visitor.OpenAsync(DeskFixture.Queue);
        await visitor.Page.AddScriptTagAsync(new() { Path = Axe });
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Keys" }).ClickAsync();
        var violations = await CheckAsync(visitor);
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    /// <summary>What is folded away is looked at, too: of each kind the first.</summary>
    private static async Task OpenPartsAsync(Visitor visitor)
    {
        await visitor.Page.EvaluateAsync(
            "() => { const seen = new Set(); for (const part of document.querySelectorAll('details')) { const kind = part.dataset.part ?? part.className; if (!seen.has(kind)) { seen.add(kind); part.open = true; } } }");
        // Some parts ask the server for what is in them.
        await visitor.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.fill')].every(fill => !fill.closest('details').open || fill.querySelector('.details')) && !document.querySelector('.htmx-request')");
    }

    private static Task<string[]> CheckAsync(Visitor visitor) => visitor.Page.EvaluateAsync<string[]>(
        """
        async () => {
            const { violations } = await axe.run(document, { resultTypes: ['violations'] });
            const found = violations.map(v => `${v.id} (${v.impact}): ${v.nodes.map(n => n.target.join(' ')).join(', ').slice(0, 300)}: ${v.nodes[0].failureSummary.split('\n')[1]}`);
            const wide = document.documentElement.scrollWidth - innerWidth;
            if (wide > 0) found.push(`the page is ${wide} px wider than the window: ` + [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest('.scroll')).slice(0, 3).map(e => e.outerHTML.slice(0, 80)).join(' | '));
            return found;
        }
        """);

    /// <summary>The folder of this project, from where it was built to.</summary>
    private static string HouseFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ModBot.sln"))) return Path.Combine(folder.FullName, "tests", "ModBot.Browser.Tests");
        }
        throw new DirectoryNotFoundException("There is no ModBot.sln above the tests.");
    }
}
