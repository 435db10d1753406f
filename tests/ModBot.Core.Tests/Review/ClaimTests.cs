using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Review;

public sealed class ClaimTests : IDisposable
{
    private readonly DeskBed bed = new();

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task TakeAsync_ClaimedByAnother_IsTheTakersAndTheHistorySaysFromWhom()
    {
        var hold = await bed.AddAsync();
        await bed.Desk.ClaimAsync(DeskBed.Other, hold.Broadcaster, hold.Id, default);

        var taken = Assert.IsType<ReviewResult.Done>(await TakeAsync(DeskBed.Moderator, hold));

        Assert.Equal(DeskBed.Moderator.Id, taken.Hold.Claim!.By.Id);
        Assert.IsType<ReviewResult.ClaimedByOther>(await bed.ResolveAsync(DeskBed.Other, hold, Ruling.Deny));
        var entry = (await bed.HistoryAsync(hold))[^1];
        Assert.Equal((HistoryAction.TakenOver, "quietlantern", "slowcomet"), (entry.Action, entry.By.Login, entry.From!.Login));
    }

    [Fact]
    public async Task TakeAsync_ByARoleThatOnlyProposes_LeavesOthersTheirClaims()
    {
        var hold = await bed.AddAsync();
        await bed.Desk.ClaimAsync(DeskBed.Other, hold.Broadcaster, hold.Id, default);

        Assert.Contains("trial may not decide", Assert.IsType<ReviewResult.Forbidden>(await TakeAsync(DeskBed.Trial, hold)).Reason, StringComparison.Ordinal);
        Assert.Equal(DeskBed.Other.Id, (await bed.FindAsync(hold)).Claim!.By.Id);
    }

    [Fact]
    public async Task TakeAsync_Unclaimed_IsAClaim()
    {
        var hold = await bed.AddAsync();

        Assert.IsType<ReviewResult.Done>(await TakeAsync(DeskBed.Trial, hold));

        Assert.Equal((HistoryAction.Claimed, null), ((await bed.HistoryAsync(hold))[^1].Action, (await bed.HistoryAsync(hold))[^1].From));
    }

    [Fact]
    public async Task TakeAsync_ClaimThatLapsed_IsTakenFromNobody()
    {
        var hold = await bed.AddAsync();
        await bed.Desk.ClaimAsync(DeskBed.Other, hold.Broadcaster, hold.Id, default);
        bed.Time.Advance(TimeSpan.FromMinutes(3));

        await TakeAsync(DeskBed.Moderator, hold);

        Assert.Equal(HistoryAction.Claimed, (await bed.HistoryAsync(hold))[^1].Action);
    }

    [Fact]
    public async Task TakeAsync_Decided_SaysByWhom()
    {
        var hold = await bed.AddAsync();
        await bed.ResolveAsync(DeskBed.Other, hold, Ruling.Deny);

        Assert.IsType<ReviewResult.AlreadyResolved>(await TakeAsync(DeskBed.Moderator, hold));
    }

    [Fact]
    public async Task TakeAsync_WhileItsClaimerDecides_EndsWithOneDecisionAndOneEffect()
    {
        for (var round = 0; round < 50; round++)
        {
            using var race = new DeskBed();
            var hold = await race.AddAsync();
            await race.Desk.ClaimAsync(DeskBed.Other, hold.Broadcaster, hold.Id, default);

            var results = await Task.WhenAll(
                Task.Run(() => race.Desk.TakeAsync(DeskBed.Moderator, hold.Broadcaster, hold.Id, default)),
                Task.Run(() => race.ResolveAsync(DeskBed.Other, hold, Ruling.Deny)));

            // Either the decision was first, and the taker hears of it; or the claim was gone before it.
            Assert.True(results is [ReviewResult.AlreadyResolved, ReviewResult.Done] or [ReviewResult.Done, ReviewResult.ClaimedByOther], $"{results[0]} {results[1]}");
            Assert.Equal(results[1] is ReviewResult.Done ? 1 : 0, (await race.EffectsAsync()).Count);
        }
    }

    [Fact]
    public async Task TakeAsync_TwoAtOnce_OneHasIt()
    {
        var hold = await bed.AddAsync();
        await bed.Desk.ClaimAsync(DeskBed.Trial, hold.Broadcaster, hold.Id, default);

        await Task.WhenAll(Task.Run(() => TakeAsync(DeskBed.Moderator, hold)), Task.Run(() => TakeAsync(DeskBed.Other, hold)));

        var history = await bed.HistoryAsync(hold);
        // The second took it from the first, not from the trial moderator once more.
        Assert.Equal(history[^2].By, history[^1].From);
        Assert.Equal(history[^1].By, (await bed.FindAsync(hold)).Claim!.By);
    }

    [Fact]
    public async Task ReleaseAsync_OwnClaim_GivesTheHoldToOthers()
    {
        var hold = await bed.AddAsync();
        await bed.Desk.ClaimAsync(DeskBed.Other, hold.Broadcaster, hold.Id, default);

        Assert.IsType<ReviewResult.ClaimedByOther>(await ReleaseAsync(DeskBed.Moderator, hold));
        Assert.IsType<ReviewResult.Done>(await ReleaseAsync(DeskBed.Other, hold));
        Assert.IsType<ReviewResult.Refused>(await ReleaseAsync(DeskBed.Other, hold));
        Assert.IsType<ReviewResult.Done>(await bed.ResolveAsync(DeskBed.Moderator, hold, Ruling.Deny));
        Assert.Equal([HistoryAction.Held, HistoryAction.Claimed, HistoryAction.Released, HistoryAction.Denied], (await bed.HistoryAsync(hold)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task ClaimNextAsync_ByPriority_TakesTheGravest()
    {
        await bed.AddAsync(Some.Hold() with { Decision = Some.Decision(category: Category.Swearing) });
        var grave = await bed.AddAsync(Some.Hold() with { Decision = Some.Decision(category: Category.Aggression), CreatedAt = Some.Instant.AddSeconds(5) });

        Assert.Equal(grave.Id, Assert.IsType<ReviewResult.Done>(await bed.Desk.ClaimNextAsync(DeskBed.Moderator, Some.Broadcaster, default)).Hold.Id);
    }

    [Theory]
    [InlineData(HoldOrder.Oldest, 0)]
    [InlineData(HoldOrder.Newest, 1)]
    [InlineData(HoldOrder.Priority, 1)]
    public async Task ListOpenAsync_InTheChannelsOrder_ShowsTheFirst(HoldOrder order, int expected)
    {
        using var ordered = new DeskBed(new ModerationConfig { Holds = new HoldsConfig { Order = order } });
        Hold[] holds =
        [
            await ordered.AddAsync(Some.Hold() with { Decision = Some.Decision(category: Category.Swearing) }),
            await ordered.AddAsync(Some.Hold() with { Decision = Some.Decision(category: Category.Aggression), CreatedAt = Some.Instant.AddSeconds(5) }),
        ];

        Assert.Equal(holds[expected].Id, Assert.Single(await ordered.Desk.ListOpenAsync(Some.Broadcaster, 1, default)).Id);
    }

    [Fact]
    public async Task NoteAsync_OpenAndClosed_IsKeptInTheHistoryAndCounted()
    {
        var hold = await bed.AddAsync();
        await NoteAsync(DeskBed.Trial, hold, " quotes\n a   song ");
        await bed.ResolveAsync(DeskBed.Moderator, hold, Ruling.Approve);
        await NoteAsync(DeskBed.Moderator, hold, "seen twice now");

        var history = await bed.HistoryAsync(hold);

        Assert.Equal(["quotes a song", "seen twice now"], history.Where(entry => entry.Action == HistoryAction.Noted).Select(entry => entry.Detail));
        Assert.Equal(2, HoldNote.Count(history));
        Assert.Equal(HoldState.Approved, (await bed.FindAsync(hold)).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public async Task NoteAsync_Empty_IsRefused(string text) =>
        Assert.Equal("a note has 1 to 500 characters", Assert.IsType<ReviewResult.Refused>(await NoteAsync(DeskBed.Moderator, await bed.AddAsync(), text)).Reason);

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public async Task NoteAsync_Long_IsTakenUpToAMessagesLength(int length, bool isTaken) =>
        Assert.Equal(isTaken, await NoteAsync(DeskBed.Moderator, await bed.AddAsync(), new string('x', length)) is ReviewResult.Done);

    [Theory]
    [InlineData(Badges.None)]
    [InlineData(Badges.Vip)]
    public async Task NoteAsync_WithoutARole_IsForbidden(Badges badges) =>
        Assert.IsType<ReviewResult.Forbidden>(await NoteAsync(Some.Chatter("x", badges, "1"), await bed.AddAsync(), "hi"));

    [Fact]
    public async Task NoteAsync_AfterADecision_CountsNoSecondResolution()
    {
        var hold = await bed.AddAsync();
        await bed.ResolveAsync(DeskBed.Moderator, hold, Ruling.Approve);

        await NoteAsync(DeskBed.Moderator, hold, "fine");

        Assert.Equal(1, bed.Meters.Sum("modbot.holds.resolved"));
    }

    [Fact]
    public async Task NoteAsync_WhileAnotherDecides_BothHappen()
    {
        var hold = await bed.AddAsync();

        var results = await Task.WhenAll(Task.Run(() => NoteAsync(DeskBed.Moderator, hold, "mind the context")), Task.Run(() => bed.ResolveAsync(DeskBed.Other, hold, Ruling.Deny)));

        Assert.All(results, result => Assert.IsType<ReviewResult.Done>(result));
        Assert.Equal(HoldState.Denied, (await bed.FindAsync(hold)).State);
        Assert.Equal(1, HoldNote.Count(await bed.HistoryAsync(hold)));
        Assert.Single(await bed.EffectsAsync());
    }

    private Task<ReviewResult> TakeAsync(Chatter who, Hold hold) => bed.Desk.TakeAsync(who, hold.Broadcaster, hold.Id, default);

    private Task<ReviewResult> ReleaseAsync(Chatter who, Hold hold) => bed.Desk.ReleaseAsync(who, hold.Broadcaster, hold.Id, default);

    private Task<ReviewResult> NoteAsync(Chatter who, Hold hold, string text) => bed.Desk.NoteAsync(who, hold.Broadcaster, hold.Id, text, default);
}
