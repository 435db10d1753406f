using System.Text.Json;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Raids;
using ModBot.Review;
using ModBot.Testing;

namespace ModBot.Core.Tests.Raids;

/// <summary>From the messages of a raid to what becomes of them on Twitch.</summary>
public sealed class RaidCardTests : IAsyncLifetime
{
    private const string Text = "come and see my new channel everyone";

    private PipelineBed bed = new(new ModerationConfig { Mode = ChannelMode.Hold });

    public Task InitializeAsync() => bed.ChatAsync();

    public Task DisposeAsync() => bed.DisposeAsync().AsTask();

    [Fact]
    public async Task HandleAsync_FiveNewChatters_MakesOneCardOfAll()
    {
        for (var i = 0; i < 4; i++) Assert.Equal(MessageEndState.Passed, (await bed.SayAsync(Text, $"n{i}", $"m{i}")).EndState);

        var outcome = await bed.SayAsync(Text, "n4", "m4");

        Assert.Equal((MessageEndState.Held, "raid", 5), (outcome.EndState, outcome.Hold!.Source, outcome.Hold.RaidSize));
        Assert.Equal(["m0", "m1", "m2", "m3"], outcome.Hold.Lines.Select(line => line.Id.Value));
        Assert.Equal("the same message from 5 new chatters within 30 s", outcome.Decision.Reasons[0].Text);
        Assert.Equal(1, await bed.Store.CountOpenAsync(Some.Broadcaster, default));
    }

    [Fact]
    public async Task HandleAsync_LaterMembers_JoinTheCardAndAreDeleted()
    {
        var card = await RaidAsync();

        var joined = await bed.SayAsync(Text + " 99", "n5", "m5");
        await bed.RunOutboxAsync();

        Assert.Equal((MessageEndState.Held, card.Id), (joined.EndState, joined.Hold!.Id));
        Assert.Equal(6, (await bed.FindAsync(card)).RaidSize);
        Assert.Equal(1, await bed.Store.CountOpenAsync(Some.Broadcaster, default));
        Assert.Equal(["delete m0", "delete m1", "delete m2", "delete m3", "delete m4", "delete m5"], bed.Enforcer.Acts.Order());
        Assert.Contains(await HistoryAsync(card), entry => entry is { Action: HistoryAction.Joined, Detail: "1 more, 6 in all" });
    }

    [Fact]
    public async Task HandleAsync_ModeObserve_TouchesNothing()
    {
        await UseAsync(new ModerationConfig { Mode = ChannelMode.Observe });
        await RaidAsync();
        await bed.SayAsync(Text, "n5");

        await bed.RunOutboxAsync();

        Assert.Empty(bed.Enforcer.Acts);
    }

    [Fact]
    public async Task HandleAsync_RaidsDisabled_Pass()
    {
        await UseAsync(new ModerationConfig { Mode = ChannelMode.Hold, Raids = new RaidsConfig { Enabled = false } });

        for (var i = 0; i < 9; i++) Assert.Equal(MessageEndState.Passed, (await bed.SayAsync(Text, $"n{i}")).EndState);
    }

    [Fact]
    public async Task Deny_WithATimeout_ReachesEveryMemberOnce()
    {
        var card = await RaidAsync();
        await bed.SayAsync(Text, "n0"); // again
        await bed.RunOutboxAsync();

        await bed.ResolveAsync(card, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10))));
        await bed.RunOutboxAsync();

        Assert.Equal(["timeout n0 600", "timeout n1 600", "timeout n2 600", "timeout n3 600", "timeout n4 600"], ActsOf("timeout"));
    }

    [Fact]
    public async Task Undo_OfABan_LiftsItForEveryMember()
    {
        var card = await RaidAsync();
        await bed.ResolveAsync(card, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Ban)));
        await bed.RunOutboxAsync();

        await bed.Desk.UndoAsync(Some.Chatter(badges: Badges.Broadcaster), card.Broadcaster, card.Id, default);
        await bed.RunOutboxAsync();

        Assert.Equal(5, ActsOf("ban ").Length);
        Assert.Equal(["unban n0", "unban n1", "unban n2", "unban n3", "unban n4"], ActsOf("unban"));
    }

    [Fact]
    public async Task HandleAsync_AfterDenial_IsDeletedAndCountedAndNobodyIsBanned()
    {
        var card = await RaidAsync();
        await bed.ResolveAsync(card, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Ban)));

        var later = await bed.SayAsync(Text, "n5", "m5");
        await bed.RunOutboxAsync();

        Assert.Equal(MessageEndState.Acted, later.EndState);
        Assert.Equal((HoldState.Denied, 6), ((await bed.FindAsync(card)).State, (await bed.FindAsync(card)).RaidSize));
        Assert.Contains("delete m5", bed.Enforcer.Acts);
        Assert.DoesNotContain("ban n5", bed.Enforcer.Acts);
    }

    [Fact]
    public async Task HandleAsync_AfterApproval_PassesUntilItIsUndone()
    {
        var card = await RaidAsync();
        await bed.RunOutboxAsync();
        await bed.ResolveAsync(card, Ruling.Approve);
        await bed.RunOutboxAsync();

        Assert.Equal("say chattern4 and others (approved, x 5): “" + Text + "”", bed.Enforcer.Acts[^1]);
        Assert.Equal(MessageEndState.Passed, (await bed.SayAsync(Text, "n5")).EndState);
        await bed.Desk.UndoAsync(Some.Chatter(badges: Badges.Broadcaster), card.Broadcaster, card.Id, default);
        Assert.Equal(MessageEndState.Held, (await bed.SayAsync(Text, "n6")).EndState);
    }

    [Fact]
    public async Task HandleAsync_AfterTheCardLapsed_MakesANewOne()
    {
        var card = await RaidAsync();
        for (var i = 0; i < 4; i++)
        {
            bed.Time.Advance(TimeSpan.FromMinutes(8));
            await bed.SayAsync(Text, $"slow{i}");
        }
        await bed.Desk.ExpireDueAsync(Some.Broadcaster, default);

        Assert.Equal(MessageEndState.Passed, (await bed.SayAsync(Text, "n5")).EndState);
        Hold? second = null;
        for (var i = 0; i < 5; i++) second = (await bed.SayAsync(Text, $"late{i}")).Hold;
        Assert.NotEqual(card.Id, second!.Id);
    }

    [Fact]
    public async Task HandleAsync_ToxicRaid_CollapsesAndItsDenialTakesTheFirstWithIt()
    {
        bed.Model.Score(Text, Category.Bullying, 0.95f);
        var card = await RaidAsync();
        Assert.Equal(5, await bed.Store.CountOpenAsync(Some.Broadcaster, default));

        await bed.SayAsync(Text, "n5");
        await bed.ResolveAsync(card, Ruling.Deny);

        Assert.Equal(0, await bed.Store.CountOpenAsync(Some.Broadcaster, default));
    }

    [Fact]
    public async Task HandleAsync_SureInModeEnforce_IsActedOnAndMakesNoCard()
    {
        await UseAsync(new ModerationConfig { Mode = ChannelMode.Enforce });
        bed.Model.Score(Text, Category.Bullying, 0.95f);

        for (var i = 0; i < 9; i++)
        {
            var outcome = await bed.SayAsync(Text, $"n{i}");
            Assert.Equal((MessageEndState.Acted, null), (outcome.EndState, outcome.Hold!.RaidSize));
        }
    }

    [Fact]
    public async Task HandleAsync_StoreAwayWhileTheyJoin_JoinWhenItIsBack()
    {
        var card = await RaidAsync();
        bed.Store.IsDown = true;
        var joining = Enumerable.Range(5, 3).Select(i => bed.SayAsync(Text, $"n{i}")).ToArray();

        bed.Store.IsDown = false;
        await AdvanceUntilAsync(Task.WhenAll(joining));

        Assert.Equal(8, (await bed.FindAsync(card)).RaidSize);
    }

    [Fact]
    public async Task HandleAsync_FiveThousand_LeaveACardOfBoundedSizeWithADeleteForEach()
    {
        var started = bed.Time.GetUtcNow();
        List<Task<MessageOutcome>> all = [];
        for (var i = 0; i < 5000; i++)
        {
            all.Add(bed.SayAsync(Text, $"n{i}"));
            if (i % 25 == 0) bed.Time.Advance(TimeSpan.FromMilliseconds(250));
        }
        await AdvanceUntilAsync(Task.WhenAll(all));
        var card = await bed.FindAsync((await all[^1]).Hold!);
        var seconds = (int)(bed.Time.GetUtcNow() - started).TotalSeconds;

        Assert.Equal((5000, RaidCards.MaxLines), (card.RaidSize, card.Lines.Length));
        Assert.InRange(JsonSerializer.Serialize(card, HoldJson.Default.Hold).Length, 1, 20_000);
        // One by one until it is full, then four times a second at most.
        Assert.InRange((await HistoryAsync(card)).Count, 1, RaidCards.MaxLines + (4 * seconds) + 4);
        var effects = await bed.Store.LeaseEffectsAsync(Some.Broadcaster, 10_000, bed.Time.GetUtcNow(), TimeSpan.FromMinutes(1), default);
        Assert.Equal(5000, effects.Select(effect => effect.Effect.Id).Distinct().Count());
    }

    [Fact]
    public async Task ResolveAsync_CardHasGrownSinceItWasSeen_IsResolvedAllTheSame()
    {
        var card = await RaidAsync();
        await bed.SayAsync(Text, "n5");

        var result = await bed.Desk.ResolveAsync(Some.Chatter(badges: Badges.Broadcaster), card.Broadcaster, card.Id, Ruling.Deny, card.Version, default);

        Assert.IsType<ReviewResult.Done>(result);
    }

    [Fact]
    public async Task ApplyAsync_OneMemberDealtWithOnTwitch_LeavesTheCardOpen()
    {
        var card = await RaidAsync();
        var rulings = new TwitchRulings(bed.Desk, bed.Store, new OwnActs(bed.Time), bed.Time);

        await rulings.ApplyAsync(new ChatEvent.ModeratorActed(Some.Broadcaster, Some.Moderator, ModeratorAction.Delete, card.Message.Chatter, card.Message.Id), null, default);
        await rulings.ApplyAsync(new ChatEvent.ModeratorActed(Some.Broadcaster, Some.Moderator, ModeratorAction.Ban, card.Message.Chatter, null), null, default);

        Assert.True((await bed.FindAsync(card)).IsOpen);
    }

    private async Task<Hold> RaidAsync()
    {
        for (var i = 0; i < 4; i++) await bed.SayAsync(Text, $"n{i}", $"m{i}");
        return (await bed.SayAsync(Text, "n4", "m4")).Hold!;
    }

    private string[] ActsOf(string what) => [.. bed.Enforcer.Acts.Where(act => act.StartsWith(what, StringComparison.Ordinal)).Order()];

    private Task<IReadOnlyList<HistoryEntry>> HistoryAsync(Hold hold) => bed.Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, default);

    private Task AdvanceUntilAsync(Task task) => bed.Time.AdvanceUntilAsync(task, TimeSpan.FromSeconds(1));

    private async Task UseAsync(ModerationConfig config)
    {
        await bed.DisposeAsync();
        bed = new PipelineBed(config);
        await bed.ChatAsync();
    }
}
