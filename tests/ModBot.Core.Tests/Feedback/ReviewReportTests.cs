using ModBot.Classification;
using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;
using ModBot.Tuning;

namespace ModBot.Core.Tests.Feedback;

public sealed class ReviewReportTests
{
    [Fact]
    public async Task ReadAsync_MixedHolds_CountsEachOnce()
    {
        var report = await ReportAsync([Open(), Decided(RulingVerb.Approve), Decided(RulingVerb.Deny), Decided(RulingVerb.Deny), Decided(RulingVerb.Expire), Decided(RulingVerb.Deny, Actor.ModBot)]);

        var total = report.Total;
        Assert.Equal((6, 1, 1, 2, 1, 1), (total.Held, total.Open, total.Approved, total.Denied, total.Expired, total.Acted));
        Assert.Equal(2.0 / 3, total.Precision!.Value.Value, 6);
        Assert.Equal(TimeSpan.FromSeconds(30), total.MedianDecisionTime);
    }

    [Fact]
    public async Task ReadAsync_DecidedOnTwitch_CountsLikeEveryDecisionAndBesides()
    {
        var report = await ReportAsync([OnTwitch(RulingVerb.Deny, Some.Moderator), OnTwitch(RulingVerb.Deny, Actor.Twitch), OnTwitch(RulingVerb.Expire, Actor.Twitch), Decided(RulingVerb.Deny)]);

        Assert.Equal((3, 1, 0, 2), (report.Total.Denied, report.Total.Expired, report.Total.Acted, report.Total.OnTwitch));
    }

    [Fact]
    public async Task ReadAsync_Deleted_GivesTheExposure()
    {
        Assert.Null((await ReportAsync([Open()])).Exposure);

        var report = await ReportAsync([.. Enumerable.Range(1, 100).Select(i => Open() with { Exposure = TimeSpan.FromMilliseconds(i * 25) })]);

        Assert.Equal((1250, 2475, 0.8), (report.Exposure!.Value.P50.TotalMilliseconds, report.Exposure.Value.P99.TotalMilliseconds, report.Exposure.Value.Hidden));
    }

    [Fact]
    public async Task Propose_MostlyApproved_SuggestsOneLevelLess()
    {
        var report = await ReportAsync([.. Enumerable.Repeat(Decided(RulingVerb.Approve), 20)]);

        var proposal = Assert.Single(LevelProposal.Propose(report, SomePolicy.Of(new ModerationConfig { Level = 3 })));

        Assert.Equal((Category.Bullying, 3, 2), (proposal.Category, proposal.From, proposal.To));
    }

    [Theory]
    [InlineData(19, 0)] // too few to tell
    [InlineData(15, 10)] // right often enough
    public async Task Propose_WithoutEvidence_SuggestsNothing(int approved, int denied)
    {
        var report = await ReportAsync([.. Enumerable.Repeat(Decided(RulingVerb.Approve), approved), .. Enumerable.Repeat(Decided(RulingVerb.Deny), denied)]);

        Assert.Empty(LevelProposal.Propose(report, SomePolicy.Of(new ModerationConfig())));
    }

    // Reference values of the Wilson score interval: 8 of 10, and the edges.
    [Theory]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(0, 20, 0.0, 0.1611)]
    [InlineData(20, 20, 0.8389, 1.0)]
    public void Of_HitsOfTotal_GivesWilsonsInterval(int hits, int total, double low, double high)
    {
        var proportion = Proportion.Of(hits, total);

        Assert.Equal(low, proportion.Low, 3);
        Assert.Equal(high, proportion.High, 3);
    }

    private static Hold OnTwitch(RulingVerb verb, Actor by)
    {
        var hold = Some.Hold();
        return HoldLifecycle.CloseOnTwitch(hold, new Ruling(verb), by, hold.CreatedAt.AddSeconds(30)).Hold;
    }

    private static Hold Open() => Some.Hold();

    private static Hold Decided(RulingVerb verb, Actor? by = null)
    {
        var hold = Some.Hold();
        return HoldLifecycle.Resolve(hold, by ?? (verb == RulingVerb.Expire ? Actor.ModBot : Some.Moderator), new Ruling(verb), hold.CreatedAt.AddSeconds(30)).Hold;
    }

    private static async Task<ReviewReport> ReportAsync(Hold[] holds)
    {
        var store = new InMemoryHoldStore();
        var number = 0;
        foreach (var hold in holds) await store.AddAsync(hold with { Id = new HoldId($"hold-{++number}") }, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default);
        return await ReviewReport.ReadAsync(store, Some.Broadcaster, Some.Instant, default);
    }
}
