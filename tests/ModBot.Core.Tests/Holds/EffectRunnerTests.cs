using Microsoft.Extensions.Logging.Abstractions;
using ModBot.Context;
using ModBot.Enforcement;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Core.Tests.Holds;

public sealed class EffectRunnerTests : IDisposable
{
    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly InMemoryHoldStore store = new();
    private readonly RecordingEnforcer enforcer = new();
    private readonly TestMeters meters = new();

    public void Dispose() => meters.Dispose();

    [Fact]
    public async Task RunAsync_HoldInModeHold_DeletesAndTellsTheExposure()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        time.Advance(TimeSpan.FromMilliseconds(150));

        await RunAsync();

        Assert.Equal([$"delete {hold.Message.Id}"], enforcer.Acts);
        Assert.Equal(HoldKind.Deleted, (await FindAsync(hold)).Kind);
        Assert.Contains(await HistoryAsync(hold), entry => entry is { Action: HistoryAction.MessageDeleted, Detail: "visible for 150 ms" });
    }

    [Fact]
    public async Task RunAsync_ModeObserve_TouchesNothing()
    {
        await HoldAsync(ChannelMode.Observe);

        await RunAsync();

        Assert.Empty(enforcer.Acts);
    }

    [Theory]
    [InlineData(Badges.Moderator)]
    [InlineData(Badges.LeadModerator)]
    [InlineData(Badges.Broadcaster)]
    public async Task RunAsync_TextThatTwitchDoesNotLetUsDelete_StaysFlagged(Badges badges)
    {
        var hold = await HoldAsync(ChannelMode.Hold, badges);

        await RunAsync();

        Assert.Empty(enforcer.Acts);
        Assert.Equal(HoldKind.Flagged, (await FindAsync(hold)).Kind);
    }

    [Fact]
    public async Task RunAsync_DeleteRefused_StaysFlaggedAndSaysWhy()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        enforcer.Answer = _ => new EnforcementResult.Refused("too old");

        await RunAsync();

        Assert.Equal(HoldKind.Flagged, (await FindAsync(hold)).Kind);
        Assert.Contains(await HistoryAsync(hold), entry => entry is { Action: HistoryAction.DeleteRefused, Detail: "too old" });
    }

    [Fact]
    public async Task RunAsync_FailsForNow_IsTriedAgainAfterTheLeaseAndGivenUpInTheEnd()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        enforcer.Answer = _ => new EnforcementResult.Failed("no network");

        for (var i = 0; i < 10; i++)
        {
            await RunAsync();
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(6, enforcer.Acts.Count);
        Assert.Contains(await HistoryAsync(hold), entry => entry.Action == HistoryAction.EffectFailed);
    }

    [Fact]
    public async Task RunAsync_TwitchNotEvenAsked_IsTriedUntilItCanBeAsked()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        enforcer.Answer = _ => new EnforcementResult.Failed("left alone", IsUnsent: true);
        for (var i = 0; i < 20; i++)
        {
            await RunAsync();
            time.Advance(TimeSpan.FromSeconds(21));
        }
        enforcer.Answer = _ => null;

        await RunAsync();

        Assert.Equal(21, enforcer.Acts.Count);
        Assert.Equal(HoldKind.Deleted, (await FindAsync(hold)).Kind);
    }

    [Fact]
    public async Task RunAsync_MessageOlderThanTwitchDeletes_IsNotAskedForAndStaysVisible()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        time.Advance(TimeSpan.FromHours(6));

        await RunAsync();

        Assert.Empty(enforcer.Acts);
        Assert.Equal(HoldKind.Flagged, (await FindAsync(hold)).Kind);
        Assert.Contains(await HistoryAsync(hold), entry => entry is { Action: HistoryAction.DeleteRefused, Detail: var why } && why!.Contains("six hours", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_DeletedByAModeratorOnTwitchBefore_DoesNotDelete()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        await ApplyAsync(HoldLifecycle.CloseOnTwitch(hold, Ruling.Deny, Some.Moderator, time.GetUtcNow()));

        await RunAsync();

        Assert.Empty(enforcer.Acts);
        Assert.Equal(HoldKind.Deleted, (await FindAsync(hold)).Kind);
    }

    [Fact]
    public async Task RunAsync_DeletedByAModeratorOnTwitchMeanwhile_StaysDeletedWhateverTwitchSays()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        enforcer.Answer = _ =>
        {
            ApplyAsync(HoldLifecycle.CloseOnTwitch(hold, Ruling.Deny, Some.Moderator, time.GetUtcNow())).GetAwaiter().GetResult();
            return new EnforcementResult.Refused("gone");
        };

        await RunAsync();

        Assert.Equal((HoldKind.Deleted, "quietlantern"), ((await FindAsync(hold)).Kind, (await FindAsync(hold)).Resolution!.By.Login));
    }

    [Theory]
    [InlineData(true, null)] // a moderator's own time is not the bot's
    [InlineData(false, 150)]
    public async Task RunAsync_Deleted_KeepsTheExposureWhereNobodyDecided(bool isDecided, int? expected)
    {
        var hold = await HoldAsync(isDecided ? ChannelMode.Observe : ChannelMode.Hold);
        if (isDecided) await ApplyAsync(HoldLifecycle.Resolve(hold, Some.Moderator, Ruling.Deny, time.GetUtcNow()));
        time.Advance(TimeSpan.FromMilliseconds(150));

        await RunAsync();

        Assert.Equal(expected, (await FindAsync(hold)).Exposure?.TotalMilliseconds);
    }

    [Fact]
    public async Task RunAsync_ApprovedBeforeTheDelete_DoesNotDelete()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        await ApplyAsync(HoldLifecycle.Resolve(hold, Some.Moderator, Ruling.Approve, time.GetUtcNow()));

        await RunAsync();

        Assert.Empty(enforcer.Acts);
    }

    [Fact]
    public async Task RunAsync_ApprovedAfterACrashInTheMiddleOfTheDelete_PostsTheQuote()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        await store.LeaseEffectsAsync(Some.Broadcaster, 10, time.GetUtcNow(), TimeSpan.FromSeconds(20), default); // by a process that then died
        await ApplyAsync(HoldLifecycle.Resolve(hold, Some.Moderator, Ruling.Approve, time.GetUtcNow()));
        time.Advance(TimeSpan.FromSeconds(21));

        await RunAsync();

        Assert.Equal([$"delete {hold.Message.Id}", "say gravelgoblin (approved): “rude words”"], enforcer.Acts);
    }

    [Fact]
    public async Task RunAsync_ApprovedWhileTheDeleteIsOnItsWay_PostsTheQuote()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        enforcer.Answer = act =>
        {
            if (act.StartsWith("delete", StringComparison.Ordinal)) ApplyAsync(HoldLifecycle.Resolve(hold, Some.Moderator, Ruling.Approve, time.GetUtcNow())).GetAwaiter().GetResult();
            return null;
        };

        await RunAsync();

        Assert.Equal([$"delete {hold.Message.Id}", "say gravelgoblin (approved): “rude words”"], enforcer.Acts);
        Assert.NotNull((await FindAsync(hold)).Quote);
    }

    [Fact]
    public async Task RunAsync_TimeoutUndoneBeforeItWorked_IsNotCarriedOutLater()
    {
        var hold = await HoldAsync(ChannelMode.Observe);
        await ApplyAsync(HoldLifecycle.Resolve(hold, Some.Moderator, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10))), time.GetUtcNow()));
        enforcer.Answer = act => act.StartsWith("timeout", StringComparison.Ordinal) ? new EnforcementResult.Failed("503") : null;
        await RunAsync();
        await ApplyAsync(HoldLifecycle.Undo(await FindAsync(hold), Some.Moderator, time.GetUtcNow(), TimeSpan.FromMinutes(30)));
        enforcer.Answer = _ => null;

        time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync();

        Assert.Single(enforcer.Acts, act => act.StartsWith("timeout", StringComparison.Ordinal));
        Assert.Equal("unban 810000007", enforcer.Acts[^1]);
    }

    [Fact]
    public async Task RunAsync_ApprovalUndoneWhileTheQuoteIsOnItsWay_TakesItBack()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        await RunAsync();
        var approved = HoldLifecycle.Resolve(await FindAsync(hold), Some.Moderator, Ruling.Approve, time.GetUtcNow());
        await ApplyAsync(approved);
        enforcer.Answer = act =>
        {
            if (act.StartsWith("say", StringComparison.Ordinal)) ApplyAsync(HoldLifecycle.Undo(approved.Hold, Some.Moderator, time.GetUtcNow(), TimeSpan.FromMinutes(30))).GetAwaiter().GetResult();
            return null;
        };

        await RunAsync();

        Assert.StartsWith("delete sent-", enforcer.Acts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_UndoOfAnApprovedQuote_TakesTheQuoteBack()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        await RunAsync();
        await ApplyAsync(HoldLifecycle.Resolve(await FindAsync(hold), Some.Moderator, Ruling.Approve, time.GetUtcNow()));
        await RunAsync();
        var quote = (await FindAsync(hold)).Quote;

        await ApplyAsync(HoldLifecycle.Undo(await FindAsync(hold), Some.Moderator, time.GetUtcNow(), TimeSpan.FromMinutes(30)));
        await RunAsync();

        Assert.Equal($"delete {quote}", enforcer.Acts[^1]);
        Assert.Null((await FindAsync(hold)).Quote);
    }

    [Fact]
    public async Task RunAsync_ApprovedAnewBeforeTheOldQuoteIsGone_LeavesOneQuote()
    {
        var hold = await ApprovedWithQuoteAsync();
        // Each undo asks for the same quote to be deleted.
        await ApplyAsync(HoldLifecycle.Undo(await FindAsync(hold), Some.Moderator, time.GetUtcNow(), TimeSpan.FromMinutes(30)));
        await ApplyAsync(HoldLifecycle.Resolve(await FindAsync(hold), Some.Moderator, Ruling.Deny, time.GetUtcNow()));
        await ApplyAsync(HoldLifecycle.Undo(await FindAsync(hold), Some.Moderator, time.GetUtcNow(), TimeSpan.FromMinutes(30)));
        await RunAsync();
        await ApplyAsync(HoldLifecycle.Resolve(await FindAsync(hold), Some.Moderator, Ruling.Approve, time.GetUtcNow()));
        await RunAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync();

        Assert.Equal(["say", "delete", "say"], enforcer.Acts.Select(act => act.Split(' ')[0]).Skip(1));
        Assert.NotNull((await FindAsync(hold)).Quote);
    }

    [Fact]
    public async Task RunAsync_ApprovedAnewWhileTheDeleteOfTheQuoteIsTriedAgain_BringsItBack()
    {
        var hold = await ApprovedWithQuoteAsync();
        await ApplyAsync(HoldLifecycle.Undo(await FindAsync(hold), Some.Moderator, time.GetUtcNow(), TimeSpan.FromMinutes(30)));
        enforcer.Answer = _ => new EnforcementResult.Failed("the reply was lost");
        await RunAsync();
        enforcer.Answer = _ => null;
        await ApplyAsync(HoldLifecycle.Resolve(await FindAsync(hold), Some.Moderator, Ruling.Approve, time.GetUtcNow()));
        await RunAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync();

        Assert.Equal(["say", "delete", "delete", "say"], enforcer.Acts.Select(act => act.Split(' ')[0]).Skip(1));
        Assert.NotNull((await FindAsync(hold)).Quote);
    }

    [Fact]
    public async Task HoldAsync_StoreAway_WaitsAndStoresWhenItIsBack()
    {
        var queue = Queue();
        store.IsDown = true;
        var holding = queue.HoldAsync(Some.Message("rude words"), Some.Decision(), SomePolicy.Of(new ModerationConfig()), default);
        Assert.Equal(1, queue.Waiting);

        store.IsDown = false;
        time.Advance(TimeSpan.FromSeconds(1));
        await holding.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, queue.Waiting);
        Assert.Equal(1, await store.CountOpenAsync(Some.Broadcaster, default));
    }

    [Fact]
    public async Task EnforceAsync_Timeout_IsBornDeniedWithItsEffects()
    {
        var hold = await Queue().EnforceAsync(Some.Message("rude words"), Some.Decision(ModBot.Rules.Verdict.Timeout), SomePolicy.Of(new ModerationConfig { Mode = ChannelMode.Enforce }), default);

        await RunAsync();

        Assert.Equal(HoldState.Denied, hold.State);
        Assert.True(hold.Resolution!.By.IsMachine);
        Assert.Equal([$"delete {hold.Message.Id}", "timeout 810000007 600"], enforcer.Acts);
    }

    private async Task<Hold> ApprovedWithQuoteAsync()
    {
        var hold = await HoldAsync(ChannelMode.Hold);
        await RunAsync();
        await ApplyAsync(HoldLifecycle.Resolve(await FindAsync(hold), Some.Moderator, Ruling.Approve, time.GetUtcNow()));
        await RunAsync();
        return hold;
    }

    private HoldQueue Queue() => new(store, new OutboxSignal(), new HoldMetrics(meters), new ChatContext(), new SenderNotices(), time, NullLogger<HoldQueue>.Instance);

    private Task<Hold> HoldAsync(ChannelMode mode, Badges badges = Badges.None) =>
        Queue().HoldAsync(Some.Message("rude words", Some.Chatter(badges: badges)), Some.Decision(), SomePolicy.Of(new ModerationConfig { Mode = mode }), default);

    private Task RunAsync() => new EffectRunner(store, enforcer, new OwnActs(time), new HoldMetrics(meters), time, NullLogger<EffectRunner>.Instance).RunAsync(Some.Broadcaster, default);

    private Task<ChangeResult> ApplyAsync(Transition transition) => store.ChangeAsync(transition.Hold, transition.Entry, transition.Effects, default);

    private async Task<Hold> FindAsync(Hold hold) => (await store.FindAsync(hold.Broadcaster, hold.Id, default))!;

    private Task<IReadOnlyList<HistoryEntry>> HistoryAsync(Hold hold) => store.ReadHistoryAsync(hold.Broadcaster, hold.Id, default);
}
