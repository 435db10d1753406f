using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Review;

/// <summary>What the ladder makes of a moderator's denial.</summary>
public sealed class LadderDeskTests : IDisposable
{
    private static readonly Chatter Moderator = Some.Chatter("quietlantern", Badges.Moderator, "810000003");
    private static readonly Chatter Trial = Some.Chatter("newhand", Badges.Moderator, "810000009");
    private static readonly ModerationConfig On = new() { Ladder = new LadderConfig { Enabled = true }, Members = new Dictionary<string, string> { [Trial.Id.Value] = "trial" } };

    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly InMemoryHoldStore store = new();
    private readonly TestMeters meters = new();

    public void Dispose() => meters.Dispose();

    [Fact]
    public async Task PlainDenials_GoUpTheStepsAndTheBanIsOnlyProposed()
    {
        Assert.Equal(new Sanction(SanctionKind.Warn), await DeniedWithAsync());
        Assert.Equal(new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10)), await DeniedWithAsync());
        Assert.Equal(new Sanction(SanctionKind.Timeout, TimeSpan.FromHours(1)), await DeniedWithAsync());

        var hold = await SayAsync();
        var proposed = Assert.IsType<ReviewResult.Proposed>(await DenyAsync(hold)).Hold;

        Assert.True(proposed.IsOpen);
        Assert.Equal((Actor.ModBot, new Sanction(SanctionKind.Ban), new LadderStanding(4, 4, 4)), (proposed.Proposal!.By, proposed.Proposal.Ruling.Sanction, proposed.Proposal.Ruling.Ladder));
        var entry = (await store.ReadHistoryAsync(hold.Broadcaster, hold.Id, default))[^1];
        Assert.Equal((HistoryAction.Proposed, "quietlantern", "Ban (ladder: step 4 of 4, 4 points)"), (entry.Action, entry.By.Login, entry.Detail));
        // What was still visible is gone, and nothing else happened.
        Assert.Equal([EffectKind.DeleteMessage], await EffectsOfAsync(hold));
    }

    [Fact]
    public async Task ProposedBan_PlainDenialAgain_ChangesNothing()
    {
        var proposed = await ProposeBanAsync();

        var again = Assert.IsType<ReviewResult.Proposed>(await DenyAsync(proposed));

        Assert.Equal(proposed.Version, again.Hold.Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ProposedBan_ConfirmedOrDeniedWithNone_Ends(bool confirms)
    {
        var proposed = await ProposeBanAsync();
        var ruling = confirms ? new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Ban)) : Ruling.Deny with { SkipsLadder = true };

        var done = Assert.IsType<ReviewResult.Done>(await DenyAsync(proposed, ruling: ruling));

        Assert.Equal(HoldState.Denied, done.Hold.State);
        Assert.Equal(confirms, (await EffectsOfAsync(proposed)).Contains(EffectKind.Ban));
    }

    [Fact]
    public async Task ExplicitSanctionOrNone_WinsOverTheLadder()
    {
        await DeniedWithAsync();
        var timeout = new Sanction(SanctionKind.Timeout, TimeSpan.FromSeconds(5));

        Assert.Equal(timeout, await DeniedWithAsync(new Ruling(RulingVerb.Deny, timeout)));
        Assert.Null(await DeniedWithAsync(Ruling.Deny with { SkipsLadder = true }));
        // Both counted all the same.
        Assert.Equal(3, (await StandingAsync()).Points);
    }

    [Theory]
    [InlineData(Permissions.Timeout, 30, SanctionKind.Timeout, 30)] // as long as the role may
    [InlineData(Permissions.Warn, 30, SanctionKind.Warn, null)]
    [InlineData(Permissions.Warn | Permissions.Timeout, 0, SanctionKind.Warn, null)] // no timeout is that short
    [InlineData(Permissions.None, 30, null, null)]
    public async Task PlainDenial_ByARoleThatMayLess_GivesWhatItMay(Permissions permissions, int maxMinutes, SanctionKind? kind, int? minutes)
    {
        await DeniedWithAsync();
        await DeniedWithAsync();
        var role = new RoleConfig { Permissions = [Permissions.View, Permissions.Deny, permissions], MaxTimeout = TimeSpan.FromMinutes(maxMinutes) };
        var config = On with { Roles = new Dictionary<string, RoleConfig> { ["moderator"] = role } };

        var sanction = await DeniedWithAsync(config: config);

        Assert.Equal(kind is null ? null : new Sanction(kind.Value, minutes is null ? null : TimeSpan.FromMinutes(minutes.Value)), sanction);
    }

    [Theory]
    [InlineData(true, Permissions.Ban, true)]
    [InlineData(true, Permissions.Warn, false)]
    [InlineData(false, Permissions.Ban, false)]
    public async Task StepBan_BansAtOnce_OnlyWhereConfigAndRoleAllow(bool config, Permissions permission, bool bans)
    {
        for (var i = 0; i < 3; i++) await DeniedWithAsync();
        var hold = await SayAsync();
        var role = new RoleConfig { Permissions = [Permissions.Deny, permission] };

        var result = await DenyAsync(hold, On with { Ladder = On.Ladder with { BanWithoutModerator = config }, Roles = new Dictionary<string, RoleConfig> { ["moderator"] = role } });

        Assert.Equal(bans, result is ReviewResult.Done { Hold.Resolution.Ruling.Sanction.Kind: SanctionKind.Ban });
        Assert.Equal(!bans, result is ReviewResult.Proposed { Hold.IsOpen: true });
        Assert.Equal(bans, (await EffectsOfAsync(hold)).Contains(EffectKind.Ban));
    }

    [Fact]
    public async Task OnTrial_ProposesWithoutASanctionAndTheSecondGetsTheLadder()
    {
        await DeniedWithAsync();
        var hold = await SayAsync();

        var proposed = Assert.IsType<ReviewResult.Proposed>(await DenyAsync(hold, who: Trial));
        Assert.Equal((Actor.Of(Trial), Ruling.Deny), (proposed.Hold.Proposal!.By, proposed.Hold.Proposal.Ruling));

        var done = Assert.IsType<ReviewResult.Done>(await DenyAsync(hold));
        Assert.Equal(TimeSpan.FromMinutes(10), done.Hold.Resolution!.Ruling.Sanction!.Duration);
    }

    [Fact]
    public async Task Undo_TakesTheStepBackAndLiftsItsSanction()
    {
        await DeniedWithAsync();
        var hold = await SayAsync();
        await DenyAsync(hold);
        Assert.Equal(2, (await StandingAsync()).Points);

        await Desk(On).UndoAsync(Moderator, hold.Broadcaster, hold.Id, default);

        Assert.Equal(1, (await StandingAsync()).Points);
        Assert.Contains(EffectKind.Unban, await EffectsOfAsync(hold));
    }

    [Fact]
    public async Task CleanTime_LeadsBackDown()
    {
        await DeniedWithAsync();
        await DeniedWithAsync();
        time.Advance(TimeSpan.FromDays(7));

        Assert.Equal(TimeSpan.FromMinutes(10), (await DeniedWithAsync())!.Duration);
    }

    [Fact]
    public async Task Forgotten_HasNoPoints()
    {
        var hold = await SayAsync();
        var denied = Assert.IsType<ReviewResult.Done>(await DenyAsync(hold)).Hold;
        var (next, kept) = Erasure.Apply(denied, [], hold.Message.Chatter.Id, time.GetUtcNow());
        await store.ReplaceAsync(next, kept, default);

        Assert.Equal(new LadderStanding(0, 0, 4), await StandingAsync());
    }

    [Fact]
    public async Task RaidCard_DeniedPlainly_SanctionsNobody()
    {
        var first = await SayAsync();
        var card = Some.Hold(Some.Message(from: Some.Chatter("a1", id: "1"))) with { RaidSize = 2 };
        card = card with { Decision = card.Decision with { Lines = [new HeldLine(first.Message.Id, first.Message.Chatter, "", first.Message.SentAt)] } };
        await store.AddAsync(card, new HistoryEntry(1, card.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default);

        await DenyAsync(card);

        foreach (var hold in new[] { card, first })
        {
            var denied = await store.FindAsync(hold.Broadcaster, hold.Id, default);
            Assert.Equal((HoldState.Denied, null), (denied!.State, denied.Resolution!.Ruling.Sanction));
        }
    }

    [Fact]
    public async Task Off_PlainDenials_GiveNothing()
    {
        for (var i = 0; i < 5; i++) Assert.Null(await DeniedWithAsync(config: new ModerationConfig()));
    }

    private async Task<Hold> ProposeBanAsync()
    {
        for (var i = 0; i < 3; i++) await DeniedWithAsync();
        return Assert.IsType<ReviewResult.Proposed>(await DenyAsync(await SayAsync())).Hold;
    }

    /// <summary>Something new is said and denied.</summary>
    private async Task<Sanction?> DeniedWithAsync(Ruling? ruling = null, ModerationConfig? config = null) =>
        Assert.IsType<ReviewResult.Done>(await DenyAsync(await SayAsync(), config, ruling: ruling)).Hold.Resolution!.Ruling.Sanction;

    private Task<ReviewResult> DenyAsync(Hold hold, ModerationConfig? config = null, Chatter? who = null, Ruling? ruling = null) =>
        Desk(config ?? On).ResolveAsync(who ?? Moderator, hold.Broadcaster, hold.Id, ruling ?? Ruling.Deny, expectedVersion: null, default);

    private ReviewDesk Desk(ModerationConfig config) => new(store, SomePolicy.Book(config), new OutboxSignal(), new HoldMetrics(meters), time);

    private async Task<Hold> SayAsync()
    {
        time.Advance(TimeSpan.FromMinutes(1));
        var hold = Some.Hold(Some.Message() with { SentAt = time.GetUtcNow() });
        return (await store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
    }

    private async Task<LadderStanding> StandingAsync() =>
        Ladder.Standing(await store.ReadOfAsync(Some.Broadcaster, Some.Chatter().Id, Some.Instant, default), Some.Chatter().Id, On.Ladder, time.GetUtcNow());

    private async Task<EffectKind[]> EffectsOfAsync(Hold hold) =>
        [.. (await store.LeaseEffectsAsync(Some.Broadcaster, 100, time.GetUtcNow(), TimeSpan.Zero, default)).Where(leased => leased.Effect.Hold == hold.Id).Select(leased => leased.Effect.Kind)];
}
