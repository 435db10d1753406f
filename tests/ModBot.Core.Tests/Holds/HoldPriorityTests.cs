using ModBot.Classification;
using ModBot.Holds;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Holds;

public sealed class HoldPriorityTests
{
    [Theory]
    [InlineData(Category.Aggression, Category.RaceEthnicityOrReligion)]
    [InlineData(Category.Misogyny, Category.Bullying)]
    [InlineData(Category.Spam, Category.Swearing)]
    [InlineData(Category.SelfHarm, Category.Politics)]
    public void Of_GraverCategoryOfTheSameAge_ComesFirst(Category graver, Category milder) => Assert.True(Of(Scored(graver, 0.8f)) > Of(Scored(milder, 0.8f)));

    [Fact]
    public void Of_SurerScore_ComesFirst() => Assert.True(Of(Scored(Category.Bullying, 0.99f)) > Of(Scored(Category.Bullying, 0.71f)));

    [Fact]
    public void Of_SeveralReasons_GoesByTheGravestThatHolds()
    {
        var mild = Scored(Category.Swearing, 0.8f);
        var both = With(mild, [.. mild.Decision.Reasons, .. Scored(Category.Aggression, 0.71f).Decision.Reasons]);
        var observed = With(mild, [.. mild.Decision.Reasons, Scored(Category.Aggression, 0.71f).Decision.Reasons[0] with { Verdict = Verdict.Observe }]);

        Assert.True(Of(both) > Of(mild));
        Assert.Equal(Of(mild), Of(observed));
    }

    [Fact]
    public void Of_Raid_RisesWithItsSizeAndNotForEver()
    {
        var card = Ruled("raid", 5, 5);

        Assert.True(Of(card with { RaidSize = 40 }) > Of(card with { RaidSize = 5 }));
        Assert.True(Of(card with { RaidSize = 5 }) > Of(Scored(Category.Bullying, 0.9f)));
        Assert.Equal(Of(card with { RaidSize = 256 }), Of(card with { RaidSize = 100_000 }));
    }

    [Theory]
    [InlineData(6, 6, 12, 6)]
    [InlineData(12, 6, 100, 6)] // at most twice
    public void Of_Rule_RisesWithWhatItMeasured(float value, float limit, float more, float sameLimit)
    {
        if (value < 2 * limit) Assert.True(Of(Ruled("mentions", more, sameLimit)) > Of(Ruled("mentions", value, limit)));
        else Assert.Equal(Of(Ruled("mentions", value, limit)), Of(Ruled("mentions", more, sameLimit)));
    }

    [Fact]
    public void Of_Older_ComesFirstAndNeverBeforeTwiceItsSeverity()
    {
        var hold = Scored(Category.Bullying, 0.7f);

        Assert.True(HoldPriority.Of(hold, Some.Instant.AddMinutes(20)) > HoldPriority.Of(hold, Some.Instant.AddMinutes(1)));
        Assert.Equal(2 * Of(hold), HoldPriority.Of(hold, Some.Instant.AddHours(9)), 6);
        // A clock that is behind makes nothing less than it is.
        Assert.Equal(Of(hold), HoldPriority.Of(hold, Some.Instant.AddMinutes(-5)), 6);
    }

    [Fact]
    public void Of_HeldByTwitch_IsMoreUrgentThanWhatWaitsLonger()
    {
        var now = Some.Instant.AddMinutes(3);

        Assert.True(HoldPriority.Of(Scored(Category.Bullying, 0.8f, HoldKind.Twitch), now) > HoldPriority.Of(Scored(Category.Bullying, 0.8f), now));
    }

    [Fact]
    public void Of_Proposal_ComesBeforeItsLike()
    {
        var hold = Scored(Category.Bullying, 0.8f);

        Assert.True(Of(HoldLifecycle.Propose(hold, Some.Moderator, Ruling.Deny, Some.Instant).Hold) > Of(hold));
    }

    [Theory]
    [InlineData(HoldOrder.Priority, new[] { "grave", "old", "new" })]
    [InlineData(HoldOrder.Oldest, new[] { "old", "grave", "new" })]
    [InlineData(HoldOrder.Newest, new[] { "new", "grave", "old" })]
    public void Sort_ByOrder_PutsFirstWhatItSays(HoldOrder order, string[] expected)
    {
        Hold[] holds =
        [
            Named("new", Scored(Category.Bullying, 0.8f), 2),
            Named("old", Scored(Category.Bullying, 0.8f), 0),
            Named("grave", Scored(Category.Aggression, 0.8f), 1),
        ];

        Assert.Equal(expected, HoldPriority.Sort(holds, order, Some.Instant.AddMinutes(5)).Select(hold => hold.Id.Value));
    }

    private static double Of(Hold hold) => HoldPriority.Of(hold, Some.Instant);

    private static Hold Named(string name, Hold hold, int minutes) =>
        hold with { Id = new HoldId(name), CreatedAt = Some.Instant.AddMinutes(minutes), ExpiresAt = Some.Instant.AddMinutes(minutes + 30) };

    private static Hold Scored(Category category, float score, HoldKind kind = HoldKind.Deleted) =>
        With(Some.Hold(kind: kind), [new Reason { Source = "model", Verdict = Verdict.Hold, Category = category, Value = score, Threshold = 0.7f, Text = "x" }]);

    private static Hold Ruled(string rule, float value, float limit) =>
        With(Some.Hold(), [new Reason { Source = rule, Verdict = Verdict.Hold, Value = value, Threshold = limit, Text = "x" }]);

    private static Hold With(Hold hold, Reason[] reasons) => hold with { Decision = hold.Decision with { Reasons = [.. reasons] } };
}
