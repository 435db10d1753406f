using ModBot.Holds;
using ModBot.Messages;
using Xunit;

namespace ModBot.Testing;

/// <summary>What every store owes somebody who is forgotten: nothing of the old hold and its history is left, and everything else goes on.</summary>
public abstract class HoldReplaceContract : StoreTest
{
    [Fact]
    public async Task Replace_NextVersion_LeavesNothingOfTheOldHistory()
    {
        var hold = await ChangeAsync(Denied(await HoldAsync(Some.Hold(Some.Message("very rude words")))), HistoryAction.Denied);
        var history = await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None);
        var (next, kept) = Erasure.Apply(hold, history, hold.Message.Chatter.Id, Some.Instant);

        Assert.IsType<ChangeResult.Changed>(await Store.ReplaceAsync(next, kept, None));

        Same(next, await OpenAnother().FindAsync(hold.Broadcaster, hold.Code, None));
        Assert.Equal(kept, await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None));
        Assert.Equal([HistoryAction.Held, HistoryAction.Denied, HistoryAction.Erased], kept.Select(entry => entry.Action));
        Assert.Equal([hold.Id], (await ListAsync(Store.ReadSinceAsync(hold.Broadcaster, Some.Instant, None))).Select(read => read.Id));
    }

    [Fact]
    public async Task Replace_ChangedMeanwhile_IsStaleAndChangesNothing()
    {
        var hold = await HoldAsync();
        var denied = await ChangeAsync(Denied(hold), HistoryAction.Denied);

        var stale = Assert.IsType<ChangeResult.Stale>(await Store.ReplaceAsync(hold with { Version = 2 }, [], None));

        Same(denied, stale.Current);
        Assert.Equal(2, (await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None)).Count);
        Assert.IsType<ChangeResult.NotFound>(await Store.ReplaceAsync(Some.Hold() with { Version = 2 }, [], None));
    }

    [Fact]
    public async Task Replace_OpenHold_EndsItForTheQueueAndForPurges()
    {
        var hold = await HoldAsync();
        var (next, kept) = Erasure.Apply(hold, [], hold.Message.Chatter.Id, Some.Instant);

        await Store.ReplaceAsync(next, kept, None);

        Assert.Equal(0, await Store.CountOpenAsync(hold.Broadcaster, None));
        Assert.Empty(await Store.ListDueAsync(hold.Broadcaster, DateTimeOffset.MaxValue, 10, None));
        Assert.Equal(1, await Store.PurgeAsync(hold.Broadcaster, Some.Instant.AddSeconds(1), None));
    }

    [Fact]
    public async Task Replace_OpenHoldOfSomebodyElse_StaysOpen()
    {
        var hold = await HoldAsync();
        var history = await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None);
        var (next, kept) = Erasure.Apply(hold, history, Some.Moderator.Id, Some.Instant);

        await Store.ReplaceAsync(next, kept, None);

        Assert.Equal([hold.Id], (await Store.ListOpenAsync(hold.Broadcaster, 10, None)).Select(open => open.Id));
        Assert.Equal(Actor.Erased, (await Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, None))[0].By);
    }
}
