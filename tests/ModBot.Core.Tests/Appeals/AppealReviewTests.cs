using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Appeals;

/// <summary>What deciding an appeal does, and who may.</summary>
public sealed class AppealReviewTests : IDisposable
{
    private static readonly Actor Bot = new(new ChatterId("810000002"), "tidewardenbot");

    private readonly AppealBed bed = new();

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task Granted_OverturnsTheDenialAndCountsAsAWrongHold()
    {
        var denied = await bed.DenyAsync();
        await bed.AppealAsync();
        var appeal = await bed.OpenAppealAsync();

        Assert.IsType<ReviewResult.Done>(await bed.ResolveAsync(AppealBed.Other, appeal, Ruling.Approve));

        var overturned = await bed.FindAsync(denied.Id);
        Assert.Equal((HoldState.Approved, "slowcomet", $"appeal {appeal.Code} granted"), (overturned.State, overturned.Resolution!.By.Login, overturned.Resolution.Ruling.Reason));
        Assert.Equal(HistoryAction.Overturned, (await bed.Desk.ReadHistoryAsync(overturned, default))[^1].Action);
        var report = await ReviewReport.ReadAsync(bed.Store, Some.Broadcaster, Some.Instant, default);
        Assert.Equal((1, 0, 1), (report.Total.Approved, report.Total.Denied, report.Appeals.Approved));
        Assert.DoesNotContain("appeal", report.BySource.Keys);
        // The one who denied it was not of the same mind.
        Assert.Equal((1, 0), report.Moderators.Where(tally => tally.Moderator.Login == "quietlantern").Select(tally => (tally.Compared, tally.Agreed)).Single());
        Assert.Empty(await bed.EffectsAsync());
    }

    [Fact]
    public async Task Denied_LeavesTheDenialAsItIs()
    {
        var denied = await bed.DenyAsync();
        await bed.AppealAsync();

        await bed.ResolveAsync(AppealBed.Other, await bed.OpenAppealAsync(), Ruling.Deny);

        Assert.Equal(denied.Version, (await bed.FindAsync(denied.Id)).Version);
        Assert.Empty(await bed.EffectsAsync());
    }

    [Theory]
    [InlineData(null, 1)] // a ban lasts
    [InlineData(10, 1)]
    [InlineData(1, 0)] // over by itself: another timeout may run by now
    public async Task Granted_SanctionThatStands_IsLifted(int? timeoutMinutes, int lifted)
    {
        await bed.DenyAsync(timeoutMinutes is { } minutes ? new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(minutes)) : new Sanction(SanctionKind.Ban));
        await bed.AppealAsync();
        bed.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.IsType<ReviewResult.Done>(await bed.ResolveAsync(AppealBed.Other, await bed.OpenAppealAsync(), Ruling.Approve));

        Assert.Equal(Enumerable.Repeat((EffectKind.Unban, AppealBed.Goblin.Id), lifted), (await bed.EffectsAsync()).Select(effect => (effect.Kind, effect.Chatter)));
    }

    [Fact]
    public async Task Granted_OfOneOfSeveralSenders_LeavesTheOthersPartAsItIs()
    {
        var hold = Some.Hold(Some.Message("last"), HoldKind.Deleted);
        hold = hold with { Decision = hold.Decision with { Lines = [HeldLine.Of(Some.Message("first", Some.Chatter("mildheron", id: "5")))] } };
        hold = (await bed.Store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
        await bed.ResolveAsync(AppealBed.Moderator, hold, Ruling.Deny);
        await bed.AppealAsync();

        await bed.ResolveAsync(AppealBed.Other, await bed.OpenAppealAsync(), Ruling.Approve);

        Assert.Equal(HoldState.Denied, (await bed.FindAsync(hold.Id)).State);
    }

    [Fact]
    public async Task Granted_UnbanRequest_IsAnsweredAndTheBansCountAsLifted()
    {
        var banned = await bed.DenyAsync(new Sanction(SanctionKind.Ban));
        await bed.TakeAsync();

        await bed.ResolveAsync(AppealBed.Other, await bed.OpenAppealAsync(), Ruling.Approve);

        Assert.Equal(EffectKind.ApproveUnbanRequest, (await bed.EffectsAsync()).Single().Kind);
        var lifted = await bed.FindAsync(banned.Id);
        // To let somebody in again is not to say that the ban was wrong.
        Assert.Equal((HoldState.Denied, false), (lifted.State, lifted.Removes));
    }

    [Fact]
    public async Task Denied_UnbanRequest_IsAnsweredWithTheReason()
    {
        await bed.TakeAsync();

        await bed.ResolveAsync(AppealBed.Other, await bed.OpenAppealAsync(), new Ruling(RulingVerb.Deny, Reason: "not yet"));

        var effect = (await bed.EffectsAsync()).Single();
        Assert.Equal((EffectKind.DenyUnbanRequest, "not yet"), (effect.Kind, effect.Reason));
    }

    [Fact]
    public async Task UnbanRequest_RoleThatMayNotBan_LiftsNone()
    {
        var roles = new Dictionary<string, RoleConfig> { ["moderator"] = new() { Permissions = [Permissions.View, Permissions.Approve, Permissions.Deny] } };
        using var strict = new AppealBed(new ModerationConfig { Roles = roles });
        await strict.TakeAsync();
        var appeal = await strict.OpenAppealAsync();

        Assert.Equal("needs the permission Ban", Assert.IsType<ReviewResult.Forbidden>(await strict.ResolveAsync(AppealBed.Moderator, appeal, Ruling.Approve)).Reason);
        Assert.IsType<ReviewResult.Done>(await strict.ResolveAsync(AppealBed.Moderator, appeal, Ruling.Deny));
    }

    [Fact]
    public async Task Appeal_RoleNotClearedForWhatItIsAbout_MayNotDecideIt()
    {
        var roles = new Dictionary<string, RoleConfig> { ["night"] = new() { Permissions = [Permissions.View, Permissions.Approve, Permissions.Deny], Categories = [Category.Swearing.Key()] } };
        using var cleared = new AppealBed(new ModerationConfig { Roles = roles, Members = new Dictionary<string, string> { [AppealBed.Other.Id.Value] = "night" } });
        await cleared.DenyAsync(category: Category.Bullying);
        await cleared.AppealAsync();

        Assert.IsType<ReviewResult.Forbidden>(await cleared.ResolveAsync(AppealBed.Other, await cleared.OpenAppealAsync(), Ruling.Approve));
    }

    [Fact]
    public async Task Appeal_JudgedByWhoeverDenied_IsSaidUnlessTheyLead()
    {
        Assert.True(await IsOwnDecisionAsync(AppealBed.Moderator, AppealBed.Moderator));
        Assert.False(await IsOwnDecisionAsync(AppealBed.Moderator, AppealBed.Other));
        Assert.False(await IsOwnDecisionAsync(AppealBed.Lead, AppealBed.Lead));
    }

    [Fact]
    public async Task Undo_OfADeniedAppeal_OpensItForDaysAgain()
    {
        await bed.DenyAsync();
        await bed.AppealAsync();
        var appeal = await bed.OpenAppealAsync();
        await bed.ResolveAsync(AppealBed.Other, appeal, Ruling.Deny);

        var open = Assert.IsType<ReviewResult.Done>(await bed.Desk.UndoAsync(AppealBed.Other, appeal.Broadcaster, appeal.Id, default)).Hold;

        Assert.Equal((HoldState.Open, HoldKind.Appeal, bed.Time.GetUtcNow() + TimeSpan.FromDays(3)), (open.State, open.Kind, open.ExpiresAt));
    }

    [Fact]
    public async Task Undo_OfWhatTwitchHasToldOrWasGranted_IsRefusedWithAWayOut()
    {
        await bed.DenyAsync();
        await bed.AppealAsync();
        var appeal = await bed.OpenAppealAsync();
        await bed.ResolveAsync(AppealBed.Other, appeal, Ruling.Approve);
        await bed.TakeAsync();
        var request = await bed.OpenAppealAsync();
        await bed.ResolveAsync(AppealBed.Other, request, Ruling.Approve);

        Assert.Contains("can be undone instead", Assert.IsType<ReviewResult.CannotUndo>(await bed.Desk.UndoAsync(AppealBed.Other, appeal.Broadcaster, appeal.Id, default)).Reason, StringComparison.Ordinal);
        Assert.Contains("no lifted ban is put back by itself", Assert.IsType<ReviewResult.CannotUndo>(await bed.Desk.UndoAsync(AppealBed.Other, request.Broadcaster, request.Id, default)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnbanRequestOutcome.Approved, HoldState.Approved, "request approved")]
    [InlineData(UnbanRequestOutcome.Denied, HoldState.Denied, "request denied")]
    [InlineData(UnbanRequestOutcome.Canceled, HoldState.Expired, "request withdrawn")]
    public async Task UnbanRequest_AnsweredOnTwitch_ClosesInThatModeratorsName(UnbanRequestOutcome outcome, HoldState state, string reason)
    {
        await bed.TakeAsync();
        var appeal = await bed.OpenAppealAsync();

        await bed.Rulings.ApplyAsync(new ChatEvent.UnbanRequestResolved(Some.Broadcaster, new UnbanRequestId("request-1"), outcome, Some.Moderator), null, default);

        var closed = await bed.FindAsync(appeal.Id);
        Assert.Equal((state, "quietlantern", reason, true), (closed.State, closed.Resolution!.By.Login, closed.Resolution.Ruling.Reason, closed.Resolution.IsOnTwitch));
        Assert.Empty(await bed.EffectsAsync());
    }

    [Fact]
    public async Task UnbanRequest_AnsweredByModBot_ComesBackAsAnEchoThatChangesNothing()
    {
        await bed.TakeAsync();
        var appeal = await bed.OpenAppealAsync();
        await bed.ResolveAsync(AppealBed.Other, appeal, Ruling.Approve);
        var decided = await bed.FindAsync(appeal.Id);

        await bed.Rulings.ApplyAsync(new ChatEvent.UnbanRequestResolved(Some.Broadcaster, new UnbanRequestId("request-1"), UnbanRequestOutcome.Approved, Bot), Bot.Id, default);

        Assert.Equal(decided.Version, (await bed.FindAsync(appeal.Id)).Version);
    }

    [Fact]
    public async Task Chatter_BannedOnTwitch_KeepsTheirAppeal()
    {
        await bed.DenyAsync();
        await bed.AppealAsync();

        await bed.Rulings.ApplyAsync(new ChatEvent.ModeratorActed(Some.Broadcaster, Some.Moderator, ModeratorAction.Ban, AppealBed.Goblin, null), null, default);

        Assert.True((await bed.OpenAppealAsync()).IsOpen);
    }

    [Fact]
    public async Task DeniedAppeal_PutsNobodyOnTheLadderAndIsNoDenialOfTheirRecord()
    {
        using var strict = new AppealBed(new ModerationConfig { Ladder = new LadderConfig { Enabled = true } });
        await strict.DenyAsync();
        await strict.AppealAsync();
        var before = await StandingAsync(strict);

        var denied = Assert.IsType<ReviewResult.Done>(await strict.ResolveAsync(AppealBed.Other, await strict.OpenAppealAsync(), Ruling.Deny)).Hold;

        Assert.Null(denied.Resolution!.Ruling.Sanction);
        Assert.Equal((1, before), (before.Points, await StandingAsync(strict)));
        var record = ChatterRecord.Of(await strict.Desk.ReadOfAsync(Some.Broadcaster, AppealBed.Goblin.Id, default), AppealBed.Goblin.Id);
        Assert.Equal((1, 1, 1), (record.Counts.Held, record.Counts.Denied, record.Appeals.Denied));
    }

    [Fact]
    public async Task GrantedAppeal_TakesThePointsOfTheDenialBack()
    {
        using var strict = new AppealBed(new ModerationConfig { Ladder = new LadderConfig { Enabled = true } });
        await strict.DenyAsync();
        await strict.AppealAsync();

        await strict.ResolveAsync(AppealBed.Other, await strict.OpenAppealAsync(), Ruling.Approve);

        Assert.Equal(0, (await StandingAsync(strict)).Points);
    }

    [Theory]
    [InlineData(LapseAction.Approve)]
    [InlineData(LapseAction.Deny)]
    public async Task Lapsed_IsNeitherGrantedNorRefusedBySettings(LapseAction whenLapsed)
    {
        using var lapsing = new AppealBed(new ModerationConfig { Mode = ChannelMode.Hold, Holds = new HoldsConfig { WhenLapsed = whenLapsed } });
        await lapsing.TakeAsync();
        lapsing.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(1, await lapsing.Desk.ExpireDueAsync(Some.Broadcaster, default));

        Assert.Empty(await lapsing.EffectsAsync());
    }

    [Fact]
    public async Task RulingOnEverythingOfAPerson_LeavesTheirAppealAlone()
    {
        await bed.TakeAsync();
        var hold = await bed.HoldAsync();

        var result = await new BulkReview(bed.Desk, bed.Store).ResolveAllAsync(AppealBed.Other, Some.Broadcaster, "gravelgoblin", Ruling.Approve, default);

        Assert.Equal(hold.Id, Assert.IsType<ReviewResult.Done>(Assert.Single(result.Each)).Hold.Id);
        Assert.True((await bed.OpenAppealAsync()).IsOpen);
    }

    [Fact]
    public async Task Appeal_AgainstAThreat_DoesNotPushFreshHarmBack()
    {
        await bed.DenyAsync(category: Category.Aggression);
        await bed.AppealAsync();
        var fresh = await bed.HoldAsync(Category.Bullying, Some.Chatter("mildheron", id: "5"));

        Assert.Equal(fresh.Id, (await bed.Desk.ListOpenAsync(Some.Broadcaster, 10, default))[0].Id);
    }

    private static async Task<LadderStanding> StandingAsync(AppealBed bed) =>
        Ladder.Standing(await bed.Desk.ReadOfAsync(Some.Broadcaster, AppealBed.Goblin.Id, default), AppealBed.Goblin.Id, new LadderConfig { Enabled = true }, bed.Time.GetUtcNow());

    private static async Task<bool> IsOwnDecisionAsync(Chatter denied, Chatter judges)
    {
        using var bed = new AppealBed();
        await bed.DenyAsync(by: denied);
        await bed.AppealAsync();
        return Assert.IsType<ReviewResult.Done>(await bed.ResolveAsync(judges, await bed.OpenAppealAsync(), Ruling.Deny)).IsOwnDecision;
    }
}
