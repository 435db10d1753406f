using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Rules;
using ModBot.Testing;
using DeskBed = ModBot.Core.Tests.Review.DeskBed;

namespace ModBot.Core.Tests.Feedback;

/// <summary>A stream of three hours from 18:00 on, looked back at.</summary>
public sealed class StreamReviewTests : IDisposable
{
    private readonly DeskBed bed = new();
    private readonly InMemoryChatCountStore counts = new();

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task ReadAsync_HoldsOfOtherTimes_AreNotOfThisStream()
    {
        await bed.AddAsync(At(-1));
        await bed.AddAsync(At(0));
        await bed.AddAsync(At(179));
        await bed.AddAsync(At(180));

        Assert.Equal(2, (await ReadAsync()).Report.Total.Held);
    }

    [Fact]
    public async Task Timeline_HoldsAndDecisions_AreWhereTheyHappened()
    {
        var approved = await bed.AddAsync(At(5));
        var denied = await bed.AddAsync(At(5));
        await bed.AddAsync(At(12));
        await bed.AddAsync(At(31) with { State = HoldState.Denied, Resolution = new Resolution(Actor.ModBot, Some.Instant.AddMinutes(31), Ruling.Deny, HoldKind.Flagged) });
        bed.Time.Advance(TimeSpan.FromMinutes(25));
        await bed.ResolveAsync(DeskBed.Moderator, approved, Ruling.Approve);
        await bed.ResolveAsync(DeskBed.Moderator, denied, Ruling.Deny);
        bed.Time.Advance(TimeSpan.FromMinutes(20));
        await bed.Desk.ExpireDueAsync(Some.Broadcaster, default);

        var parts = (await ReadAsync()).Timeline.Parts;

        Assert.Equal(18, parts.Count);
        Assert.Equal([2, 1, 0, 1, 0], parts.Take(5).Select(part => part.Held));
        Assert.Equal((1, 1, 0, 0), (parts[2].Approved, parts[2].Denied, parts[2].Lapsed, parts[2].Acted));
        Assert.Equal((1, 1), (parts[3].Acted, parts[3].Ended));
        Assert.Equal((1, 1), (parts[4].Lapsed, parts[4].Ended));
    }

    [Fact]
    public async Task Timeline_Appeal_IsNoHold()
    {
        await bed.AddAsync(At(5) with { Kind = HoldKind.Appeal, Appeal = new Appeal(null) });

        var review = await ReadAsync();

        Assert.Equal((0, 0, 1), (review.Timeline.Parts.Sum(part => part.Held), review.Report.Total.Held, review.Report.Appeals.Held));
    }

    [Theory]
    [InlineData(3, 10, 18)]
    [InlineData(10, 10, 60)]
    [InlineData(24, 30, 48)]
    [InlineData(24 * 7, 180, 56)]
    [InlineData(24 * 30, 720, 60)]
    public async Task Timeline_AnyLength_HasPartsThatCanBeSeen(int hours, int minutes, int parts)
    {
        var timeline = (await ReadAsync(TimeSpan.FromHours(hours))).Timeline;

        Assert.Equal((TimeSpan.FromMinutes(minutes), parts), (timeline.Length, timeline.Parts.Count));
    }

    [Fact]
    public async Task Messages_OfTheStream_AreCountedAndPlaced()
    {
        await CountAsync(("at:17:50:00", 9), ("at:18:00:00", 7), ("at:18:10:00", 5), ("at:21:00:00", 9), ("messages", 30));

        var review = await ReadAsync();

        Assert.Equal((12, 7, 5), (review.Messages, review.Timeline.Parts[0].Messages, review.Timeline.Parts[1].Messages));
    }

    [Fact]
    public async Task Reversals_UndoneAndOverturned_TellWhoDecidedAndWhoTookItBack()
    {
        var undone = await bed.AddAsync(At(1));
        await bed.ResolveAsync(DeskBed.Moderator, undone, Ruling.Deny);
        await bed.Desk.UndoAsync(DeskBed.Other, Some.Broadcaster, undone.Id, default);
        var enforced = Some.Hold() with { State = HoldState.Denied, Decision = Some.Decision(Verdict.Timeout), Resolution = new Resolution(Actor.ModBot, Some.Instant, Ruling.Deny, HoldKind.Deleted) };
        enforced = (await bed.Store.AddAsync(enforced, new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Enforced), [], default)).Hold;
        var overturned = HoldLifecycle.Overturn(enforced, ShortCode.Create("xyz"), Some.OtherModerator, Some.Instant.AddMinutes(9));
        await bed.Store.ChangeAsync(overturned.Hold, overturned.Entry, [], default);
        var kept = await bed.AddAsync(At(2));
        await bed.ResolveAsync(DeskBed.Moderator, kept, Ruling.Approve);

        var reversals = (await ReadAsync()).Reversals.ToArray();

        Assert.Equal(
            [(enforced.Id, HistoryAction.Enforced, "ModBot", HistoryAction.Overturned, "slowcomet"), (undone.Id, HistoryAction.Denied, "quietlantern", HistoryAction.Undone, "slowcomet")],
            reversals.Select(reversal => (reversal.Hold.Id, reversal.Decision.Action, reversal.Decision.By.Login, reversal.Entry.Action, reversal.Entry.By.Login)));
    }

    [Fact]
    public async Task Disagreements_TwoWhoJudgedDifferently_AreNamed()
    {
        var disputed = await bed.AddAsync(At(1));
        await bed.ResolveAsync(DeskBed.Trial, disputed, Ruling.Deny);
        await bed.ResolveAsync(DeskBed.Moderator, disputed, Ruling.Approve);
        var agreed = await bed.AddAsync(At(2));
        await bed.ResolveAsync(DeskBed.Trial, agreed, Ruling.Deny);
        await bed.ResolveAsync(DeskBed.Moderator, agreed, Ruling.Deny);

        var one = Assert.Single((await ReadAsync()).Disagreements);

        Assert.Equal(disputed.Id, one.Hold.Id);
        Assert.Equal([("newhand", true), ("quietlantern", false)], one.Judgements.Select(judgement => (judgement.By.Login, judgement.Denies)));
    }

    [Fact]
    public async Task Lapses_ClaimedAndUnseen_AreToldApart()
    {
        var claimed = await bed.AddAsync(At(0));
        await bed.AddAsync(At(0));
        var proposed = await bed.AddAsync(At(0));
        await bed.Desk.ClaimAsync(DeskBed.Moderator, Some.Broadcaster, claimed.Id, default);
        await bed.ResolveAsync(DeskBed.Trial, proposed, Ruling.Deny);
        bed.Time.Advance(TimeSpan.FromMinutes(31));
        await bed.Desk.ExpireDueAsync(Some.Broadcaster, default);

        var total = (await ReadAsync()).Lapses.Total;

        Assert.Equal((3, 1, 1, 1), (total.Lapsed, total.Claimed, total.Proposed, total.Unseen));
    }

    [Fact]
    public async Task Report_OfTheStream_HasPrecisionTimeAndExposure()
    {
        var denied = await bed.AddAsync(At(0) with { Decision = Some.Decision(category: Category.Aggression), Exposure = TimeSpan.FromSeconds(1) });
        bed.Time.Advance(TimeSpan.FromSeconds(40));
        await bed.ResolveAsync(DeskBed.Moderator, denied, Ruling.Deny);

        var report = (await ReadAsync()).Report;

        Assert.Equal((1.0, TimeSpan.FromSeconds(40)), (report.BySource["aggression"].Precision!.Value.Value, report.Total.MedianDecisionTime));
        Assert.Equal(1.0, report.Exposure!.Value.Hidden);
    }

    private static Hold At(int minutes) => Some.Hold() with { CreatedAt = Some.Instant.AddMinutes(minutes), ExpiresAt = Some.Instant.AddMinutes(minutes + 30) };

    private Task CountAsync(params (string Name, long Count)[] counted) =>
        counts.AddAsync(Some.Broadcaster, DateOnly.FromDateTime(Some.Instant.UtcDateTime), counted.ToDictionary(count => count.Name, count => count.Count), default);

    private async Task<StreamReview> ReadAsync(TimeSpan? length = null)
    {
        var to = Some.Instant + (length ?? TimeSpan.FromHours(3));
        return await StreamReview.ReadAsync(bed.Store, Some.Broadcaster, Some.Instant, to, await ChatClock.ReadAsync(counts, Some.Broadcaster, Some.Instant, to, default), default);
    }
}
