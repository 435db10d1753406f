using ModBot.Feedback;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Testing;

namespace ModBot.Core.Tests.Feedback;

/// <summary>Two people who judged one hold agree or do not; one person's change of mind is no disagreement.</summary>
public sealed class AgreementTests
{
    private static readonly Actor First = Some.Moderator;
    private static readonly Actor Second = Some.OtherModerator;

    private readonly InMemoryHoldStore store = new();

    [Theory]
    [InlineData(RulingVerb.Deny, 1)]
    [InlineData(RulingVerb.Approve, 0)]
    public async Task ReadAsync_ProposalDecidedByAnother_ComparesBothOnce(RulingVerb decided, int agreed)
    {
        var hold = await ApplyAsync(await AddAsync(), held => HoldLifecycle.Propose(held, First, Ruling.Deny, held.CreatedAt));
        await ApplyAsync(hold, held => HoldLifecycle.Resolve(held, Second, new Ruling(decided), held.CreatedAt));

        var report = await ReportAsync();

        Assert.Equal((0, 1, agreed), Of(report, First));
        Assert.Equal((1, 1, agreed), Of(report, Second));
    }

    [Fact]
    public async Task ReadAsync_UndoneAndDecidedAnewByAnother_Disagrees()
    {
        await UndoneAsync(by: Second, RulingVerb.Approve);

        var report = await ReportAsync();

        Assert.Equal((0, 1, 0), Of(report, First));
        Assert.Equal((1, 1, 0), Of(report, Second));
        Assert.Equal(0.0, report.Moderators.First().Agreement!.Value.Value);
    }

    [Fact]
    public async Task ReadAsync_ChangeOfOnesOwnMind_ComparesNothing()
    {
        await UndoneAsync(by: First, RulingVerb.Approve);

        Assert.Equal((1, 0, 0), Of(await ReportAsync(), First));
        Assert.Null((await ReportAsync()).Moderators.Single().Agreement);
    }

    [Fact]
    public async Task ReadAsync_ProposalUndoneWithItsDecision_IsStillKnownFromTheHistory()
    {
        var hold = await ApplyAsync(await AddAsync(), held => HoldLifecycle.Propose(held, First, Ruling.Approve, held.CreatedAt));
        hold = await ApplyAsync(hold, held => HoldLifecycle.Resolve(held, Second, Ruling.Deny, held.CreatedAt));
        await ApplyAsync(hold, held => HoldLifecycle.Undo(held, Second, held.CreatedAt, TimeSpan.FromMinutes(30)));

        Assert.Equal((0, 1, 0), Of(await ReportAsync(), First));
    }

    [Fact]
    public async Task ReadAsync_DecidedByAMachine_CountsForNobody()
    {
        await ApplyAsync(await AddAsync(), held => HoldLifecycle.Resolve(held, Actor.ModBot, new Ruling(RulingVerb.Expire), held.CreatedAt));

        Assert.Empty((await ReportAsync()).Moderators);
    }

    private async Task UndoneAsync(Actor by, RulingVerb verb)
    {
        var hold = await ApplyAsync(await AddAsync(), held => HoldLifecycle.Resolve(held, First, Ruling.Deny, held.CreatedAt));
        hold = await ApplyAsync(hold, held => HoldLifecycle.Undo(held, by, held.CreatedAt, TimeSpan.FromMinutes(30)));
        await ApplyAsync(hold, held => HoldLifecycle.Resolve(held, by, new Ruling(verb), held.CreatedAt));
    }

    private async Task<Hold> AddAsync() =>
        (await store.AddAsync(Some.Hold(), new HistoryEntry(1, Some.Instant, Actor.ModBot, HistoryAction.Held), [], default)).Hold;

    private async Task<Hold> ApplyAsync(Hold hold, Func<Hold, Transition> change)
    {
        var transition = change(hold);
        return Assert.IsType<ChangeResult.Changed>(await store.ChangeAsync(transition.Hold, transition.Entry, transition.Effects, default)).Hold;
    }

    private Task<ReviewReport> ReportAsync() => ReviewReport.ReadAsync(store, Some.Broadcaster, Some.Instant, default);

    private static (int Decisions, int Compared, int Agreed) Of(ReviewReport report, Actor moderator)
    {
        var tally = report.Moderators.Single(candidate => candidate.Moderator == moderator);
        return (tally.Approved + tally.Denied, tally.Compared, tally.Agreed);
    }
}
