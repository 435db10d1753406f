using Microsoft.Playwright;
using ModBot.Holds;
using ModBot.Host.Tests.Web;
using ModBot.Sandbox.Chat;

namespace ModBot.Browser.Tests;

/// <summary>Every page as each role, by mouse: what they are shown and offered, and that the server refuses what they are not.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class RoleTests(DeskFixture desk)
{
    [Theory]
    [InlineData(DefaultWorld.Channel, "broadcaster")]
    [InlineData(DefaultWorld.LeadModerator, "lead")]
    public async Task LeadAndBroadcaster_EveryPage_OffersEverything(string login, string role)
    {
        var (approved, denied) = (await desk.HeldInChatAsync($"one for {login}"), await desk.Desk.HoldAsync($"two for {login}"));
        await using var visitor = await desk.OpenAsync(login);
        await SeesPagesAsync(visitor, login, role, "Queue", "Review", "Settings");
        await visitor.OpenAsync(DeskFixture.Queue);
        await OffersAsync(visitor, approved, "Approve", "Approve and permit the term", "Deny", "Claim");
        await visitor.Button(approved, "Approve").ClickAsync();
        await visitor.SeesAsync(approved, "approved");
        await visitor.Card(denied).GetByText("Deny with…").ClickAsync();
        await visitor.Card(denied).Locator("select[name=duration]").SelectOptionAsync("1m");
        await visitor.Button(denied, "Deny and time out").ClickAsync();
        await visitor.SeesAsync(denied, "denied");
        await visitor.Button(denied, "Undo").ClickAsync();
        await visitor.SeesAsync(denied, "open");

        await visitor.OpenAsync(DeskFixture.Settings);
        var mode = visitor.Page.Locator("[data-setting=Mode]");
        await mode.Locator("select").SelectOptionAsync("Observe");
        await mode.GetByRole(AriaRole.Button, new() { Name = "Set: Mode" }).ClickAsync();
        await Assertions.Expect(mode).ToHaveAttributeAsync("data-value", "Observe");
        await Assertions.Expect(visitor.Page.Locator("[data-change=Mode]").First).ToContainTextAsync($"by {login}");
        await mode.GetByRole(AriaRole.Button, new() { Name = "Leave to the files: Mode" }).ClickAsync();
        await Assertions.Expect(mode).ToHaveAttributeAsync("data-value", "Hold");

        await visitor.OpenAsync(DeskFixture.Levels);
        await visitor.Page.GetByLabel("aggression").FillAsync("3");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Set these levels" })).ToBeVisibleAsync();
        // What is proposed is of the days that are chosen, too.
        await visitor.Page.GetByLabel("On the chat of").SelectOptionAsync("7");
        await Assertions.Expect(visitor.Page.Locator("#proposed h2")).ToHaveTextAsync("Proposed, from the last 7 days");
        await visitor.OpenAsync(DeskFixture.Review);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "As CSV" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Moderator_EveryPage_DecidesAndMayNotChangeSettings()
    {
        var hold = await desk.Desk.HoldAsync("a moderator's");
        await using var visitor = await desk.OpenAsync(DefaultWorld.Moderator);
        await SeesPagesAsync(visitor, DefaultWorld.Moderator, "moderator", "Queue", "Review", "Settings");
        await visitor.OpenAsync(DeskFixture.Queue);
        await OffersAsync(visitor, hold, "Approve", "Deny", "Claim");
        await visitor.Button(hold, "Claim").ClickAsync();
        await Assertions.Expect(visitor.Button(hold, "Give back")).ToBeVisibleAsync();
        await visitor.Card(hold).GetByText("Note", new() { Exact = true }).ClickAsync();
        await visitor.Card(hold).GetByLabel("For the other moderators").FillAsync("seen it before");
        await visitor.Button(hold, "Leave the note").ClickAsync();
        await visitor.Card(hold).GetByText("Sender, history and notes").ClickAsync();
        await Assertions.Expect(visitor.Card(hold).Locator(".history")).ToContainTextAsync("seen it before");
        await visitor.Button(hold, "Deny").First.ClickAsync();
        await visitor.SeesAsync(hold, "denied");

        await MayNotSetAsync(visitor);
        await visitor.OpenAsync(DeskFixture.Dock);
        await visitor.Page.GetByText("Shield…").ClickAsync();
        await visitor.Page.GetByLabel("Write up or down").FillAsync("up");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Do it" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#dock-state")).ToHaveAttributeAsync("data-shield", "up");
        Assert.NotEqual(200, await visitor.SendAsync($"{DeskFixture.Dock}/shield", "word=perhaps"));
        Assert.Equal(0, await visitor.SendAsync($"{DeskFixture.Dock}/shield", "word=down"));
    }

    [Fact]
    public async Task Trial_EveryPage_Proposes()
    {
        var hold = await desk.Desk.HoldAsync("for somebody on trial");
        await using var visitor = await desk.OpenAsync(DefaultWorld.TrialModerator);
        await SeesPagesAsync(visitor, DefaultWorld.TrialModerator, "trial", "Queue", "Review", "Settings");
        await visitor.OpenAsync(DeskFixture.Queue);
        await OffersAsync(visitor, hold, "Propose to approve", "Propose to deny", "Claim");
        Assert.Equal(403, await visitor.SendAsync(AddressOf(hold), "act=ban"));
        Assert.Equal(403, await visitor.SendAsync(AddressOf(hold), "act=timeout&duration=1m"));
        await visitor.Button(hold, "Propose to deny").ClickAsync();
        await Assertions.Expect(visitor.Card(hold).Locator(".state")).ToContainTextAsync(DefaultWorld.TrialModerator);
        Assert.True((await desk.Desk.ReadAsync(hold)).IsOpen);
        await MayNotSetAsync(visitor);
        await visitor.OpenAsync(DeskFixture.Dock);
        await Assertions.Expect(visitor.Page.GetByText("Shield…")).ToHaveCountAsync(0);
        Assert.Equal(403, await visitor.Page.EvaluateAsync<int>("async address => (await fetch(address)).status", $"{DeskFixture.Review}/export?format=csv"));
    }

    [Fact]
    public async Task Observer_EveryPage_SeesAndIsOfferedNothing()
    {
        var hold = await desk.Desk.HoldAsync("to be looked at");
        await using var visitor = await desk.OpenAsync(DeskFixture.Observer);
        await SeesPagesAsync(visitor, DeskFixture.Observer, "watcher", "Queue", "Settings");
        await visitor.OpenAsync(DeskFixture.Queue);
        await OffersAsync(visitor, hold);
        foreach (var act in new[] { "approve", "deny", "claim", "note&note=x", "warn" }) Assert.Equal(403, await visitor.SendAsync(AddressOf(hold), $"act={act}"));
        Assert.Equal(1, (await desk.Desk.ReadAsync(hold)).Version);
        await MayNotSetAsync(visitor);
        Assert.Equal(403, await visitor.OpenAsync(DeskFixture.Review));
        Assert.Equal(403, await visitor.OpenAsync(DeskFixture.Levels));
    }

    [Fact]
    public async Task Viewer_OfNoRole_SeesTheTrustPageAlone()
    {
        var hold = await desk.Desk.HoldAsync("not for viewers");
        await using var visitor = await desk.OpenAsync(DefaultWorld.RudeViewer);
        foreach (var address in new[] { "/desk", DeskFixture.Queue, DeskFixture.Review, DeskFixture.Levels, DeskFixture.Settings, DeskFixture.Dock, AddressOf(hold), $"{AddressOf(hold)}/details", $"/desk/{DeskBed.OtherChannel}", "/desk/cards", "/desk/events" })
        {
            Assert.Equal(403, await visitor.OpenAsync(address));
            await Assertions.Expect(visitor.Page.Locator("body")).Not.ToContainTextAsync("not for viewers");
        }
        Assert.Equal(200, await visitor.OpenAsync("/trust/" + DefaultWorld.Channel));
        await Assertions.Expect(visitor.Page.Locator("h1")).ToContainTextAsync(DefaultWorld.Channel);
    }

    [Fact]
    public async Task Stranger_WithoutLogin_IsSentToTheLogin()
    {
        await using var visitor = await desk.OpenAsync(null);
        foreach (var address in new[] { "/desk", DeskFixture.Queue, DeskFixture.Review, DeskFixture.Levels, DeskFixture.Settings, DeskFixture.Dock })
        {
            await visitor.OpenAsync(address);
            await Assertions.Expect(visitor.Page).ToHaveTitleAsync("Moderator desk · ModBot");
            Assert.StartsWith("/desk/login?to=", new Uri(visitor.Page.Url).PathAndQuery, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task LoggedOut_IsOutAndTheOldPageSaysSo()
    {
        await using var visitor = await desk.OpenAsync(null);
        await visitor.LogInAsync(desk.Desk.Sandbox.Chat.FindUser(DefaultWorld.LeadModerator)!.Id);
        var other = await visitor.Context.NewPageAsync();
        await other.GotoAsync(DeskFixture.Queue);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveTitleAsync("Moderator desk · ModBot");
        await desk.Desk.HoldAsync("makes the page ask");
        await Assertions.Expect(other.GetByRole(AriaRole.Link, new() { Name = "Log in again" })).ToBeVisibleAsync();
        Assert.StartsWith("/desk/login", new Uri(new Uri(visitor.Page.Url), (await visitor.Page.GotoAsync("/desk"))!.Url).AbsolutePath, StringComparison.Ordinal);
    }

    private static string AddressOf(Hold hold) => $"{DeskFixture.Queue}/holds/{hold.Code}";

    /// <summary>Goes through the sections by clicking, and to the pages beside them.</summary>
    private static async Task SeesPagesAsync(Visitor visitor, string login, string role, params string[] sections)
    {
        await visitor.OpenAsync("/desk");
        await visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Channels" }).GetByRole(AriaRole.Link, new() { Name = DefaultWorld.Channel }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".who")).ToContainTextAsync($"{login}, {role}");
        var links = visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Desk" }).GetByRole(AriaRole.Link);
        await Assertions.Expect(links).ToHaveTextAsync([.. sections, "View"]);
        foreach (var section in sections)
        {
            await links.GetByText(section, new() { Exact = true }).ClickAsync();
            await Assertions.Expect(visitor.Page.Locator("h1")).ToContainTextAsync($"{section} of {DefaultWorld.Channel}");
        }
        Assert.Equal(200, await visitor.OpenAsync(DeskFixture.Dock));
        await Assertions.Expect(visitor.Page.Locator("#dock-state")).ToBeVisibleAsync();
        Assert.Equal(200, await visitor.OpenAsync("/trust/" + DefaultWorld.Channel));
    }

    /// <summary>Exactly these buttons stand on a card, before any part of it is opened.</summary>
    private static Task OffersAsync(Visitor visitor, Hold hold, params string[] buttons) =>
        Assertions.Expect(visitor.Card(hold).Locator(":scope > form.acts > button")).ToHaveTextAsync(buttons);

    private static async Task MayNotSetAsync(Visitor visitor)
    {
        await visitor.OpenAsync(DeskFixture.Settings);
        await Assertions.Expect(visitor.Page.Locator("[data-setting=Mode]")).ToContainTextAsync("Mode:");
        await Assertions.Expect(visitor.Page.Locator("#settings button[value=set], #settings button[value=add]")).ToHaveCountAsync(0);
        Assert.Equal(403, await visitor.SendAsync(DeskFixture.Settings, "setting=Mode&value=Observe&before=Hold&act=set"));
        Assert.Equal(403, await visitor.SendAsync($"{DeskFixture.Settings}/terms", "kind=blocked&act=add&term=tea"));
        Assert.Equal(403, await visitor.SendAsync($"{DeskFixture.Settings}/members", $"whom={DefaultWorld.RudeViewer}&role=observer&act=set"));
        Assert.Equal(403, await visitor.SendAsync($"{DeskFixture.Levels}", "days=14&level-spam=4&was-spam=0"));
    }
}
