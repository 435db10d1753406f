using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Review;

/// <summary>A moderator's account in the wrong hands must not clear a channel's queue.</summary>
public sealed class ActLimitsTests : IDisposable
{
    private static readonly Chatter Moderator = Some.Chatter("quietlantern", Badges.Moderator, "810000003");
    private static readonly Chatter Other = Some.Chatter("slowcomet", Badges.Moderator, "810000005");

    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly InMemoryHoldStore store = new();
    private readonly TestMeters meters = new();
    private readonly ReviewDesk desk;

    public ActLimitsTests()
    {
        var config = new ModerationConfig { Roles = new Dictionary<string, RoleConfig> { ["moderator"] = new() { ActsPerMinute = 3 } } };
        desk = new ReviewDesk(store, SomePolicy.Book(config), new OutboxSignal(), new HoldMetrics(meters), time);
    }

    public void Dispose() => meters.Dispose();

    [Fact]
    public async Task ResolveAsync_BeyondTheLimit_WaitsUntilTheFirstIsAMinuteOld()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.IsType<ReviewResult.Done>(await DenyAsync(Moderator, await AddAsync()));
            time.Advance(TimeSpan.FromSeconds(10));
        }
        var fourth = await AddAsync();

        var refused = Assert.IsType<ReviewResult.LimitReached>(await DenyAsync(Moderator, fourth));

        Assert.Equal((3, TimeSpan.FromSeconds(30)), (refused.PerMinute, refused.RetryAfter));
        Assert.True((await store.FindAsync(fourth.Broadcaster, fourth.Id, default))!.IsOpen);
        time.Advance(refused.RetryAfter);
        Assert.IsType<ReviewResult.Done>(await DenyAsync(Moderator, fourth));
    }

    [Fact]
    public async Task ResolveAsync_OneModeratorAtTheLimit_LeavesOthersFree()
    {
        for (var i = 0; i < 3; i++) await DenyAsync(Moderator, await AddAsync());

        Assert.IsType<ReviewResult.Done>(await DenyAsync(Other, await AddAsync()));
    }

    [Fact]
    public async Task UndoAsync_CountsAsADecisionToo()
    {
        var hold = await AddAsync();
        await DenyAsync(Moderator, hold);
        await desk.UndoAsync(Moderator, hold.Broadcaster, hold.Id, default);
        await DenyAsync(Moderator, hold);

        Assert.IsType<ReviewResult.LimitReached>(await desk.UndoAsync(Moderator, hold.Broadcaster, hold.Id, default));
    }

    [Fact]
    public async Task ResolveAsync_LostRaces_CostNothing()
    {
        var hold = await AddAsync();
        await DenyAsync(Other, hold);
        for (var i = 0; i < 5; i++) Assert.IsType<ReviewResult.AlreadyResolved>(await DenyAsync(Moderator, hold));

        Assert.IsType<ReviewResult.Done>(await DenyAsync(Moderator, await AddAsync()));
    }

    [Fact]
    public async Task ResolveAsync_ManyAtOnce_NeverPassTheLimit()
    {
        var holds = new List<Hold>();
        for (var i = 0; i < 20; i++) holds.Add(await AddAsync());

        var results = await Task.WhenAll(holds.Select(hold => Task.Run(() => DenyAsync(Moderator, hold))));

        Assert.Equal(3, results.OfType<ReviewResult.Done>().Count());
    }

    private Task<ReviewResult> DenyAsync(Chatter who, Hold hold) => desk.ResolveAsync(who, hold.Broadcaster, hold.Id, Ruling.Deny, expectedVersion: null, default);

    private async Task<Hold> AddAsync()
    {
        var hold = Some.Hold();
        return (await store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
    }
}
