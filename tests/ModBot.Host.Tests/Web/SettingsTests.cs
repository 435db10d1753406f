using System.Net;
using System.Text.Encodings.Web;
using Microsoft.Extensions.DependencyInjection;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Web;

/// <summary>What the settings page shows and changes. Each test keeps to a setting of its own.</summary>
[Collection(nameof(SettingsCollection))]
public sealed class SettingsTests(DeskBed bed)
{
    private const string Page = "/desk/" + DefaultWorld.Channel + "/settings";

    private ChannelPolicy Policy => bed.Bot.Services.GetRequiredService<PolicyBook>().Current.For(bed.Channel);

    [Theory]
    [InlineData(DefaultWorld.Channel, true)]
    [InlineData(DefaultWorld.LeadModerator, true)]
    [InlineData(DefaultWorld.Moderator, false)]
    [InlineData(DefaultWorld.TrialModerator, false)]
    public async Task Page_Role_OffersWhatItMayChange(string login, bool mayChange)
    {
        using var browser = await bed.BrowserOfAsync(login);
        var page = await browser.ReadAsync(Page);
        Assert.Contains("data-setting=\"Levels.bullying\"", page, StringComparison.Ordinal);
        foreach (var form in new[] { $"action=\"{Page}\"", $"action=\"{Page}/terms\"", $"action=\"{Page}/members\"" }) Assert.Equal(mayChange, page.Contains(form, StringComparison.Ordinal));
        Assert.Contains($"action=\"{Page}/try\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/desk/pixelharbor/settings\" aria-current=\"page\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_Level_IsInForceAndRecorded()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        using var reply = await browser.SendAsync(Page, [("setting", "Levels.bullying"), ("value", "4"), ("before", "0")]);
        var body = await reply.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(4, Policy.LevelOf(Category.Bullying));
        Assert.Contains("data-setting=\"Levels.bullying\" data-value=\"4\"", body, StringComparison.Ordinal);
        Assert.Contains("set here; else it would be &quot;0&quot;", body, StringComparison.Ordinal);
        var change = Assert.Single(await ChangesAsync("Levels.bullying"));
        Assert.Equal((DefaultWorld.LeadModerator, SettingSurface.Web, "0", "4"), (change.By.Login, change.Surface, change.Before, change.After));
    }

    [Fact]
    public async Task Changes_ByAProgram_SayThatItWasOverHttp()
    {
        var program = new Actor(new ChatterId("api:panel"), "api:panel");
        await bed.Bot.Services.GetRequiredService<ISettingLog>().AppendAsync(new SettingChange(bed.Channel, DateTimeOffset.UtcNow, program, SettingSurface.Api, "Trust.Contact", null, "ask in chat"), default);
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        Assert.Contains("over HTTP: ", await browser.ReadAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_WithoutTheScript_LeadsBackToThePage()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Channel);
        using var reply = await browser.SendAsync(Page, [("setting", "Levels.swearing"), ("value", "2")], asScript: false);
        Assert.Equal((HttpStatusCode.Redirect, Page), (reply.StatusCode, reply.Headers.Location?.ToString()));
        Assert.Equal(2, Policy.LevelOf(Category.Swearing));
    }

    [Theory]
    [InlineData(DefaultWorld.Moderator)]
    [InlineData(DefaultWorld.TrialModerator)]
    public async Task Act_RoleThatMayNot_ChangesNothing(string login)
    {
        using var browser = await bed.BrowserOfAsync(login);
        var before = await ChangesAsync();
        foreach (var (path, fields) in Acts().SkipLast(1))
        {
            using var reply = await browser.SendAsync(path, fields);
            Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        }
        Assert.Equal(before, await ChangesAsync());
    }

    [Fact]
    public async Task Act_ForeignChannel_LooksLikeOneThatDoesNotExist()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        await browser.ReadAsync("/desk/coralbyte/settings", HttpStatusCode.NotFound);
        await browser.ReadAsync("/desk/coralbyte/settings/examples/bullying", HttpStatusCode.NotFound);
        foreach (var (path, fields) in Acts().Append(($"{Page}/try", [("text", "hello")])))
        {
            using var reply = await browser.SendAsync(path.Replace(DefaultWorld.Channel, DeskBed.OtherChannel, StringComparison.Ordinal), fields);
            Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        }
    }

    [Fact]
    public async Task Act_WithoutTheFormsToken_IsRefused()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Channel);
        foreach (var (path, fields) in Acts().Append(($"{Page}/try", [("text", "hello")])))
        {
            using var forged = await browser.Http.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        }
        foreach (var path in new[] { "terms", "members", "undo", "try" }) await browser.ReadAsync($"{Page}/{path}", HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Set_SomebodyWasFaster_SeesWhatTheyDid()
    {
        using var first = await bed.BrowserOfAsync(DefaultWorld.Channel);
        using var second = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        using var done = await first.SendAsync(Page, [("setting", "Levels.aggression"), ("value", "3"), ("before", "0")]);
        using var late = await second.SendAsync(Page, [("setting", "Levels.aggression"), ("value", "1"), ("before", "0")]);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (done.StatusCode, late.StatusCode));
        var body = await late.Content.ReadAsStringAsync();
        Assert.Contains("it is &quot;3&quot; now", body, StringComparison.Ordinal);
        Assert.Contains("data-setting=\"Levels.aggression\" data-value=\"3\"", body, StringComparison.Ordinal);
        Assert.Equal(3, Policy.LevelOf(Category.Aggression));
    }

    [Theory]
    [InlineData("Levels.misogyny", "9", "A level is 0 (off) to 4 (strictest).")]
    [InlineData("SenderNotice.Held", "/ban everybody", "it must not begin with")]
    [InlineData("Ladder.Steps", "ban, warn", "Ladder")]
    [InlineData("Trust.Contact", "a\u0007b", "characters on one line")]
    public async Task Set_Impossible_ChangesNothingAndSaysWhy(string setting, string value, string why)
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Channel);
        var before = await ChangesAsync(setting);
        using var reply = await browser.SendAsync(Page, [("setting", setting), ("value", value)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Contains(HtmlEncoder.Default.Encode(why), await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(await ChangesAsync(setting), change => change.After == value);
    }

    [Fact]
    public async Task Set_ValueWithANulCharacter_IsABadRequest()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Channel);
        using var reply = await browser.SendAsync(Page, [("setting", "Trust.Contact"), ("value", "a\0b")]);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    [Theory]
    [InlineData("Holds.KeepFor")]
    [InlineData("Levels")]
    [InlineData("Members.1")]
    [InlineData("")]
    public async Task Set_SettingThatIsNotOnThePage_IsNotFound(string setting)
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Channel);
        using var reply = await browser.SendAsync(Page, [("setting", setting), ("value", "1")]);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Fact]
    public async Task Set_OverAFile_SaysWhatTheFileSaysAndCanBeLeftToItAgain()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Channel);
        Assert.Contains("set in modbot.json", await browser.ReadAsync(Page), StringComparison.Ordinal);

        using var set = await browser.SendAsync(Page, [("setting", "Mode"), ("value", "Observe"), ("before", "Hold")]);
        Assert.Contains("set here; modbot.json says &quot;Hold&quot;", await set.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(ChannelMode.Observe, Policy.Config.Mode);

        using var cleared = await browser.SendAsync(Page, [("setting", "Mode"), ("act", "clear"), ("before", "Observe")]);
        Assert.Equal((HttpStatusCode.OK, ChannelMode.Hold), (cleared.StatusCode, Policy.Config.Mode));
        Assert.Equal((string?)null, (await ChangesAsync("Mode")).Last().After);
    }

    [Fact]
    public async Task Set_ConfigFilesOutOfOrder_ChangesNothingAndThePageStillOpens()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Channel);
        var file = bed.Bot.Services.GetRequiredService<ConfigFolder>().ChannelFile(DefaultWorld.Channel);
        await File.WriteAllTextAsync(file, "{ \"Level\": 17 }");
        try
        {
            using var reply = await browser.SendAsync(Page, [("setting", "Levels.disability"), ("value", "4")]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
            Assert.Contains("out of order", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains("the last good ones stay in force", await browser.ReadAsync(Page), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
        Assert.Equal(0, Policy.LevelOf(Category.Disability));
    }

    [Fact]
    public async Task Undo_Change_SetsWhatWasBeforeOnce()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        using var first = await browser.SendAsync(Page, [("setting", "Ladder.Steps"), ("value", "warn, 5m"), ("before", "warn, 10m, 1h, ban")]);
        using var second = await browser.SendAsync(Page, [("setting", "Ladder.Steps"), ("value", "warn, 1d, ban"), ("before", "warn, 5m")]);
        var changes = await ChangesAsync("Ladder.Steps");

        using var early = await UndoAsync(browser, changes[0]);
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);

        using var undone = await UndoAsync(browser, changes[1]);
        Assert.Equal((HttpStatusCode.OK, 2), (undone.StatusCode, Policy.Config.Ladder.Steps.Count));
        using var all = await UndoAsync(browser, changes[0]);
        Assert.Equal((HttpStatusCode.OK, 4), (all.StatusCode, Policy.Config.Ladder.Steps.Count));
        Assert.Equal(4, (await ChangesAsync("Ladder.Steps")).Count);
        // Nothing is left of it: the default decides again.
        Assert.False(SettingTree.Has(bed.Bot.Services.GetRequiredService<ChannelSettings>().Read(bed.Channel), "Ladder.Steps"));
    }

    [Theory]
    [InlineData(DefaultWorld.Moderator)]
    [InlineData(DefaultWorld.TrialModerator)]
    public async Task Undo_RoleThatMayNot_ChangesNothing(string login)
    {
        using var lead = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        using var browser = await bed.BrowserOfAsync(login);
        using var set = await lead.SendAsync(Page, [("setting", "Levels.politics"), ("value", "2")]);
        var change = (await ChangesAsync("Levels.politics")).Last();
        Assert.DoesNotContain($"{Page}/undo", await browser.ReadAsync(Page), StringComparison.Ordinal);
        using var reply = await UndoAsync(browser, change);
        Assert.Equal((HttpStatusCode.Forbidden, 2), (reply.StatusCode, Policy.LevelOf(Category.Politics)));
        using var undone = await UndoAsync(lead, change);
        Assert.Equal((HttpStatusCode.OK, 0), (undone.StatusCode, Policy.LevelOf(Category.Politics)));
    }

    [Fact]
    public async Task Undo_WhatNobodyCanUndoHere_IsNotFound()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Channel);
        var log = bed.Bot.Services.GetRequiredService<ISettingLog>();
        var edited = new SettingChange(bed.Channel, DateTimeOffset.UtcNow, Actor.ModBot, SettingSurface.File, "Level", "1", "2");
        var shield = edited with { Surface = SettingSurface.Web, Setting = "Shield" };
        foreach (var change in new[] { edited, shield })
        {
            await log.AppendAsync(change, default);
            using var reply = await UndoAsync(browser, change);
            Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        }
        using var never = await UndoAsync(browser, edited with { At = edited.At.AddTicks(1) });
        Assert.Equal(HttpStatusCode.NotFound, never.StatusCode);
    }

    [Fact]
    public async Task Terms_BlockedThenUndone_AreAsBefore()
    {
        const string hostile = "<script>alert('zz\u202Etop')</script>";
        using var browser = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        using var added = await browser.SendAsync($"{Page}/terms", [("kind", "blocked"), ("act", "add"), ("term", hostile)]);
        var body = await added.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        Assert.Contains(hostile, Policy.Config.Rules.Terms.Blocked);
        Assert.DoesNotContain("<script>", body, StringComparison.Ordinal);
        // In the list, and among the changes.
        Assert.Equal(2, body.Split("&lt;script&gt;alert(&#x27;zz<span class=\"unseen-char\"").Length - 1);

        using var again = await browser.SendAsync($"{Page}/terms", [("kind", "blocked"), ("act", "add"), ("term", hostile)]);
        Assert.Contains("It is blocked already.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var undone = await UndoAsync(browser, (await ChangesAsync("Rules.Terms.Blocked")).Last());
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Equal(["zzrude"], Policy.Config.Rules.Terms.Blocked);
        Assert.Equal(hostile, (await ChangesAsync("Rules.Terms.Blocked")).Last().Before);
    }

    [Fact]
    public async Task Terms_OfAFile_AreShownWithItsNameAndStay()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        Assert.Contains("0 blocked here, 1 in modbot.json", await browser.ReadAsync(Page), StringComparison.Ordinal);
        using var reply = await browser.SendAsync($"{Page}/terms", [("kind", "blocked"), ("act", "remove"), ("term", "zzrude")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Contains("modbot.json", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_RoleGiven_CountsAtOnce()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        var viewer = bed.Sandbox.Chat.FindUser(DefaultWorld.Viewer)!.Id;
        using var given = await browser.SendAsync($"{Page}/members", [("whom", "@HaruWave"), ("role", "observer"), ("act", "set")]);
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        Assert.Contains($"data-member=\"{viewer}\"", await given.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var haruwave = await bed.BrowserOfAsync(DefaultWorld.Viewer);
        Assert.Contains("haruwave, observer", await haruwave.ReadAsync(Page), StringComparison.Ordinal);

        using var taken = await browser.SendAsync($"{Page}/members", [("whom", viewer), ("act", "clear"), ("before", "observer")]);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        await haruwave.ReadAsync(Page, HttpStatusCode.Forbidden);
        Assert.Equal([(null, "observer"), ("observer", null)], (await ChangesAsync($"Members.{viewer}")).Select(change => (change.Before, change.After)));
    }

    [Theory]
    [InlineData("haruwave", "broadcaster", "There is one broadcaster")]
    [InlineData("haruwave", "<b>king", "There is no role &lt;b&gt;king")]
    [InlineData("nobody_knows_me", "trial", "Twitch knows no user nobody_knows_me.")]
    [InlineData("<i>x</i>", "trial", "Twitch knows no user &lt;i&gt;x&lt;/i&gt;.")]
    public async Task Members_Impossible_IsRefused(string whom, string role, string why)
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.LeadModerator);
        using var reply = await browser.SendAsync($"{Page}/members", [("whom", whom), ("role", role), ("act", "set")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        Assert.Contains(why, await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_Text_SaysTheWholeDecisionAndKeepsNothing()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.TrialModerator);
        var open = await bed.Store.CountOpenAsync(bed.Channel, default);
        using var reply = await browser.SendAsync($"{Page}/try", [("text", "<b>zzrude</b>")]);
        var said = await reply.Content.ReadAsStringAsync();
        Assert.Contains("It would be held.", said, StringComparison.Ordinal);
        Assert.Contains("a blocked term", said, StringComparison.Ordinal);
        Assert.Contains("<mark>zzrude</mark>", said, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", said, StringComparison.Ordinal);
        Assert.Equal(open, await bed.Store.CountOpenAsync(bed.Channel, default));
        using var tooLong = await browser.SendAsync($"{Page}/try", [("text", new string('x', 501))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
    }

    [Fact]
    public async Task Examples_Holds_AreThoseNearestToTheThresholdAndCovered()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var threshold = Policy.Thresholds.For(Category.Religion, 2);
        for (var i = 1; i <= 12; i++) await bed.HoldAsync($"sermon <i>{i}</i>", hold => Scored(hold, threshold - (i * 0.001f)));
        await bed.HoldAsync("no scores <i>at all</i>");

        var page = await browser.ReadAsync($"{Page}/examples/religion?level=2");
        Assert.Equal(10, page.Split("<details class=\"cover\">").Length - 1);
        for (var i = 1; i <= 12; i++) Assert.Equal(i <= 10, page.Contains($"sermon &lt;i&gt;{i}&lt;/i&gt;", StringComparison.Ordinal));
        Assert.DoesNotContain("at all", page, StringComparison.Ordinal);
        await browser.ReadAsync($"{Page}/examples/nonsense", HttpStatusCode.NotFound);
        await browser.ReadAsync($"{Page}/examples/religion?level=7", HttpStatusCode.NotFound);
    }

    private static Hold Scored(Hold hold, float score)
    {
        var scores = default(CategoryScores);
        scores[Category.Religion] = score;
        return hold with { Decision = hold.Decision with { Scores = scores } };
    }

    private static IEnumerable<(string Path, (string Name, string Value)[] Fields)> Acts() =>
    [
        (Page, [("setting", "Level"), ("value", "4")]),
        ($"{Page}/terms", [("kind", "blocked"), ("act", "add"), ("term", "melon")]),
        ($"{Page}/members", [("whom", DefaultWorld.Viewer), ("role", "trial"), ("act", "set")]),
        ($"{Page}/undo", [("setting", "Level"), ("at", DateTimeOffset.UtcNow.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture))]),
    ];

    private static Task<HttpResponseMessage> UndoAsync(DeskBrowser browser, SettingChange change) =>
        browser.SendAsync($"{Page}/undo", [("setting", change.Setting), ("at", change.At.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture))]);

    private async Task<List<SettingChange>> ChangesAsync(string? setting = null)
    {
        var changes = new List<SettingChange>();
        await foreach (var change in bed.Bot.Services.GetRequiredService<ISettingLog>().ReadAsync(bed.Channel, DateTimeOffset.MinValue, default))
        {
            if (change.Surface == SettingSurface.Web && (setting is null || change.Setting == setting)) changes.Add(change);
        }
        return changes;
    }
}

/// <summary>Tests that change settings share a bed that no other test reads.</summary>
[CollectionDefinition(nameof(SettingsCollection))]
public sealed class SettingsCollection : ICollectionFixture<DeskBed>;
