using System.Net;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Host.Configuration;
using ModBot.Host.Workers;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Web;

/// <summary>The threshold simulator, and setting what it found. Each test begins with bullying at level 3 in the second channel.</summary>
[Collection(nameof(ReviewCollection))]
public sealed class ReviewLevelTests(ReviewBed bed) : IAsyncLifetime
{
    private const string Levels = $"/desk/{DeskBed.OtherChannel}/review/levels";

    private DateTimeOffset began;

    public async Task InitializeAsync()
    {
        var admin = new SettingSource(new Actor(new ChatterId("admin"), "admin"), SettingSurface.CommandLine);
        await bed.Get<ChannelSettings>().SetLevelAsync(bed.Other, Category.Bullying, 3, LevelNow, admin, CancellationToken.None);
        bed.Get<PolicyReloadWorker>().ReloadNow();
        // What was read before is not looked at again, and what a test holds is newer than that of tests before it.
        bed.Desk.Skip(TimeSpan.FromMinutes(2));
        began = bed.Get<TimeProvider>().GetUtcNow();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Trial_LooserLevel_SaysWhatGoesAndShowsIt()
    {
        var before = await FiguresAsync(3);
        var missed = await bed.DecidedAsync(bed.Other, ScoreAt(3), RulingVerb.Deny, ReviewBed.Evil);
        var spared = await bed.DecidedAsync(bed.Other, ScoreAt(3), RulingVerb.Approve);
        var kept = await bed.DecidedAsync(bed.Other, ScoreAt(1), RulingVerb.Deny);
        bed.Desk.Skip(TimeSpan.FromMinutes(2));

        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Vip);
        browser.Http.DefaultRequestHeaders.Add("HX-Request", "true");
        var fragment = await browser.ReadAsync($"{Levels}?days=30&level.bullying=2");

        Assert.DoesNotContain("<html", fragment, StringComparison.Ordinal);
        var row = ReviewTests.Row(fragment, "level", "bullying");
        Assert.Equal("3 → 2", row[1]);
        Assert.Equal(Change(before.Denied + 2, before.DeniedAt2 + 1), row[3]);
        Assert.Equal(Change(before.Approved + 1, before.ApprovedAt2), row[4]);
        Assert.Contains($"data-example=\"{missed.Code}\"", fragment, StringComparison.Ordinal);
        Assert.Contains($"data-example=\"{spared.Code}\"", fragment, StringComparison.Ordinal);
        Assert.DoesNotContain($"data-example=\"{kept.Code}\"", fragment, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", fragment, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', fragment);
        // What the days suggest comes with what they tell, and takes its place on the page.
        Assert.Matches("<section id=\"proposed\"[^>]* hx-swap-oob=\"true\">", fragment);
        Assert.Contains("Proposed, from the last 30 days", fragment, StringComparison.Ordinal);
        Assert.Contains("Proposed, from the last 7 days", await browser.ReadAsync($"{Levels}?days=7&level.bullying=2"), StringComparison.Ordinal);
        // An observer may look, and is not offered to set anything.
        Assert.DoesNotContain("<form", fragment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutScript_TriesTheLevelsOfItsAddress()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.LeadModerator);
        var page = await browser.ReadAsync($"{Levels}?days=7&level.bullying=1&level.swearing=2");
        Assert.Contains("name=\"level.bullying\" min=\"0\" max=\"4\" step=\"1\" value=\"1\"", page, StringComparison.Ordinal);
        Assert.Equal("0 → 2", ReviewTests.Row(page, "level", "swearing")[1]);
        Assert.Contains("name=\"was.bullying\" value=\"3\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hx-swap-oob", page, StringComparison.Ordinal);
        Assert.Equal(3, LevelNow);
    }

    [Fact]
    public async Task Apply_ByALead_SetsAndRecords()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.LeadModerator);
        using var reply = await browser.SendAsync(Levels, [("days", "7"), ("level.bullying", "2"), ("was.bullying", "3")], asScript: false);
        Assert.Equal((HttpStatusCode.Redirect, $"{Levels}?days=7&set=true"), (reply.StatusCode, reply.Headers.Location?.ToString()));
        Assert.Equal(2, LevelNow);
        Assert.Contains("set and in force", await browser.ReadAsync(reply.Headers.Location!.ToString()), StringComparison.Ordinal);
        var change = Assert.Single(await ChangesAsync(), change => change.Surface == SettingSurface.Web);
        Assert.Equal((DefaultWorld.LeadModerator, "Levels.bullying", "3", "2"), (change.By.Login, change.Setting, change.Before, change.After));
    }

    [Fact]
    public async Task Apply_LevelChangedSinceItWasShown_ChangesNothing()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.LeadModerator);
        using var stale = await browser.SendAsync(Levels, [("level.bullying", "1"), ("was.bullying", "4")], asScript: false);
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        using var blind = await browser.SendAsync(Levels, [("level.bullying", "1")], asScript: false);
        Assert.Equal(HttpStatusCode.Conflict, blind.StatusCode);
        await NothingChangedAsync();
    }

    [Theory]
    [InlineData("level.bullying", "5")]
    [InlineData("level.bullying", "-1")]
    [InlineData("level.bullying", "<b>")]
    [InlineData("level.nonsense", "1")]
    [InlineData("other", "1")]
    public async Task Apply_Nonsense_IsRefused(string name, string value)
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.LeadModerator);
        using var reply = await browser.SendAsync(Levels, [(name, value), ("was.bullying", "3")], asScript: false);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        await NothingChangedAsync();
    }

    [Fact]
    public async Task Apply_RoleWithoutThePermission_IsRefusedAndNotOffered()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Moderator);
        Assert.DoesNotContain($"method=\"post\" action=\"{Levels}\"", await browser.ReadAsync($"{Levels}?level.bullying=2"), StringComparison.Ordinal);
        using var reply = await browser.SendAsync(Levels, [("level.bullying", "2"), ("was.bullying", "3")], asScript: false);
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        await NothingChangedAsync();
    }

    [Fact]
    public async Task Apply_WithoutTheTokenOfAPage_IsRefused()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.LeadModerator);
        using var form = new FormUrlEncodedContent([new("level.bullying", "2"), new("was.bullying", "3")]);
        using var reply = await browser.Http.PostAsync(new Uri(Levels, UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        await NothingChangedAsync();
    }

    [Fact]
    public async Task Apply_InAForeignChannel_LooksLikeNone()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.TrialModerator);
        using var reply = await browser.SendAsync(Levels, [("level.bullying", "2"), ("was.bullying", "3")], asScript: false);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        await NothingChangedAsync();
    }

    [Theory]
    [InlineData("?days=31")]
    [InlineData("?days=x")]
    [InlineData("?level.bullying=9")]
    public async Task Page_Nonsense_IsRefused(string query)
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Moderator);
        await browser.ReadAsync(Levels + query, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Proposal_MostlyApproved_IsOfferedWithItsEvidence()
    {
        for (var i = 0; i < 60; i++) await bed.DecidedAsync(bed.Other, ScoreAt(3), RulingVerb.Approve);
        bed.Desk.Skip(TimeSpan.FromMinutes(2));
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.LeadModerator);
        var page = await browser.ReadAsync(Levels);
        Assert.Contains("data-proposal=\"bullying\"", page, StringComparison.Ordinal);
        Assert.Contains("level 3 → 2. Moderators approved", ReviewTests.TextOf(page), StringComparison.Ordinal);
        Assert.Contains("Set level 2", page, StringComparison.Ordinal);
    }

    private int LevelNow => bed.Get<PolicyBook>().Current.For(bed.Other).LevelOf(Category.Bullying);

    /// <summary>A score that this level holds and no lower one.</summary>
    private float ScoreAt(int level) => bed.Get<LevelThresholds>().For(Category.Bullying, level);

    private async Task<(int Denied, int Approved, int DeniedAt2, int ApprovedAt2)> FiguresAsync(int level)
    {
        var evidence = await Tuning.HoldEvidence.ReadAsync(bed.Desk.Store, bed.Other, DateTimeOffset.MinValue, bed.Get<LevelThresholds>(), CancellationToken.None);
        var (now, less) = (evidence.At(Category.Bullying, level), evidence.At(Category.Bullying, level - 1));
        return (now.Denied, now.Approved, less.Denied, less.Approved);
    }

    private static string Change(int before, int after) => Host.Web.Review.ReviewWords.Change(before, after);

    private async Task<IReadOnlyList<SettingChange>> ChangesAsync()
    {
        var changes = new List<SettingChange>();
        await foreach (var change in bed.Get<ISettingLog>().ReadAsync(bed.Other, began, CancellationToken.None)) changes.Add(change);
        return changes;
    }

    private async Task NothingChangedAsync()
    {
        Assert.Equal(3, LevelNow);
        Assert.DoesNotContain(await ChangesAsync(), change => change.Surface == SettingSurface.Web);
    }
}
