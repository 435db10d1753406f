using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Core.Tests.Holds;

/// <summary>The ladder in what ModBot does by itself.</summary>
public sealed class LadderEnforceTests
{
    private static readonly ModerationConfig Config = new()
    {
        Mode = ChannelMode.Enforce,
        Rules = new RulesConfig { Terms = new TermRuleConfig { Verdict = Verdict.Delete, Blocked = ["rude"] } },
        Ladder = new LadderConfig { Enabled = true },
    };

    [Fact]
    public async Task Enforce_AgainAndAgain_GoesUpAndProposesTheBan()
    {
        await using var bed = new PipelineBed(Config);

        Assert.Equal(new Sanction(SanctionKind.Warn), (await SayAsync(bed)).Hold!.Resolution!.Ruling.Sanction);
        Assert.Equal(new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(10)), (await SayAsync(bed)).Hold!.Resolution!.Ruling.Sanction);
        var third = await SayAsync(bed);
        Assert.Equal((MessageEndState.Acted, TimeSpan.FromHours(1)), (third.EndState, third.Hold!.Resolution!.Ruling.Sanction!.Duration));
        var fourth = await SayAsync(bed);

        Assert.Equal((MessageEndState.Held, HoldState.Open, Actor.ModBot), (fourth.EndState, fourth.Hold!.State, fourth.Hold.Proposal!.By));
        await bed.RunOutboxAsync();
        Assert.Equal(["warn 1", "timeout 1 600", "timeout 1 3600"], bed.Enforcer.Acts.Where(act => !act.StartsWith("delete", StringComparison.Ordinal)));
        var deleted = await bed.FindAsync(fourth.Hold);
        Assert.Equal(HoldKind.Deleted, deleted.Kind);
        Assert.NotNull(deleted.Exposure); // ModBot's own delete
        var history = await bed.Store.ReadHistoryAsync(deleted.Broadcaster, deleted.Id, default);
        Assert.StartsWith("Ban (ladder: step 4 of 4, 4 points): ", history[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enforce_BanWithoutModerator_Bans()
    {
        await using var bed = new PipelineBed(Config with { Ladder = new LadderConfig { Enabled = true, Steps = [new() { Verdict = Verdict.Ban }], BanWithoutModerator = true } });

        var outcome = await SayAsync(bed);

        Assert.Equal((MessageEndState.Acted, SanctionKind.Ban), (outcome.EndState, outcome.Hold!.Resolution!.Ruling.Sanction!.Kind));
    }

    [Fact]
    public async Task Enforce_VerdictWorseThanTheStep_Stands()
    {
        var terms = Config.Rules.Terms with { Verdict = Verdict.Timeout };
        await using var bed = new PipelineBed(Config with { Rules = new RulesConfig { Terms = terms } });

        var ruling = (await SayAsync(bed)).Hold!.Resolution!.Ruling;

        Assert.Equal((new Sanction(SanctionKind.Timeout, Config.Enforce.Timeout), null), (ruling.Sanction, ruling.Ladder));
    }

    [Fact]
    public async Task Enforce_StoreAway_WaitsForItBeforeItReadsTheRecord()
    {
        await using var bed = new PipelineBed(Config);
        await SayAsync(bed);
        bed.Store.IsDown = true;
        bed.Time.Advance(TimeSpan.FromMinutes(1));
        var said = bed.SayAsync("rude");
        bed.Store.IsDown = false;

        await bed.Time.AdvanceUntilAsync(said, TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromMinutes(10), (await said).Hold!.Resolution!.Ruling.Sanction!.Duration);
    }

    [Fact]
    public async Task Hold_NotEnforced_NeverReadsTheRecord()
    {
        await using var bed = new PipelineBed(Config with { Mode = ChannelMode.Hold });

        Assert.Equal(MessageEndState.Passed, (await bed.SayAsync("kind")).EndState);
        Assert.Equal(MessageEndState.Held, (await SayAsync(bed)).EndState);

        Assert.Equal(0, bed.Store.ReadsOfChatters);
    }

    private static Task<MessageOutcome> SayAsync(PipelineBed bed)
    {
        bed.Time.Advance(TimeSpan.FromMinutes(1));
        return bed.SayAsync("rude");
    }
}
