using ModBot.Appeals;
using ModBot.Classification;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Testing;

namespace ModBot.Core.Tests.Appeals;

public sealed class AppealIntakeTests : IDisposable
{
    private readonly AppealBed bed = new();

    public void Dispose() => bed.Dispose();

    [Fact]
    public async Task AppealAsync_DeniedMessage_OpensAnItemThatNamesIt()
    {
        await bed.DenyAsync();
        var denied = await bed.DenyAsync(category: Category.Aggression);

        Assert.Equal(AppealAnswer.Opened, await bed.AppealAsync("it was a quote"));

        var appeal = await bed.OpenAppealAsync();
        Assert.Equal((denied.Id, "it was a quote", "appeal"), (appeal.Appeal!.About, appeal.Message.Text, appeal.Source));
        Assert.Contains(appeal.Decision.Reasons, reason => reason.Category == Category.Aggression);
        Assert.Equal(bed.Time.GetUtcNow() + TimeSpan.FromDays(3), appeal.ExpiresAt);
        Assert.Equal(HistoryAction.Appealed, (await bed.Desk.ReadHistoryAsync(appeal, default)).Single().Action);
    }

    [Fact]
    public async Task AppealAsync_WhileOneIsOpen_OpensNoSecond()
    {
        await bed.DenyAsync();
        await bed.AppealAsync();
        await bed.DenyAsync();

        Assert.Equal(AppealAnswer.IsOpenAlready, await bed.AppealAsync());
        await bed.OpenAppealAsync();
    }

    [Fact]
    public async Task AppealAsync_ManyAtOnce_OpenOne()
    {
        await bed.DenyAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => bed.AppealAsync())));

        Assert.Single(answers, answer => answer == AppealAnswer.Opened);
        await bed.OpenAppealAsync();
    }

    [Fact]
    public async Task AppealAsync_AfterItWasDecided_IsNotOpenedAgain()
    {
        await bed.DenyAsync();
        await bed.AppealAsync();
        await bed.ResolveAsync(AppealBed.Other, await bed.OpenAppealAsync(), Ruling.Deny);

        Assert.Equal(AppealAnswer.WasDecided, await bed.AppealAsync());
    }

    [Fact]
    public async Task AppealAsync_DeletedAndNeverLookedAt_OpensOne()
    {
        var hold = await bed.HoldAsync();
        bed.Time.Advance(TimeSpan.FromHours(1));
        await bed.Desk.ExpireDueAsync(hold.Broadcaster, default);

        Assert.Equal(AppealAnswer.Opened, await bed.AppealAsync());
    }

    [Fact]
    public async Task AppealAsync_NothingDenied_SaysWhatThereIs()
    {
        await bed.DenyAsync(from: Some.Chatter("mildheron", id: "5"));
        Assert.Equal(AppealAnswer.NothingToAppeal, await bed.AppealAsync());

        await bed.HoldAsync();
        Assert.Equal(AppealAnswer.NotDecidedYet, await bed.AppealAsync());
    }

    [Fact]
    public async Task AppealAsync_DenialOlderThanHoldsAreKept_IsOver()
    {
        await bed.DenyAsync();
        bed.Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(AppealAnswer.NothingToAppeal, await bed.AppealAsync());
    }

    [Fact]
    public async Task UnbanRequest_ToldTwice_IsOneItemAboutTheBan()
    {
        var banned = await bed.DenyAsync(new Sanction(SanctionKind.Ban));
        await bed.DenyAsync();

        await bed.TakeAsync();
        await bed.TakeAsync();

        var appeal = await bed.OpenAppealAsync();
        Assert.Equal((banned.Id, "request-1", "let me in"), (appeal.Appeal!.About, appeal.Appeal.Request!.Value.Value, appeal.Message.Text));
        Assert.Equal(AppealAnswer.IsOpenAlready, await bed.AppealAsync());
    }

    [Fact]
    public async Task UnbanRequest_AfterABanThatNoHoldTellsOf_IsAnItemToo()
    {
        await bed.TakeAsync();

        Assert.Null((await bed.OpenAppealAsync()).Appeal!.About);
    }

    [Fact]
    public async Task UnbanRequest_AppealsSwitchedOff_IsLeftToTwitch()
    {
        using var off = new AppealBed(new ModerationConfig { Appeals = new AppealsConfig { Enabled = false } });

        await off.TakeAsync();

        Assert.Equal(0, await off.Store.CountOpenAsync(Some.Broadcaster, default));
    }
}
