using ModBot.Holds;
using Xunit;

namespace ModBot.Testing;

/// <summary>What every store owes its lists: open, due, since, and what a purge leaves.</summary>
public abstract class HoldListContract : StoreTest
{
    [Fact]
    public async Task ListOpen_SeveralHolds_TheOldestFirstUpToTheLimit()
    {
        var second = await HoldAsync(Created(10));
        var third = await HoldAsync(Created(10));
        var first = await HoldAsync(Created(5));
        await ChangeAsync(Denied(await HoldAsync(Created(1))), HistoryAction.Denied);

        Assert.Equal([first.Id, second.Id, third.Id], Ids(await Store.ListOpenAsync(first.Broadcaster, 10, None)));
        Assert.Equal([first.Id, second.Id], Ids(await Store.ListOpenAsync(first.Broadcaster, 2, None)));
        Assert.Empty(await Store.ListOpenAsync(first.Broadcaster, 0, None));
        Assert.Equal(3, await Store.CountOpenAsync(first.Broadcaster, None));
    }

    [Fact]
    public async Task ListOpen_MoreThanOnePage_ListsAll()
    {
        for (var i = 0; i < 300; i++) await HoldAsync(Created(i));

        var all = await Store.ListOpenAsync(Some.Broadcaster, int.MaxValue, None);

        Assert.Equal(300, all.Count);
        Assert.Equal(all.OrderBy(hold => hold.CreatedAt).Select(hold => hold.Id), Ids(all));
        Assert.Equal(Ids(all), Ids(await ListAsync(Store.ReadSinceAsync(Some.Broadcaster, Some.Instant, None))));
    }

    [Fact]
    public async Task ListOpen_HoldUndone_IsListedAgain()
    {
        var denied = await ChangeAsync(Denied(await HoldAsync()), HistoryAction.Denied);

        await ChangeAsync(denied with { Version = 3, State = HoldState.Open, Resolution = null }, HistoryAction.Undone);

        Assert.Equal([denied.Id], Ids(await Store.ListOpenAsync(denied.Broadcaster, 10, None)));
        Assert.Equal([denied.Id], Ids(await Store.ListDueAsync(denied.Broadcaster, denied.ExpiresAt, 10, None)));
        Assert.Equal(0, await Store.PurgeAsync(denied.Broadcaster, DateTimeOffset.MaxValue, None));
    }

    [Fact]
    public async Task ListDue_HoldsOfSeveralAges_TheEarliestFirstUpToTheLimit()
    {
        var late = await HoldAsync(Some.Hold(expiresAfter: TimeSpan.FromMinutes(3)));
        var early = await HoldAsync(Some.Hold(expiresAfter: TimeSpan.FromMinutes(1)));
        var middle = await HoldAsync(Some.Hold(expiresAfter: TimeSpan.FromMinutes(2)));
        await ChangeAsync(Denied(await HoldAsync(Some.Hold(expiresAfter: TimeSpan.Zero))), HistoryAction.Denied);

        Assert.Empty(await Store.ListDueAsync(late.Broadcaster, early.ExpiresAt.AddTicks(-1), 10, None));
        Assert.Equal([early.Id, middle.Id], Ids(await Store.ListDueAsync(late.Broadcaster, middle.ExpiresAt, 10, None)));
        Assert.Equal([early.Id], Ids(await Store.ListDueAsync(late.Broadcaster, late.ExpiresAt, 1, None)));
    }

    [Fact]
    public async Task ListDue_ExpiryMoved_FollowsTheHold()
    {
        var hold = await HoldAsync();

        await ChangeAsync(hold with { Version = 2, ExpiresAt = hold.ExpiresAt.AddHours(1) }, HistoryAction.Claimed);

        Assert.Empty(await Store.ListDueAsync(hold.Broadcaster, hold.ExpiresAt, 10, None));
        Assert.Single(await Store.ListDueAsync(hold.Broadcaster, hold.ExpiresAt.AddHours(1), 10, None));
    }

    [Fact]
    public async Task ReadSince_OpenAndEnded_TheNewestLast()
    {
        await HoldAsync(Created(1));
        var newest = await HoldAsync(Created(30));
        var edge = await ChangeAsync(Denied(await HoldAsync(Created(10))), HistoryAction.Denied);

        Assert.Equal([edge.Id, newest.Id], Ids(await ListAsync(Store.ReadSinceAsync(edge.Broadcaster, edge.CreatedAt, None))));
        Assert.Equal([newest.Id], Ids(await ListAsync(Store.ReadSinceAsync(edge.Broadcaster, edge.CreatedAt.AddTicks(1), None))));
        Assert.Empty(await ListAsync(Store.ReadSinceAsync(Other, Some.Instant, None)));
    }

    [Fact]
    public async Task Purge_EndedAndOpenHolds_RemovesTheEndedOnesWhole()
    {
        var open = await HoldAsync();
        var old = await ChangeAsync(Denied(await HoldAsync(), At(1)), HistoryAction.Denied);
        var recent = await ChangeAsync(Denied(await HoldAsync(), At(2)), HistoryAction.Denied);

        Assert.Equal(1, await Store.PurgeAsync(open.Broadcaster, At(2), None));

        Assert.Null(await Store.FindAsync(old.Broadcaster, old.Id, None));
        Assert.Null(await Store.FindAsync(old.Broadcaster, old.Code, None));
        Assert.Empty(await Store.ReadHistoryAsync(old.Broadcaster, old.Id, None));
        Assert.Equal([open.Id, recent.Id], Ids(await ListAsync(Store.ReadSinceAsync(open.Broadcaster, Some.Instant, None))));
        Assert.Equal(2, (await Store.ReadHistoryAsync(recent.Broadcaster, recent.Id, None)).Count);
        Same(recent, await Store.FindAsync(recent.Broadcaster, recent.Code, None));
        Assert.Equal(0, await Store.PurgeAsync(open.Broadcaster, At(2), None));
    }

    [Fact]
    public async Task Purge_ManyEndedHolds_RemovesAllAndGivesNoCodeTwice()
    {
        var codes = new HashSet<ShortCode>();
        for (var i = 0; i < 250; i++) codes.Add((await ChangeAsync(Denied(await HoldAsync(), At(i)), HistoryAction.Denied)).Code);

        Assert.Equal(250, await Store.PurgeAsync(Some.Broadcaster, At(1000), None));

        Assert.Empty(await ListAsync(Store.ReadSinceAsync(Some.Broadcaster, Some.Instant, None)));
        Assert.DoesNotContain((await HoldAsync()).Code, codes);
        Assert.Equal([Some.Broadcaster], await Store.ListBroadcastersAsync(None));
    }

    [Fact]
    public async Task Purge_OtherChannel_IsUntouched()
    {
        var theirs = await ChangeAsync(Denied(await HoldAsync(Some.Hold(Some.Message(broadcaster: Other)))), HistoryAction.Denied);

        Assert.Equal(0, await Store.PurgeAsync(Some.Broadcaster, At(1000), None));

        Same(theirs, await Store.FindAsync(Other, theirs.Id, None));
    }

    private static DateTimeOffset At(int seconds) => Some.Instant.AddSeconds(seconds);

    private static Hold Created(int seconds) => Some.Hold() with { CreatedAt = At(seconds) };

    private static IEnumerable<HoldId> Ids(IEnumerable<Hold> holds) => holds.Select(hold => hold.Id);
}
