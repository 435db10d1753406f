using ModBot.Holds;
using Xunit;

namespace ModBot.Testing;

/// <summary>What every store owes the effects: written with the change, handed out in order, one lease at a time, until they are completed.</summary>
public abstract class EffectOutboxContract : StoreTest
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Lease_EffectsOfSeveralChanges_ComeInTheOrderWritten()
    {
        var hold = await HoldAsync(null, EffectKind.DeleteMessage);
        await HoldAsync(null, EffectKind.AllowOnTwitch);
        await ChangeAsync(Denied(hold), HistoryAction.Denied, EffectKind.Warn, EffectKind.Ban);

        Assert.Equal([EffectKind.DeleteMessage, EffectKind.AllowOnTwitch], Kinds(await LeaseAsync(Store, max: 2)));
        Assert.Equal([EffectKind.Warn, EffectKind.Ban], Kinds(await LeaseAsync(Store)));
        Assert.Empty(await LeaseAsync(Store));
    }

    [Fact]
    public async Task Lease_EveryField_ComesBack()
    {
        var hold = Some.Hold();
        var effect = Effect.For(hold, EffectKind.Timeout, TimeSpan.FromSeconds(600), "spam: \"x\" 🙂");

        await Store.AddAsync(hold, Entry(hold, HistoryAction.Held), [effect], None);

        var leased = Assert.Single(await LeaseAsync(Store));
        Assert.Equal(effect, leased.Effect);
        Assert.Equal(1, leased.Attempt);
    }

    [Fact]
    public async Task Lease_MaxOfZeroOrUnknownChannel_IsEmpty()
    {
        await HoldAsync(null, EffectKind.DeleteMessage);

        Assert.Empty(await LeaseAsync(Store, max: 0));
        Assert.Empty(await Store.LeaseEffectsAsync(Other, 10, Some.Instant, Lease, None));
    }

    [Fact]
    public async Task Lease_StillLive_IsNotHandedOutToAnotherInstance()
    {
        await HoldAsync(null, EffectKind.DeleteMessage);
        var other = OpenAnother();

        Assert.Single(await LeaseAsync(Store));
        Assert.Empty(await LeaseAsync(other, after: Lease - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Lease_ManyWorkersAtOnce_GivesEachEffectToOne()
    {
        for (var i = 0; i < 40; i++) await HoldAsync(null, EffectKind.DeleteMessage);
        IHoldStore[] stores = [Store, OpenAnother()];

        var leased = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => LeaseAsync(stores[i % 2], max: 3))));

        Assert.Equal(40, leased.Sum(taken => taken.Count));
        Assert.Equal(40, leased.SelectMany(taken => taken).Select(effect => effect.Effect.Id).Distinct().Count());
    }

    [Fact]
    public async Task Lease_Lapsed_IsHandedOutAgainFirstAndCounted()
    {
        await HoldAsync(null, EffectKind.DeleteMessage, EffectKind.Warn);
        Assert.Equal([EffectKind.DeleteMessage, EffectKind.Warn], Kinds(await LeaseAsync(Store, max: 2)));
        await HoldAsync(null, EffectKind.Ban);

        var again = await LeaseAsync(OpenAnother(), after: Lease);

        Assert.Equal([EffectKind.DeleteMessage, EffectKind.Warn, EffectKind.Ban], Kinds(again));
        Assert.Equal([2, 2, 1], again.Select(effect => effect.Attempt));
        Assert.Equal([3, 3], (await LeaseAsync(Store, max: 2, after: Lease * 2)).Select(effect => effect.Attempt));
    }

    [Fact]
    public async Task Lease_OldestLapsedBehindALiveOne_IsFound()
    {
        await HoldAsync(null, EffectKind.DeleteMessage, EffectKind.Warn);
        await LeaseAsync(Store, max: 1);
        await LeaseAsync(Store, max: 1, after: TimeSpan.FromSeconds(-20));

        Assert.Equal([EffectKind.Warn], Kinds(await LeaseAsync(Store, after: TimeSpan.FromSeconds(10))));
    }

    [Fact]
    public async Task Lease_WhileAnEarlierOneOfItsLaneIsLeased_Waits()
    {
        var hold = await HoldAsync(null, EffectKind.AllowOnTwitch);
        var earlier = Assert.Single(await LeaseAsync(Store));
        await ChangeAsync(Denied(hold), HistoryAction.Denied, EffectKind.DeleteMessage, EffectKind.Ban);
        await HoldAsync(null, EffectKind.DenyOnTwitch);

        // What concerns the chatter, and other holds, need not wait for what concerns the message.
        Assert.Equal([EffectKind.Ban, EffectKind.DenyOnTwitch], Kinds(await LeaseAsync(OpenAnother())));
        Assert.Empty(await LeaseAsync(Store, after: Lease / 2));
        var again = await LeaseAsync(await ReopenAsync(), after: Lease);
        Assert.Equal([EffectKind.AllowOnTwitch, EffectKind.DeleteMessage], Kinds(again).Take(2));
        Assert.Equal([2, 1], again.Take(2).Select(effect => effect.Attempt));

        await Store.CompleteEffectAsync(earlier, None);
        await ChangeAsync(Denied(hold) with { Version = 3 }, HistoryAction.Denied, EffectKind.DeleteQuote);
        Assert.Empty(await LeaseAsync(Store, after: Lease + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Lease_AfterReopening_WaitsForTheOldLease()
    {
        await HoldAsync(null, EffectKind.DeleteMessage);
        await LeaseAsync(Store);

        var reopened = await ReopenAsync();

        Assert.Empty(await LeaseAsync(reopened));
        Assert.Equal(2, Assert.Single(await LeaseAsync(reopened, after: Lease)).Attempt);
    }

    [Fact]
    public async Task Complete_LeasedEffect_NeverComesBack()
    {
        await HoldAsync(null, EffectKind.DeleteMessage, EffectKind.Warn);
        var leased = await LeaseAsync(Store);

        await Store.CompleteEffectAsync(leased[0], None);
        await Store.CompleteEffectAsync(leased[0], None);

        Assert.Equal([EffectKind.Warn], Kinds(await LeaseAsync(Store, after: Lease)));
        Assert.Equal([EffectKind.Warn], Kinds(await LeaseAsync(await ReopenAsync(), after: Lease * 3)));
    }

    [Fact]
    public async Task Complete_AfterTheLeaseLapsed_StillCompletes()
    {
        await HoldAsync(null, EffectKind.DeleteMessage);
        var slow = Assert.Single(await LeaseAsync(Store));
        await LeaseAsync(Store, after: Lease);

        await Store.CompleteEffectAsync(slow, None);

        Assert.Empty(await LeaseAsync(Store, after: Lease * 3));
    }

    [Fact]
    public async Task Effects_AfterAllWereCompleted_NewOnesCome()
    {
        var hold = await HoldAsync(null, EffectKind.DeleteMessage);
        await Store.CompleteEffectAsync(Assert.Single(await LeaseAsync(Store)), None);

        await ChangeAsync(Denied(hold), HistoryAction.Denied, EffectKind.Ban);

        Assert.Equal([EffectKind.Ban], Kinds(await LeaseAsync(Store)));
    }

    private static Task<IReadOnlyList<LeasedEffect>> LeaseAsync(IHoldStore store, int max = 10, TimeSpan after = default) =>
        store.LeaseEffectsAsync(Some.Broadcaster, max, Some.Instant + after, Lease, None);

    private static IEnumerable<EffectKind> Kinds(IEnumerable<LeasedEffect> effects) => effects.Select(effect => effect.Effect.Kind);
}
