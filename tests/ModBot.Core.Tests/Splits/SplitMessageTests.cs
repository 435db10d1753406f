using ModBot.Classification;
using ModBot.Enforcement;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Review;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Splits;

/// <summary>From the lines of a split message to what becomes of them on Twitch.</summary>
public sealed class SplitMessageTests : IAsyncLifetime
{
    private static readonly ModerationConfig Config = new() { Mode = ChannelMode.Hold, Rules = new RulesConfig { Terms = new TermRuleConfig { Blocked = ["zzrude", "zz grob"] } } };

    private PipelineBed bed = new(Config);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => bed.DisposeAsync().AsTask();

    [Fact]
    public async Task HandleAsync_TermSpelledBySeveralChatters_IsHeldWithAllLines()
    {
        await bed.SayAsync("zz", "1", "m1");
        await bed.SayAsync("ru", "2", "m2");

        var outcome = await bed.SayAsync("de", "3", "m3");

        Assert.Equal(MessageEndState.Held, outcome.EndState);
        Assert.Equal(["m1", "m2"], outcome.Hold!.Lines.Select(line => line.Id.Value));
        Assert.Equal("a blocked term, spelled over 3 messages", outcome.Decision.Reasons[0].Text);
        Assert.Equal("zzrude", (await bed.FindAsync(outcome.Hold)).Decision.Folded);
    }

    [Fact]
    public async Task HandleAsync_TermOverTwoLinesOfOneChatter_IsHeld()
    {
        await bed.SayAsync("you zz");
        await bed.SayAsync("hello there", "2");

        var outcome = await bed.SayAsync("grob");

        Assert.Equal("a blocked term, split over 2 messages", Assert.Single(outcome.Decision.Reasons).Text);
    }

    [Fact]
    public async Task HandleAsync_ToxicOnlyTogether_IsHeldForItsCategory()
    {
        bed.Model.Score("you are rude words", Category.Bullying, 0.95f);
        await bed.SayAsync("you are");

        var outcome = await bed.SayAsync("rude words");

        Assert.Equal((Category.Bullying, Verdict.Hold), (outcome.Decision.Reasons[0].Category, outcome.Decision.Verdict));
        Assert.EndsWith("split over 2 messages", outcome.Decision.Reasons[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_SureTogetherInModeEnforce_IsOnlyHeld()
    {
        await UseAsync(Config with { Mode = ChannelMode.Enforce });
        bed.Model.Score("you are rude words", Category.Bullying, 0.99f);
        await bed.SayAsync("you are");

        Assert.Equal(MessageEndState.Held, (await bed.SayAsync("rude words")).EndState);
    }

    [Fact]
    public async Task HandleAsync_LineAfterASplitMessage_DoesNotHoldItAgain()
    {
        await bed.SayAsync("you zz");
        await bed.SayAsync("grob");

        Assert.Equal(MessageEndState.Passed, (await bed.SayAsync("good evening")).EndState);
    }

    [Fact]
    public async Task HandleAsync_LineAfterAHeldOne_IsJudgedAlone()
    {
        await bed.SayAsync("zzrude");

        Assert.Equal(MessageEndState.Passed, (await bed.SayAsync("good evening")).EndState);
    }

    [Fact]
    public async Task HandleAsync_Unscored_JudgesNoJoinedText()
    {
        await UseAsync(Config with { Unscored = UnscoredAction.Pass });
        bed.Model.Failure = new InvalidOperationException("broken");
        await bed.SayAsync("good");

        Assert.Equal(MessageEndState.Passed, (await bed.SayAsync("evening")).EndState);
    }

    [Fact]
    public async Task HandleAsync_SplitsDisabled_JudgesEachLineAlone()
    {
        await UseAsync(Config with { Splits = new SplitsConfig { Enabled = false } });
        await bed.SayAsync("you zz");

        Assert.Equal(MessageEndState.Passed, (await bed.SayAsync("grob")).EndState);
    }

    [Fact]
    public async Task HandleAsync_HarmlessShortLines_Pass()
    {
        string[] lines = ["hi", "gg", "w", "no", "ok", "lol", "nice", "so good", "hello", "where are you from", "me too", "F", "ez", "yo", "what a run", "ty", "np"];
        for (var i = 0; i < 200; i++)
        {
            bed.Time.Advance(TimeSpan.FromMilliseconds(400));
            Assert.Equal(MessageEndState.Passed, (await bed.SayAsync(lines[i * 7 % lines.Length], $"{i % 9}")).EndState);
        }
    }

    [Fact]
    public async Task RunOutbox_SplitMessage_DeletesAllLinesAndRecordsOneDelete()
    {
        var hold = await HoldAsync();

        await bed.RunOutboxAsync();

        Assert.Equal(["delete m1", "delete m2", "delete m3"], bed.Enforcer.Acts.Order());
        Assert.Equal(HoldKind.Deleted, (await bed.FindAsync(hold)).Kind);
        Assert.Single(await bed.Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, default), entry => entry.Action == HistoryAction.MessageDeleted);
    }

    [Fact]
    public async Task RunOutbox_LineCannotBeDeleted_SaysSoAndTheHoldIsDeletedAllTheSame()
    {
        var hold = await HoldAsync();
        bed.Enforcer.Answer = act => act == "delete m1" ? new EnforcementResult.Refused("too old") : null;

        await bed.RunOutboxAsync();

        Assert.Equal(HoldKind.Deleted, (await bed.FindAsync(hold)).Kind);
        Assert.Contains(await bed.Store.ReadHistoryAsync(hold.Broadcaster, hold.Id, default), entry => entry is { Action: HistoryAction.EffectFailed, Detail: "DeleteMessage: too old" });
    }

    [Fact]
    public async Task Approve_DeletedSplitMessage_ComesBackAsOneQuote()
    {
        var hold = await HoldAsync();
        await bed.RunOutboxAsync();

        await bed.ResolveAsync(hold, Ruling.Approve);
        await bed.RunOutboxAsync();

        Assert.Equal("say chatter1, chatter2, chatter3 (approved): “zz ru de”", bed.Enforcer.Acts[^1]);
    }

    [Fact]
    public async Task Approve_BeforeTheDeletes_DeletesNothing()
    {
        var hold = await HoldAsync();

        await bed.ResolveAsync(hold, Ruling.Approve);
        await bed.RunOutboxAsync();

        Assert.Empty(bed.Enforcer.Acts);
    }

    [Fact]
    public async Task Deny_StillVisible_DeletesAllLines()
    {
        await UseAsync(Config with { Mode = ChannelMode.Observe });
        var hold = await HoldAsync();
        await bed.RunOutboxAsync();
        Assert.Empty(bed.Enforcer.Acts);

        await bed.ResolveAsync(hold, Ruling.Deny);
        await bed.RunOutboxAsync();

        Assert.Equal(["delete m1", "delete m2", "delete m3"], bed.Enforcer.Acts.Order());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public async Task ApplyAsync_OneOfSeveralSendersTimedOutOnTwitch_LeavesTheHoldOpen(string chatter)
    {
        var hold = await HoldAsync();
        var rulings = new TwitchRulings(bed.Desk, bed.Store, new OwnActs(bed.Time), bed.Time);

        await rulings.ApplyAsync(new ChatEvent.ModeratorActed(Some.Broadcaster, Some.Moderator, ModeratorAction.Timeout, Some.Chatter(id: chatter), null), null, default);

        Assert.True((await bed.FindAsync(hold)).IsOpen);
    }

    private async Task<Hold> HoldAsync()
    {
        await bed.SayAsync("zz", "1", "m1");
        await bed.SayAsync("ru", "2", "m2");
        return (await bed.SayAsync("de", "3", "m3")).Hold!;
    }

    private async Task UseAsync(ModerationConfig config)
    {
        await bed.DisposeAsync();
        bed = new PipelineBed(config);
    }
}
