using ModBot.Classification;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Holds;

/// <summary>Points and steps as a function of a chatter's holds. Times are days after <see cref="Some.Instant"/>.</summary>
public sealed class LadderTests
{
    private static readonly Chatter Goblin = Some.Chatter();
    private static readonly LadderConfig Config = new() { Enabled = true };

    [Fact]
    public void Standing_NothingDenied_IsNoStep() =>
        Assert.Equal(new LadderStanding(0, 0, 4), Standing(1, Some.Hold(), Ended(0, HoldState.Approved), Ended(0, HoldState.Expired)));

    [Theory]
    [InlineData(Category.Bullying, 1)]
    [InlineData(Category.Swearing, 1)]
    [InlineData(Category.RaceEthnicityOrReligion, 2)]
    [InlineData(Category.Aggression, 2)]
    [InlineData(Category.SelfHarm, 0)] // no offence
    public void Standing_OneDenial_HasTheWeightOfItsCategory(Category category, int points) => Assert.Equal(points, Standing(0, Denied(0, category)).Points);

    [Fact]
    public void Standing_RuleAndConfiguredWeights_GoByTheWorstReasonWhateverTheCase()
    {
        var config = Config with { Weights = new Dictionary<string, int> { ["BULLYING"] = 3, ["caps"] = 0 } };

        Assert.Equal(3, Ladder.Standing([Denied(0)], Goblin.Id, config, Day(0)).Points);
        Assert.Equal(0, Ladder.Standing([ByRule("caps")], Goblin.Id, config, Day(0)).Points);
        Assert.Equal(1, Ladder.Standing([ByRule("links")], Goblin.Id, config, Day(0)).Points);
    }

    [Fact]
    public void Standing_MoreThanTheLastStep_StaysOnIt() =>
        Assert.Equal(new LadderStanding(6, 4, 4), Standing(5, [.. Enumerable.Range(0, 6).Select(day => Denied(day))]));

    [Theory]
    [InlineData(6.99, 2)]
    [InlineData(7, 1)]
    [InlineData(13.99, 1)]
    [InlineData(14, 0)]
    [InlineData(100, 0)]
    public void Standing_CleanTime_TakesOnePointForEveryWholeWeek(double day, int points) => Assert.Equal(points, Standing(day, Denied(0, Category.Aggression)).Points);

    [Fact]
    public void Standing_CleanTimeBetweenDenials_IsTakenBeforeTheNextAndStartsAnew()
    {
        // 2 points, 8 days: 1; plus 1: 2; 6 days: 2, for the week starts with the denial.
        Assert.Equal(2, Standing(14, Denied(0, Category.Aggression), Denied(8)).Points);
        Assert.Equal(1, Standing(15, Denied(0, Category.Aggression), Denied(8)).Points);
        // What is clean beyond the last point is not saved up.
        Assert.Equal(1, Standing(50, Denied(0), Denied(50)).Points);
    }

    [Fact]
    public void Standing_SaidBeforeTheLastDenialWasKnown_IsOneOffenceAndCountsItsWorst()
    {
        var said = Day(0);
        Hold[] sameEvening = [Denied(0.1, said: said), Denied(0.2, Category.Aggression, said: said.AddHours(1)), Denied(0.3, said: said.AddHours(2))];

        Assert.Equal(2, Standing(1, sameEvening).Points);
        Assert.Equal(3, Standing(1, [.. sameEvening, Denied(0.4, said: Day(0.35))]).Points);
    }

    [Fact]
    public void Standing_LineAndTheSplitMessageThatItBecame_AreOneOffence()
    {
        var line = Denied(0);
        var split = Denied(0.1) is var second ? second with { Decision = Some.Decision() with { Lines = [HeldLine.Of(line.Message)] } } : second;

        Assert.Equal(2, Standing(1, line, Denied(0.1)).Points);
        Assert.Equal(1, Standing(1, line, split).Points);
    }

    [Fact]
    public void Standing_AnyOrder_IsTheSame()
    {
        Hold[] holds = [Denied(0), Denied(0.1, Category.Aggression, Day(0)), Denied(3), Denied(9, Category.Misogyny), Ended(10, HoldState.Approved), Denied(20)];
        var expected = Standing(21, holds);
        var random = new Random(20260903);

        for (var i = 0; i < 100; i++)
        {
            random.Shuffle(holds);
            Assert.Equal(expected, Standing(21, holds));
        }
    }

    [Fact]
    public void Standing_UndoneOrLifted_CountsNothing()
    {
        var banned = HoldLifecycle.Resolve(Some.Hold(), Some.Moderator, new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Ban)), Some.Instant).Hold;

        Assert.Equal(1, Standing(0, banned).Points);
        Assert.Equal(0, Standing(0, HoldLifecycle.Undo(banned, Some.Moderator, Some.Instant, TimeSpan.FromMinutes(30)).Hold).Points);
        Assert.Equal(0, Standing(0, HoldLifecycle.LiftSanction(banned, Some.Moderator, Some.Instant).Hold).Points);
    }

    [Fact]
    public void Standing_DeniedOnTwitchOrByModBot_Counts()
    {
        var onTwitch = HoldLifecycle.CloseOnTwitch(Some.Hold(), Ruling.Deny, Some.Moderator, Some.Instant).Hold;
        var own = Denied(1) with { Resolution = new Resolution(Actor.ModBot, Day(1), Ruling.Deny, HoldKind.Flagged) };

        Assert.Equal(2, Standing(1, onTwitch, own).Points);
    }

    [Fact]
    public void Standing_SplitOfOthersAndRaids_CountForNobodyButTheSplitsLastSender()
    {
        var split = Denied(0) with { Decision = Some.Decision() with { Lines = [HeldLine.Of(Some.Message(from: Some.Chatter("latecomet", id: "9")))] } };

        Assert.Equal(1, Standing(0, split).Points);
        Assert.Equal(0, Ladder.Standing([split], new ChatterId("9"), Config, Day(0)).Points);
        Assert.Equal(0, Standing(0, split with { RaidSize = 7 }).Points);
    }

    [Theory]
    [InlineData(0, SanctionKind.Warn, null)]
    [InlineData(1, SanctionKind.Timeout, 10)]
    [InlineData(2, SanctionKind.Timeout, 60)]
    [InlineData(3, SanctionKind.Ban, null)]
    [InlineData(9, SanctionKind.Ban, null)]
    public void Complete_AfterSoManyDenials_GivesTheNextStep(int before, SanctionKind kind, int? minutes)
    {
        var ruling = Complete([.. Enumerable.Range(0, before).Select(i => Denied(i * 0.1))], SaidOn(1), 1);

        Assert.Equal(new Sanction(kind, minutes is null ? null : TimeSpan.FromMinutes(minutes.Value)), ruling.Sanction);
        Assert.Equal(new LadderStanding(before + 1, Math.Min(before + 1, 4), 4), ruling.Ladder);
    }

    [Fact]
    public void Complete_MoreOfAnOffenceThatCounted_AddsNothing() => Assert.Same(Ruling.Deny, Complete([Denied(1, said: Day(0))], SaidOn(0.5), 1.5));

    [Fact]
    public void Complete_WorseThanItsOwnSanction_TakesTheStepsAndKeepsTheReason()
    {
        var own = new Ruling(RulingVerb.Deny, new Sanction(SanctionKind.Timeout, TimeSpan.FromMinutes(30)), "because");

        Assert.Equal(own, Complete([Denied(0)], SaidOn(1), 1, own));
        Assert.Equal((TimeSpan.FromHours(1), "because"), (Complete([Denied(0), Denied(0.5)], SaidOn(1), 1, own) is var worse ? worse.Sanction!.Duration!.Value : default, worse.Reason));
    }

    [Fact]
    public void Complete_LadderOffRaidModeratorOrWeightless_LeavesTheRuling()
    {
        var hold = SaidOn(1);
        var moderator = hold with { Message = hold.Message with { Chatter = Goblin with { Badges = Badges.Moderator } } };

        Assert.Same(Ruling.Deny, Ladder.Complete([], hold, Ruling.Deny, new LadderConfig(), Day(1)));
        Assert.Same(Ruling.Deny, Complete([], hold with { RaidSize = 5 }, 1));
        Assert.Same(Ruling.Deny, Complete([], moderator, 1));
        Assert.Same(Ruling.Deny, Complete([Denied(0)], hold with { Decision = Some.Decision(category: Category.SelfHarm) }, 1));
    }

    private static LadderStanding Standing(double day, params Hold[] holds) => Ladder.Standing(holds, Goblin.Id, Config, Day(day));

    private static Ruling Complete(Hold[] before, Hold hold, double day, Ruling? own = null) => Ladder.Complete([.. before, hold], hold, own ?? Ruling.Deny, Config, Day(day));

    private static DateTimeOffset Day(double day) => Some.Instant.AddDays(day);

    private static Hold SaidOn(double day) => Some.Hold() is var hold ? hold with { Message = hold.Message with { SentAt = Day(day) } } : hold;

    private static Hold Denied(double day, Category category = Category.Bullying, DateTimeOffset? said = null) => Ended(day, HoldState.Denied) is var hold
        ? hold with { Decision = Some.Decision(category: category), Message = hold.Message with { SentAt = said ?? Day(day) } }
        : hold;

    private static Hold ByRule(string rule) => Denied(0) with { Decision = Some.Decision() with { Reasons = [new Reason { Source = rule, Verdict = Verdict.Hold, Text = "a rule" }] } };

    private static Hold Ended(double day, HoldState state) => SaidOn(day) with { State = state, Resolution = new Resolution(Some.Moderator, Day(day), Ruling.Deny, HoldKind.Flagged) };
}
