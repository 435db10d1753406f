using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using Xunit;

namespace ModBot.Testing;

/// <summary>What every store owes somebody who asks for one chatter's holds.</summary>
public abstract class HoldChatterContract : StoreTest
{
    private static readonly Chatter Goblin = Some.Chatter();
    private static readonly Chatter Comet = Some.Chatter("latecomet", id: "810000009");

    /// <summary>An id that the other's id starts with.</summary>
    private static readonly Chatter Prefix = Some.Chatter("shortid", id: "81000000");

    [Fact]
    public async Task ReadOf_SeveralChatters_TheirOwnTheOldestFirst()
    {
        var late = await HoldAsync(By(Goblin, minute: 2));
        await HoldAsync(By(Comet, minute: 3));
        await HoldAsync(By(Prefix, minute: 3));
        var early = await HoldAsync(By(Goblin, minute: 1));
        await HoldAsync(Some.Hold(Some.Message(from: Goblin, broadcaster: Other)));

        Assert.Equal([early.Id, late.Id], await ReadAsync(Goblin));
        Assert.Empty(await ReadAsync(Some.Chatter(id: "810000011")));
        Same(late, (await Store.ReadOfAsync(Some.Broadcaster, Goblin.Id, Some.Instant, None))[1]);
    }

    [Fact]
    public async Task ReadOf_Since_LeavesOutWhatIsOlder()
    {
        await HoldAsync(By(Goblin, minute: 1));
        var edge = await HoldAsync(By(Goblin, minute: 2));

        Assert.Equal([edge.Id], Ids(await Store.ReadOfAsync(Some.Broadcaster, Goblin.Id, edge.CreatedAt, None)));
        Assert.Empty(await Store.ReadOfAsync(Some.Broadcaster, Goblin.Id, edge.CreatedAt.AddTicks(1), None));
    }

    [Fact]
    public async Task ReadOf_LinesOfAnotherHold_AreTheirsToo()
    {
        var split = await HoldAsync(WithLines(By(Goblin), Comet, Goblin));

        Assert.Equal([split.Id], await ReadAsync(Goblin));
        Assert.Equal([split.Id], await ReadAsync(Comet));
    }

    [Fact]
    public async Task ReadOf_HoldChanged_GivesItAsItIsNow()
    {
        var hold = await HoldAsync(By(Goblin));
        var grown = WithLines(hold, Comet) with { Version = 2 };
        await ChangeAsync(grown, HistoryAction.Joined);
        var denied = await ChangeAsync(Denied(grown), HistoryAction.Denied);

        Same(denied, Assert.Single(await Store.ReadOfAsync(Some.Broadcaster, Goblin.Id, Some.Instant, None)));
        Same(denied, Assert.Single(await Store.ReadOfAsync(Some.Broadcaster, Comet.Id, Some.Instant, None)));
    }

    [Fact]
    public async Task ReadOf_AddedTwice_IsThereOnce()
    {
        var hold = await HoldAsync(By(Goblin));
        await HoldAsync(hold);

        Assert.Equal([hold.Id], await ReadAsync(Goblin));
    }

    [Fact]
    public async Task ReadOf_AfterRestart_IsTheSame()
    {
        var hold = await HoldAsync(By(Goblin));

        var reopened = await ReopenAsync();

        Assert.Equal([hold.Id], Ids(await reopened.ReadOfAsync(Some.Broadcaster, Goblin.Id, Some.Instant, None)));
    }

    [Fact]
    public async Task ReadOf_Erased_LeavesTheIndexAndTheOthersStay()
    {
        var hold = await HoldAsync(WithLines(By(Goblin), Comet));
        var (next, kept) = Erasure.Apply(hold, [], Comet.Id, Some.Instant);
        await Store.ReplaceAsync(next, kept, None);

        Assert.Empty(await ReadAsync(Comet));
        Assert.Equal([hold.Id], await ReadAsync(Goblin));

        (next, kept) = Erasure.Apply(next, kept, Goblin.Id, Some.Instant);
        await Store.ReplaceAsync(next, kept, None);

        Assert.Empty(await ReadAsync(Goblin));
        Assert.Empty(await Store.ReadOfAsync(Some.Broadcaster, Actor.Erased.Id, Some.Instant, None));
    }

    [Fact]
    public async Task ReadOf_Purged_LeavesTheOthers()
    {
        var gone = await HoldAsync(WithLines(By(Goblin), Comet));
        var open = await HoldAsync(By(Goblin));
        await ChangeAsync(Denied(gone), HistoryAction.Denied);

        Assert.Equal(1, await Store.PurgeAsync(Some.Broadcaster, Some.Instant.AddDays(1), None));

        Assert.Equal([open.Id], await ReadAsync(Goblin));
        Assert.Empty(await ReadAsync(Comet));
    }

    [Fact]
    public async Task ReadOf_MoreThanTheMost_GivesTheNewest()
    {
        var ids = new List<HoldId>();
        for (var i = 0; i <= IHoldStore.MaxOfChatter; i++) ids.Add((await HoldAsync(By(Goblin, minute: i))).Id);

        Assert.Equal(ids.Skip(1), await ReadAsync(Goblin));
    }

    protected static Hold By(Chatter chatter, int minute = 0) => Some.Hold(Some.Message(from: chatter)) with { CreatedAt = Some.Instant.AddMinutes(minute) };

    protected static Hold WithLines(Hold hold, params Chatter[] senders) => hold with
    {
        Decision = hold.Decision with { Lines = [.. senders.Select(sender => HeldLine.Of(Some.Message(from: sender)))] },
    };

    private async Task<IEnumerable<HoldId>> ReadAsync(Chatter chatter) => Ids(await Store.ReadOfAsync(Some.Broadcaster, chatter.Id, Some.Instant, None));

    private static IEnumerable<HoldId> Ids(IEnumerable<Hold> holds) => holds.Select(hold => hold.Id);
}
