using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Review;

public sealed class ReviewDeskTests : IDisposable
{
    private static readonly Chatter Moderator = Some.Chatter("quietlantern", Badges.Moderator, "810000003");
    private static readonly Chatter Other = Some.Chatter("slowcomet", Badges.Moderator, "810000005");
    private static readonly Chatter Trial = Some.Chatter("newhand", Badges.Moderator, "810000009");

    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly InMemoryHoldStore store = new();
    private readonly TestMeters meters = new();

    public void Dispose() => meters.Dispose();

    [Theory]
    [InlineData(HoldKind.Twitch, RulingVerb.Approve, EffectKind.AllowOnTwitch)]
    [InlineData(HoldKind.Twitch, RulingVerb.Deny, EffectKind.DenyOnTwitch)]
    [InlineData(HoldKind.Deleted, RulingVerb.Approve, EffectKind.PostQuote)]
    [InlineData(HoldKind.Deleted, RulingVerb.Deny, null)]
    [InlineData(HoldKind.Flagged, RulingVerb.Approve, null)]
    [InlineData(HoldKind.Flagged, RulingVerb.Deny, EffectKind.DeleteMessage)]
    public async Task ResolveAsync_OpenHold_HasTheEffectOfItsKind(HoldKind kind, RulingVerb verb, EffectKind? expected)
    {
        var hold = await AddAsync(kind);

        var result = await ResolveAsync(Moderator, hold, new Ruling(verb));

        Assert.False(Assert.IsType<ReviewResult.Done>(result).Hold.IsOpen);
        Assert.Equal(expected, (await EffectsAsync()).SingleOrDefault()?.Kind);
    }

    [Fact]
    public async Task ResolveAsync_TwoModeratorsAtOnce_OneWinsAndTheOtherSeesWho()
    {
        var hold = await AddAsync(HoldKind.Twitch);

        var results = await Task.WhenAll(
            Task.Run(() => ResolveAsync(Moderator, hold, Ruling.Approve)),
            Task.Run(() => ResolveAsync(Other, hold, Ruling.Deny)));

        var done = Assert.Single(results.OfType<ReviewResult.Done>());
        var already = Assert.Single(results.OfType<ReviewResult.AlreadyResolved>());
        Assert.Equal(done.Hold.Resolution!.By, already.Hold.Resolution!.By);
        Assert.Single(await EffectsAsync());
    }

    [Theory]
    [InlineData(Badges.None)]
    [InlineData(Badges.Vip)]
    public async Task ResolveAsync_NoRole_IsForbidden(Badges badges)
    {
        var hold = await AddAsync(HoldKind.Flagged);

        Assert.IsType<ReviewResult.Forbidden>(await ResolveAsync(Some.Chatter("x", badges, "1"), hold, Ruling.Deny));
    }

    [Fact]
    public async Task ResolveAsync_OnTrial_ProposesAndASecondModeratorConfirms()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        var config = Members("trial");

        var proposed = Assert.IsType<ReviewResult.Proposed>(await ResolveAsync(Trial, hold, Ruling.Deny, config));
        Assert.True(proposed.Hold.IsOpen);
        Assert.Empty(await EffectsAsync());

        Assert.IsType<ReviewResult.Done>(await ResolveAsync(Moderator, hold, Ruling.Deny, config));
        Assert.Equal(EffectKind.DeleteMessage, Assert.Single(await EffectsAsync()).Kind);
    }

    [Fact]
    public async Task ResolveAsync_OnTrialAfterAClaim_LeavesTheHoldToOthers()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        var config = Members("trial");
        await Desk(config).ClaimNextAsync(Trial, hold.Broadcaster, default);
        await ResolveAsync(Trial, hold, Ruling.Deny, config);

        Assert.IsType<ReviewResult.NotFound>(await Desk(config).ClaimNextAsync(Trial, hold.Broadcaster, default));
        Assert.IsType<ReviewResult.Done>(await ResolveAsync(Moderator, hold, Ruling.Deny, config));
    }

    [Fact]
    public async Task UndoAsync_OfABanByARoleWithoutBan_IsForbidden()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        await ResolveAsync(Moderator, hold, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Ban)));
        var config = new ModerationConfig { Roles = new Dictionary<string, RoleConfig> { ["moderator"] = new() { Permissions = [Permissions.Deny, Permissions.Undo] } } };

        Assert.IsType<ReviewResult.Forbidden>(await Desk(config).UndoAsync(Other, hold.Broadcaster, hold.Id, default));
    }

    [Fact]
    public async Task ResolveAsync_OnTrialInAClearedCategory_Decides()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        var config = Members("trial") with { Roles = new Dictionary<string, RoleConfig> { ["trial"] = new() { Categories = [Category.Bullying.Key()] } } };

        Assert.IsType<ReviewResult.Done>(await ResolveAsync(Trial, hold, Ruling.Deny, config));
    }

    [Fact]
    public async Task ResolveAsync_TimeoutBeyondTheRolesLimit_IsForbidden()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        var config = new ModerationConfig { Roles = new Dictionary<string, RoleConfig> { ["moderator"] = new() { MaxTimeout = TimeSpan.FromMinutes(5) } } };
        var ruling = new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(6)));

        Assert.IsType<ReviewResult.Forbidden>(await ResolveAsync(Moderator, hold, ruling, config));
    }

    [Fact]
    public async Task ResolveAsync_OlderVersionThanSeen_IsStale()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        await Desk().ClaimAsync(Moderator, hold.Broadcaster, hold.Id, default);

        Assert.IsType<ReviewResult.Stale>(await Desk().ResolveAsync(Moderator, hold.Broadcaster, hold.Id, Ruling.Deny, expectedVersion: 1, default));
    }

    [Fact]
    public async Task ClaimAsync_ByAnother_KeepsOthersAwayUntilItLapses()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        await Desk().ClaimAsync(Moderator, hold.Broadcaster, hold.Id, default);

        Assert.IsType<ReviewResult.ClaimedByOther>(await ResolveAsync(Other, hold, Ruling.Deny));

        time.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<ReviewResult.Done>(await ResolveAsync(Other, hold, Ruling.Deny));
    }

    [Fact]
    public async Task ClaimNextAsync_SomeClaimed_TakesTheOldestFree()
    {
        var first = await AddAsync(HoldKind.Flagged);
        var second = await AddAsync(HoldKind.Flagged);
        await Desk().ClaimAsync(Other, first.Broadcaster, first.Id, default);

        var result = await Desk().ClaimNextAsync(Moderator, first.Broadcaster, default);

        Assert.Equal(second.Id, Assert.IsType<ReviewResult.Done>(result).Hold.Id);
    }

    [Fact]
    public async Task ExpireDueAsync_TimeIsOver_LapsesAndCannotBeApproved()
    {
        var hold = await AddAsync(HoldKind.Deleted);
        time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(1, await Desk().ExpireDueAsync(hold.Broadcaster, default));

        var late = Assert.IsType<ReviewResult.AlreadyResolved>(await ResolveAsync(Moderator, hold, Ruling.Approve));
        Assert.Equal(HoldState.Expired, late.Hold.State);
        Assert.Empty(await EffectsAsync());
    }

    [Fact]
    public async Task UndoAsync_TimeoutWithinTheWindow_ReopensAndLiftsIt()
    {
        var hold = await AddAsync(HoldKind.Deleted);
        await ResolveAsync(Moderator, hold, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10))));
        time.Advance(TimeSpan.FromMinutes(1));

        var undone = Assert.IsType<ReviewResult.Done>(await Desk().UndoAsync(Other, hold.Broadcaster, hold.Id, default));

        Assert.True(undone.Hold.IsOpen);
        Assert.Equal([EffectKind.Timeout, EffectKind.Unban], (await EffectsAsync()).Select(effect => effect.Kind));
    }

    [Fact]
    public async Task UndoAsync_AfterTheWindow_IsRefused()
    {
        var hold = await AddAsync(HoldKind.Deleted);
        await ResolveAsync(Moderator, hold, Ruling.Deny);
        time.Advance(TimeSpan.FromMinutes(6));

        Assert.IsType<ReviewResult.CannotUndo>(await Desk().UndoAsync(Moderator, hold.Broadcaster, hold.Id, default));
    }

    [Theory]
    [InlineData(RulingVerb.Approve, HoldKind.Flagged)] // Twitch posted it: it is visible now
    [InlineData(RulingVerb.Deny, HoldKind.Deleted)] // Twitch dropped it: only a quote can bring it back
    public async Task UndoAsync_TwitchHold_BecomesWhatTwitchMadeOfIt(RulingVerb verb, HoldKind expected)
    {
        var hold = await AddAsync(HoldKind.Twitch);
        await ResolveAsync(Moderator, hold, new Ruling(verb));

        var undone = Assert.IsType<ReviewResult.Done>(await Desk().UndoAsync(Moderator, hold.Broadcaster, hold.Id, default));

        Assert.Equal(expected, undone.Hold.Kind);
    }

    [Fact]
    public async Task CloseOnTwitchAsync_DecidedElsewhere_ClosesWithItsModeratorAndNoEffect()
    {
        var hold = await AddAsync(HoldKind.Twitch);

        await Desk().CloseOnTwitchAsync(hold.Broadcaster, hold.Id, Ruling.Deny, Actor.Of(Other), _ => true, default);

        var closed = await store.FindAsync(hold.Broadcaster, hold.Id, default);
        Assert.Equal((HoldState.Denied, "slowcomet", true), (closed!.State, closed.Resolution!.By.Login, closed.Resolution.IsOnTwitch));
        Assert.Empty(await EffectsAsync());
    }

    [Fact]
    public async Task ResolveAsync_EveryChange_IsInTheHistory()
    {
        var hold = await AddAsync(HoldKind.Deleted);
        await Desk().ClaimAsync(Moderator, hold.Broadcaster, hold.Id, default);
        await ResolveAsync(Moderator, hold, Ruling.Approve);
        await Desk().UndoAsync(Moderator, hold.Broadcaster, hold.Id, default);

        var history = await Desk().ReadHistoryAsync(hold, default);

        Assert.Equal([HistoryAction.Held, HistoryAction.Claimed, HistoryAction.Approved, HistoryAction.Undone], history.Select(entry => entry.Action));
        Assert.Equal([1, 2, 3, 4], history.Select(entry => entry.Version));
    }

    private static ModerationConfig Members(string role) => new() { Members = new Dictionary<string, string> { [Trial.Id.Value] = role } };

    private ReviewDesk Desk(ModerationConfig? config = null) => new(store, SomePolicy.Book(config ?? new ModerationConfig()), new OutboxSignal(), new HoldMetrics(meters), time);

    private Task<ReviewResult> ResolveAsync(Chatter who, Hold hold, Ruling ruling, ModerationConfig? config = null) =>
        Desk(config).ResolveAsync(who, hold.Broadcaster, hold.Id, ruling, expectedVersion: null, default);

    private async Task<Hold> AddAsync(HoldKind kind)
    {
        var hold = Some.Hold(kind: kind);
        return (await store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
    }

    private async Task<IEnumerable<Effect>> EffectsAsync() =>
        (await store.LeaseEffectsAsync(Some.Broadcaster, 100, time.GetUtcNow(), TimeSpan.Zero, default)).Select(leased => leased.Effect);
}
