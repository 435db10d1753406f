using System.Text.Json;
using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Review;

/// <summary>What becomes of holds that nobody decided in time.</summary>
public sealed class LapseTests
{
    private static readonly ModerationConfig Policy = new()
    {
        Mode = ChannelMode.Hold,
        Holds = new HoldsConfig
        {
            Lapses = new Dictionary<string, LapseConfig>
            {
                ["Swearing"] = new() { WhenLapsed = LapseAction.Approve },
                ["spam"] = new() { WhenLapsed = LapseAction.Deny },
                ["aggression"] = new() { ExpireAfter = TimeSpan.FromHours(2) },
            },
        },
    };

    [Theory]
    [InlineData(Category.Swearing, HoldKind.Deleted, EffectKind.PostQuote)]
    [InlineData(Category.Swearing, HoldKind.Twitch, EffectKind.AllowOnTwitch)]
    [InlineData(Category.Swearing, HoldKind.Flagged, null)]
    [InlineData(Category.Spam, HoldKind.Deleted, null)]
    [InlineData(Category.Spam, HoldKind.Twitch, EffectKind.DenyOnTwitch)]
    [InlineData(Category.Spam, HoldKind.Flagged, EffectKind.DeleteMessage)]
    [InlineData(Category.Bullying, HoldKind.Deleted, null)]
    [InlineData(Category.Bullying, HoldKind.Twitch, null)]
    [InlineData(Category.Bullying, HoldKind.Flagged, null)]
    public async Task ExpireDueAsync_ByCategoryAndKind_HasTheEffectThatThePolicySays(Category category, HoldKind kind, EffectKind? expected)
    {
        using var bed = new DeskBed(Policy);
        var hold = await bed.AddAsync(Some.Hold(kind: kind) with { Decision = Some.Decision(category: category) });
        bed.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(1, await bed.Desk.ExpireDueAsync(Some.Broadcaster, default));

        var lapsed = await bed.FindAsync(hold);
        Assert.Equal((HoldState.Expired, true), (lapsed.State, lapsed.Resolution!.By.IsMachine));
        Assert.Equal(expected, (await bed.EffectsAsync()).Cast<EffectKind?>().SingleOrDefault());
        var entry = (await bed.HistoryAsync(hold))[^1];
        Assert.Equal((HistoryAction.Expired, category switch { Category.Swearing => "let through", Category.Spam => "kept out", _ => null }), (entry.Action, entry.Detail));
    }

    [Fact]
    public async Task ExpireDueAsync_LetThrough_ComesBackAsAQuoteAndCountsAsLapsed()
    {
        using var bed = new DeskBed(Policy);
        var hold = await bed.QueueAsync(Some.Decision(category: Category.Swearing));
        await bed.RunOutboxAsync();
        bed.Time.Advance(TimeSpan.FromMinutes(31));

        await bed.Desk.ExpireDueAsync(Some.Broadcaster, default);
        await bed.RunOutboxAsync();

        Assert.Equal([$"delete {hold.Message.Id}", "say gravelgoblin (approved): \u201crude\u201d"], bed.Enforcer.Acts);
        Assert.NotNull((await bed.FindAsync(hold)).Quote);
        var report = await ReviewReport.ReadAsync(bed.Store, Some.Broadcaster, Some.Instant, default);
        Assert.Equal((1, 0, 0), (report.Total.Expired, report.Total.Approved, report.Total.Decided));
    }

    [Fact]
    public async Task ExpireDueAsync_KeptOut_IsDeletedAndTheWaitIsNoExposureOfTheBots()
    {
        using var bed = new DeskBed(Policy);
        var hold = await bed.AddAsync(Some.Hold() with { Decision = Some.Decision(category: Category.Spam) });
        bed.Time.Advance(TimeSpan.FromMinutes(31));

        await bed.Desk.ExpireDueAsync(Some.Broadcaster, default);
        await bed.RunOutboxAsync();

        var deleted = await bed.FindAsync(hold);
        Assert.Equal((HoldKind.Deleted, HoldState.Expired, null), (deleted.Kind, deleted.State, deleted.Exposure));
    }

    [Fact]
    public async Task ExpireDueAsync_ModeObserve_TouchesNothing()
    {
        using var bed = new DeskBed(Policy with { Mode = ChannelMode.Observe });
        await bed.AddAsync(Some.Hold() with { Decision = Some.Decision(category: Category.Spam) });
        bed.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(1, await bed.Desk.ExpireDueAsync(Some.Broadcaster, default));

        Assert.Empty(await bed.EffectsAsync());
    }

    [Theory]
    [InlineData(Category.Bullying, HoldKind.Flagged, 30)]
    [InlineData(Category.Aggression, HoldKind.Flagged, 120)]
    [InlineData(Category.Aggression, HoldKind.Twitch, 120)] // left as it stands, so Twitch's own end may come first
    [InlineData(Category.Swearing, HoldKind.Twitch, 4.5)] // to be let through before Twitch lets it lapse
    [InlineData(Category.Swearing, HoldKind.Flagged, 30)]
    public async Task Hold_Queued_LapsesWhenItsCategorySays(Category category, HoldKind kind, double minutes)
    {
        using var bed = new DeskBed(Policy);

        var hold = await bed.QueueAsync(Some.Decision(category: category), kind);

        Assert.Equal(TimeSpan.FromMinutes(minutes), hold.ExpiresAt - hold.CreatedAt);
    }

    [Fact]
    public async Task Hold_Undone_HasItsCategorysTimeAgain()
    {
        using var bed = new DeskBed(Policy);
        var hold = await bed.QueueAsync(Some.Decision(category: Category.Aggression));
        await bed.ResolveAsync(DeskBed.Moderator, hold, Ruling.Deny);

        await bed.Desk.UndoAsync(DeskBed.Moderator, Some.Broadcaster, hold.Id, default);

        Assert.Equal(Some.Instant.AddHours(2), (await bed.FindAsync(hold)).ExpiresAt);
    }

    [Theory]
    [InlineData(Category.Swearing, "settings")]
    [InlineData(Category.Bullying, "nobody decided")]
    public async Task UndoAsync_Lapsed_IsRefusedWithTheReason(Category category, string expected)
    {
        using var bed = new DeskBed(Policy);
        var hold = await bed.AddAsync(Some.Hold(kind: HoldKind.Deleted) with { Decision = Some.Decision(category: category) });
        bed.Time.Advance(TimeSpan.FromMinutes(31));
        await bed.Desk.ExpireDueAsync(Some.Broadcaster, default);

        Assert.Contains(expected, Assert.IsType<ReviewResult.CannotUndo>(await bed.Desk.UndoAsync(DeskBed.Moderator, Some.Broadcaster, hold.Id, default)).Reason, StringComparison.Ordinal);
        Assert.IsType<ReviewResult.AlreadyResolved>(await bed.ResolveAsync(DeskBed.Moderator, hold, Ruling.Deny));
    }

    [Fact]
    public async Task ExpireDueAsync_WhileSomebodyDecides_OneWinsAndOneEffectFollows()
    {
        for (var round = 0; round < 50; round++)
        {
            using var bed = new DeskBed(Policy);
            var hold = await bed.AddAsync(Some.Hold(kind: HoldKind.Deleted) with { Decision = Some.Decision(category: Category.Swearing) });
            bed.Time.Advance(TimeSpan.FromMinutes(31));

            var expired = Task.Run(() => bed.Desk.ExpireDueAsync(Some.Broadcaster, default));
            var decided = Task.Run(() => bed.ResolveAsync(DeskBed.Moderator, hold, Ruling.Approve));
            await Task.WhenAll(expired, decided);

            Assert.Equal(1, await expired + (await decided is ReviewResult.Done ? 1 : 0));
            Assert.Equal([EffectKind.PostQuote], await bed.EffectsAsync());
        }
    }

    [Fact]
    public async Task LapseReport_SomeLapsed_TellsWhatWasDoneAndWhoHadLooked()
    {
        using var bed = new DeskBed(Policy);
        await bed.AddAsync(Some.Hold(kind: HoldKind.Deleted) with { Decision = Some.Decision(category: Category.Swearing) });
        var left = await bed.AddAsync(Some.Hold(kind: HoldKind.Deleted));
        var proposed = await bed.AddAsync(Some.Hold() with { Decision = Some.Decision(category: Category.Spam) });
        var decided = await bed.AddAsync(Some.Hold());
        var cleared = await bed.AddAsync(Some.Hold());
        await bed.Desk.ClaimAsync(DeskBed.Moderator, Some.Broadcaster, left.Id, default);
        await bed.ResolveAsync(DeskBed.Trial, proposed, Ruling.Deny);
        await bed.ResolveAsync(DeskBed.Moderator, decided, Ruling.Deny);
        await bed.Desk.CloseOnTwitchAsync(Some.Broadcaster, cleared.Id, new Ruling(RulingVerb.Expire, Reason: "chat cleared"), Some.Moderator, _ => true, default);
        bed.Time.Advance(TimeSpan.FromMinutes(31));
        await bed.Desk.ExpireDueAsync(Some.Broadcaster, default);
        await bed.AddAsync(Some.Hold() with { CreatedAt = Some.Instant.AddMinutes(20), ExpiresAt = Some.Instant.AddHours(3) });

        var report = await LapseReport.ReadAsync(bed.Store, Some.Broadcaster, Some.Instant, default);

        Assert.Equal((4, 1, 1, 1, 1), (report.Total.Lapsed, report.Total.LetThrough, report.Total.KeptOut, report.Total.OnTwitch, report.Total.Left));
        Assert.Equal((1, 1), (report.Total.Claimed, report.Total.Proposed));
        Assert.Equal(["bullying", "spam", "swearing"], report.BySource.Keys);
        Assert.Equal(TimeSpan.FromMinutes(31), report.Total.MedianWait);
        Assert.Equal(Some.Instant.AddMinutes(20), report.OldestOpen);
        Assert.Equal((4, cleared.Id), (report.Latest.Count(), report.Latest.Last().Id));
    }

    [Fact]
    public async Task LapseReport_HeldBeforeTheWindowAndLapsedWithinIt_Counts()
    {
        using var bed = new DeskBed();
        await bed.AddAsync();
        bed.Time.Advance(TimeSpan.FromMinutes(31));
        await bed.Desk.ExpireDueAsync(Some.Broadcaster, default);

        Assert.Equal(1, (await LapseReport.ReadAsync(bed.Store, Some.Broadcaster, Some.Instant.AddMinutes(10), default)).Total.Lapsed);
        Assert.Equal(0, (await LapseReport.ReadAsync(bed.Store, Some.Broadcaster, Some.Instant.AddMinutes(32), default)).Total.Lapsed);
    }

    [Fact]
    public void Ruling_OfAnOlderVersion_IsReadAsLeft()
    {
        var ruling = JsonSerializer.Deserialize("""{"by":{"id":"modbot","login":"ModBot"},"at":"2026-09-03T18:00:00+00:00","ruling":{"verb":"Expire"},"from":"Deleted"}""", HoldJson.Default.Resolution)!.Ruling;

        Assert.Equal((null, false, RulingVerb.Expire), (ruling.LapsedAs, ruling.PermitsTerm, ruling.Outcome));
    }
}
