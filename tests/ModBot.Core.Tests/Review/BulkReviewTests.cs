using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Review;

public sealed class BulkReviewTests : IDisposable
{
    private static readonly Ruling Timeout = new(RulingVerb.Deny, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10)));

    private readonly DeskBed bed = new();

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task ResolveAllAsync_DenyWithTimeout_DeniesEachAndTimesOutOnce()
    {
        for (var i = 0; i < 4; i++) await bed.AddAsync(HoldKind.Deleted);
        var other = await bed.AddAsync(Some.Hold(Some.Message("rude", Some.Chatter("mildheron", id: "5"))));

        var result = await ResolveAllAsync(DeskBed.Moderator, "GravelGoblin", Timeout);

        Assert.Equal(4, result.Each.OfType<ReviewResult.Done>().Count());
        Assert.Equal([EffectKind.Timeout], await bed.EffectsAsync());
        Assert.True((await bed.FindAsync(other)).IsOpen);
    }

    [Fact]
    public async Task ResolveAllAsync_HeldWithOthersLines_IsLeft()
    {
        var hold = Some.Hold();
        var shared = await bed.AddAsync(hold with { Decision = hold.Decision with { Lines = [HeldLine.Of(Some.Message("ru", Some.Chatter("mildheron", id: "5")))] } });

        Assert.Empty((await ResolveAllAsync(DeskBed.Moderator, "gravelgoblin", Ruling.Deny)).Each);
        Assert.True((await bed.FindAsync(shared)).IsOpen);
    }

    [Fact]
    public async Task ResolveAllAsync_OnlySomeWanted_LeavesTheOthers()
    {
        var holds = new[] { await bed.AddAsync(), await bed.AddAsync(), await bed.AddAsync() };

        var result = await bed.Bulk.ResolveAllAsync(DeskBed.Moderator, Some.Broadcaster, hold => hold.Id != holds[1].Id, Ruling.Approve, default);

        Assert.Equal([holds[0].Id, holds[2].Id], result.Holds.Select(hold => hold.Id));
        Assert.Equal((2, 0), (result.Each.OfType<ReviewResult.Done>().Count(), result.Untried));
        Assert.True((await bed.FindAsync(holds[1])).IsOpen);
    }

    [Fact]
    public async Task ResolveAllAsync_ClaimedByAnother_LeavesThatOne()
    {
        var first = await bed.AddAsync();
        await bed.AddAsync();
        await bed.Desk.ClaimAsync(DeskBed.Other, Some.Broadcaster, first.Id, default);

        var result = await ResolveAllAsync(DeskBed.Moderator, "gravelgoblin", Timeout);

        Assert.True(result.Each is [ReviewResult.ClaimedByOther, ReviewResult.Done]);
        Assert.Equal(1, (await bed.EffectsAsync()).Count(effect => effect == EffectKind.Timeout));
    }

    [Fact]
    public async Task ResolveAllAsync_OnTrial_ProposesAll()
    {
        for (var i = 0; i < 3; i++) await bed.AddAsync();

        var result = await ResolveAllAsync(DeskBed.Trial, "gravelgoblin", Ruling.Deny);

        Assert.Equal(3, result.Each.OfType<ReviewResult.Proposed>().Count());
        Assert.Empty(await bed.EffectsAsync());
    }

    [Fact]
    public async Task ResolveAllAsync_LadderOn_TakesOneStep()
    {
        using var laddered = new DeskBed(new ModerationConfig { Ladder = new LadderConfig { Enabled = true } });
        // Each said after the one before, so that each is an offence of its own.
        for (var i = 0; i < 3; i++) await laddered.AddAsync(Some.Hold(Some.Message() with { SentAt = Some.Instant.AddMinutes(i) }, HoldKind.Deleted));
        laddered.Time.Advance(TimeSpan.FromMinutes(5));

        await laddered.Bulk.ResolveAllAsync(DeskBed.Moderator, Some.Broadcaster, "gravelgoblin", Ruling.Deny, default);

        Assert.Equal([EffectKind.Warn], await laddered.EffectsAsync());
    }

    [Fact]
    public async Task ResolveAllAsync_LoginThatChangedHands_TouchesNobody()
    {
        var holds = new[] { await bed.AddAsync(), await bed.AddAsync(Some.Hold(Some.Message("rude", Some.Chatter(id: "6")))) };

        var result = await ResolveAllAsync(DeskBed.Moderator, "gravelgoblin", Timeout);

        Assert.True(result.IsAmbiguous);
        foreach (var hold in holds) Assert.True((await bed.FindAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task ResolveAllAsync_MoreThanTheRoleDecidesInAMinute_EndsThere()
    {
        for (var i = 0; i < 70; i++) await bed.AddAsync();

        var result = await ResolveAllAsync(DeskBed.Moderator, "gravelgoblin", Ruling.Deny);

        Assert.Equal(60, result.Each.OfType<ReviewResult.Done>().Count());
        Assert.IsType<ReviewResult.LimitReached>(result.Each[^1]);
        Assert.Equal((61, 70, 10), (result.Each.Count, result.Holds.Count, result.Untried));
    }

    [Fact]
    public async Task ResolveAllAsync_TwoModeratorsAtOnce_EachHoldIsDecidedOnceAndTheSenderSanctionedOnce()
    {
        for (var round = 0; round < 30; round++)
        {
            using var race = new DeskBed();
            for (var i = 0; i < 6; i++) await race.AddAsync();

            var results = await Task.WhenAll(
                Task.Run(() => race.Bulk.ResolveAllAsync(DeskBed.Moderator, Some.Broadcaster, "gravelgoblin", Timeout, default)),
                Task.Run(() => race.Bulk.ResolveAllAsync(DeskBed.Other, Some.Broadcaster, "gravelgoblin", new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Ban)), default)));

            Assert.Equal(6, results.SelectMany(result => result.Each).OfType<ReviewResult.Done>().Count());
            var effects = await race.EffectsAsync();
            Assert.Equal(6, effects.Count(effect => effect == EffectKind.DeleteMessage));
            Assert.Single(effects, effect => effect is EffectKind.Timeout or EffectKind.Ban);
        }
    }

    [Fact]
    public async Task UndoAsync_OfTheOneWithTheSanction_LiftsIt()
    {
        var first = await bed.AddAsync(HoldKind.Deleted);
        var second = await bed.AddAsync(HoldKind.Deleted);
        await ResolveAllAsync(DeskBed.Moderator, "gravelgoblin", Timeout);

        Assert.IsType<ReviewResult.Done>(await bed.Desk.UndoAsync(DeskBed.Moderator, Some.Broadcaster, second.Id, default));
        Assert.Equal([EffectKind.Timeout], await bed.EffectsAsync());
        Assert.IsType<ReviewResult.Done>(await bed.Desk.UndoAsync(DeskBed.Moderator, Some.Broadcaster, first.Id, default));
        Assert.Equal([EffectKind.Timeout, EffectKind.Unban], await bed.EffectsAsync());
    }

    private Task<BulkResult> ResolveAllAsync(Chatter who, string login, Ruling ruling) => bed.Bulk.ResolveAllAsync(who, Some.Broadcaster, login, ruling, default);
}
