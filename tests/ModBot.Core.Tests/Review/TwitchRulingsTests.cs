using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Review;

public sealed class TwitchRulingsTests : IDisposable
{
    private static readonly Actor Bot = new(new ChatterId("810000002"), "tidewardenbot");
    private static readonly Chatter Goblin = Some.Chatter();

    private readonly ManualTimeProvider time = new(Some.Instant);
    private readonly InMemoryHoldStore store = new();
    private readonly TestMeters meters = new();
    private readonly OwnActs own;
    private readonly ReviewDesk desk;
    private readonly TwitchRulings rulings;

    public TwitchRulingsTests()
    {
        own = new OwnActs(time);
        var policies = SomePolicy.Book(new ModerationConfig());
        desk = new ReviewDesk(store, policies, new OutboxSignal(), new HoldMetrics(meters), time);
        rulings = new TwitchRulings(desk, store, own, time);
    }

    public void Dispose() => meters.Dispose();

    [Theory]
    [InlineData(HoldKind.Flagged)]
    [InlineData(HoldKind.Deleted)]
    public async Task Apply_ModeratorDeletes_ClosesTheHoldInTheirName(HoldKind kind)
    {
        var hold = await AddAsync(kind);

        await ApplyAsync(Acted(ModeratorAction.Delete, hold.Message.Id));

        var closed = await FindAsync(hold);
        Assert.Equal((HoldState.Denied, HoldKind.Deleted, "quietlantern", true), (closed.State, closed.Kind, closed.Resolution!.By.Login, closed.Resolution.IsOnTwitch));
        Assert.Contains(await desk.ReadHistoryAsync(hold, default), entry => entry is { Action: HistoryAction.ClosedOnTwitch, Detail: "message deleted", By.Login: "quietlantern" });
    }

    [Fact]
    public async Task Apply_BotDeletes_IsItsOwnEcho()
    {
        var hold = await AddAsync(HoldKind.Flagged);

        await ApplyAsync(Acted(ModeratorAction.Delete, hold.Message.Id, Bot));
        await ApplyAfterNameWaitAsync(new ChatEvent.MessageDeleted(hold.Broadcaster, hold.Message.Id, null));

        Assert.True((await FindAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task Apply_DeletedWithoutAName_WaitsForTheNameAndDoesWithoutItInTheEnd()
    {
        var named = await AddAsync(HoldKind.Flagged);
        var nameless = await AddAsync(HoldKind.Flagged);
        var first = ApplyAsync(new ChatEvent.MessageDeleted(named.Broadcaster, named.Message.Id, null));
        var second = ApplyAsync(new ChatEvent.MessageDeleted(nameless.Broadcaster, nameless.Message.Id, null));
        await ApplyAsync(Acted(ModeratorAction.Delete, named.Message.Id));

        time.Advance(TwitchRulings.NameWait);
        await Task.WhenAll(first, second).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("quietlantern", (await FindAsync(named)).Resolution!.By.Login);
        Assert.Equal(Actor.Twitch, (await FindAsync(nameless)).Resolution!.By);
        Assert.Equal(2, (await desk.ReadHistoryAsync(named, default)).Count);
    }

    [Fact]
    public async Task Apply_DeletedWithoutAName_LeavesAloneWhatModBotDeletes()
    {
        var underway = await AddAsync(HoldKind.Flagged);
        var done = await AddAsync(HoldKind.Deleted);
        own.Note(underway, Effect.For(underway, EffectKind.DeleteMessage));

        await ApplyAfterNameWaitAsync(new ChatEvent.MessageDeleted(underway.Broadcaster, underway.Message.Id, null));
        await ApplyAfterNameWaitAsync(new ChatEvent.MessageDeleted(done.Broadcaster, done.Message.Id, null));

        Assert.True((await FindAsync(underway)).IsOpen);
        Assert.True((await FindAsync(done)).IsOpen);
    }

    [Theory]
    [InlineData(ModeratorAction.Timeout, "sender timed out")]
    [InlineData(ModeratorAction.Ban, "sender banned")]
    public async Task Apply_ChatterRemoved_ClosesAllOfTheirsInThatChannelOnly(ModeratorAction action, string what)
    {
        Hold[] theirs = [await AddAsync(HoldKind.Flagged), await AddAsync(HoldKind.Deleted), await AddAsync(HoldKind.Twitch)];
        var others = await AddAsync(HoldKind.Flagged, Some.Message(from: Some.Chatter("coralbyte", id: "810000008")));
        var elsewhere = await AddAsync(HoldKind.Flagged, Some.Message(broadcaster: new BroadcasterId("810000099")));

        await ApplyAsync(Acted(action));

        foreach (var hold in theirs) Assert.Equal((HoldState.Denied, what), ((await FindAsync(hold)).State, (await FindAsync(hold)).Resolution!.Ruling.Reason));
        Assert.True((await FindAsync(others)).IsOpen);
        Assert.True((await FindAsync(elsewhere)).IsOpen);
    }

    [Fact]
    public async Task Apply_ChatterRemovedWithoutAName_ClosesUnlessModBotDidIt()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        var cleared = new ChatEvent.ChatterMessagesCleared(hold.Broadcaster, Goblin);
        own.NoteRemoval(hold.Broadcaster, Goblin.Id);

        await ApplyAfterNameWaitAsync(cleared);
        Assert.True((await FindAsync(hold)).IsOpen);

        time.Advance(TimeSpan.FromMinutes(1));
        await ApplyAfterNameWaitAsync(cleared);
        Assert.Equal((HoldState.Denied, Actor.Twitch), ((await FindAsync(hold)).State, (await FindAsync(hold)).Resolution!.By));
    }

    [Fact]
    public async Task Apply_BotBans_LeavesTheChattersOtherHoldsOpen()
    {
        var hold = await AddAsync(HoldKind.Flagged);

        await ApplyAsync(Acted(ModeratorAction.Ban, by: Bot));
        await ApplyAfterNameWaitAsync(new ChatEvent.ChatterMessagesCleared(hold.Broadcaster, Goblin));

        Assert.True((await FindAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task Apply_ChatCleared_ClosesWhatWasVisibleWithoutJudgingIt()
    {
        var visible = await AddAsync(HoldKind.Flagged);
        Hold[] unseen = [await AddAsync(HoldKind.Deleted), await AddAsync(HoldKind.Twitch)];

        await ApplyAsync(Acted(ModeratorAction.Clear));
        await ApplyAfterNameWaitAsync(new ChatEvent.ChatCleared(visible.Broadcaster));

        Assert.Equal((HoldState.Expired, "quietlantern"), ((await FindAsync(visible)).State, (await FindAsync(visible)).Resolution!.By.Login));
        foreach (var hold in unseen) Assert.True((await FindAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task Apply_Warned_LeavesTheHoldOpen()
    {
        var hold = await AddAsync(HoldKind.Flagged);

        await ApplyAsync(Acted(ModeratorAction.Warn));

        Assert.True((await FindAsync(hold)).IsOpen);
    }

    [Fact]
    public async Task Apply_UnbannedOnTwitch_DropsTheBanThatIsStillToBeDoneAndSaysWho()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        var ban = HoldLifecycle.Resolve(hold, Some.OtherModerator, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Ban)), time.GetUtcNow());
        await store.ChangeAsync(ban.Hold, ban.Entry, ban.Effects, default);

        await ApplyAsync(Acted(ModeratorAction.Unban));
        await ApplyAsync(Acted(ModeratorAction.Unban));

        var after = await FindAsync(hold);
        Assert.Equal((HoldState.Denied, null, "slowcomet"), (after.State, after.Resolution!.Ruling.Sanction, after.Resolution.By.Login));
        Assert.Single(await desk.ReadHistoryAsync(hold, default), entry => entry is { Action: HistoryAction.SanctionLifted, By.Login: "quietlantern", Detail: "Ban" });
    }

    [Fact]
    public async Task Apply_UntimedOutOnTwitch_LiftsWhatIsInForceAndNotWhatRanOut()
    {
        var longAgo = await TimeOutAsync();
        time.Advance(TimeSpan.FromMinutes(11));
        var now = await TimeOutAsync();

        await ApplyAsync(Acted(ModeratorAction.Untimeout));

        Assert.True((await FindAsync(now)).Resolution!.IsLifted);
        Assert.False((await FindAsync(longAgo)).Resolution!.IsLifted);
    }

    [Theory]
    [InlineData(TwitchHoldOutcome.Allowed, HoldState.Approved, "message allowed")]
    [InlineData(TwitchHoldOutcome.Denied, HoldState.Denied, "message denied")]
    [InlineData(TwitchHoldOutcome.Lapsed, HoldState.Expired, "lapsed")]
    public async Task Apply_TwitchHoldClosed_ClosesWithTheOutcome(TwitchHoldOutcome outcome, HoldState state, string what)
    {
        var hold = await AddAsync(HoldKind.Twitch);

        await ApplyAsync(new ChatEvent.TwitchHoldClosed(hold.Broadcaster, hold.Message.Id, outcome, null));

        var closed = await FindAsync(hold);
        Assert.Equal((state, HoldKind.Twitch, what), (closed.State, closed.Kind, closed.Resolution!.Ruling.Reason));
    }

    [Fact]
    public async Task Apply_HoldDecidedBefore_KeepsItsDecision()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        var approved = HoldLifecycle.Resolve(hold, Some.OtherModerator, Ruling.Approve, time.GetUtcNow());
        await store.ChangeAsync(approved.Hold, approved.Entry, approved.Effects, default);

        await ApplyAsync(Acted(ModeratorAction.Delete, hold.Message.Id));
        await ApplyAsync(Acted(ModeratorAction.Ban));

        Assert.Equal((HoldState.Approved, "slowcomet"), ((await FindAsync(hold)).State, (await FindAsync(hold)).Resolution!.By.Login));
    }

    private async Task<Hold> TimeOutAsync()
    {
        var hold = await AddAsync(HoldKind.Flagged);
        var denied = HoldLifecycle.Resolve(hold, Some.OtherModerator, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10))), time.GetUtcNow());
        await store.ChangeAsync(denied.Hold, denied.Entry, denied.Effects, default);
        return hold;
    }

    private static ChatEvent.ModeratorActed Acted(ModeratorAction action, MessageId? message = null, Actor? by = null) =>
        new(Some.Broadcaster, by ?? Some.Moderator, action, action == ModeratorAction.Clear ? null : Goblin, message);

    private Task ApplyAsync(ChatEvent chatEvent) => rulings.ApplyAsync(chatEvent, Bot.Id, default);

    private async Task ApplyAfterNameWaitAsync(ChatEvent chatEvent)
    {
        var applying = ApplyAsync(chatEvent);
        time.Advance(TwitchRulings.NameWait);
        await applying.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task<Hold> AddAsync(HoldKind kind, ChatMessage? message = null)
    {
        var hold = Some.Hold(message, kind);
        return (await store.AddAsync(hold, new HistoryEntry(1, hold.CreatedAt, Actor.ModBot, HistoryAction.Held), [], default)).Hold;
    }

    private async Task<Hold> FindAsync(Hold hold) => (await store.FindAsync(hold.Broadcaster, hold.Id, default))!;
}
