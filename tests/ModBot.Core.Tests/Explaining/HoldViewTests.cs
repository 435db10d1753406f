using ModBot.Classification;
using ModBot.Context;
using ModBot.Explaining;
using ModBot.Holds;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Explaining;

public sealed class HoldViewTests
{
    private static readonly ChannelPolicy Policy = SomePolicy.Of(new ModerationConfig());

    [Theory]
    [InlineData(0.95f, 1)]
    [InlineData(0.75f, 3)]
    [InlineData(0.5f, null)] // by a raw threshold
    public void Of_ModelsReason_SaysFromWhichLevelOnTheScoreIsHeld(float score, int? level)
    {
        var hold = Some.Hold();
        hold = hold with { Decision = hold.Decision with { Reasons = [hold.Decision.Reasons[0] with { Value = score }] } };

        Assert.Equal(level, View(hold).Reasons.Single().Level);
    }

    [Fact]
    public void Of_RuleAndExplanation_ShowsTheMatchAndTheWords()
    {
        var hold = Some.Hold(Some.Message("you utter zzrude fool"));
        var rule = new Reason { Source = "terms", Verdict = Verdict.Hold, Text = "a blocked term", Span = new TextSpan(10, 6) };
        hold = hold with { Decision = hold.Decision with { Reasons = [rule, .. hold.Decision.Reasons], Explanation = new Explanation(Category.Bullying, 0.9f, [new WordWeight(4, 5, 0.5f), new WordWeight(17, 4, 1)]) } };

        var view = View(hold);

        Assert.Equal([("terms", null, "zzrude"), ("model", "bullying", (string?)null)], view.Reasons.Select(reason => (reason.Source, reason.Category, reason.Match)));
        Assert.Equal(["utter", "fool"], view.Words.Select(word => word.Text));
    }

    [Fact]
    public void Of_ErasedText_HasNoParts()
    {
        var hold = Some.Hold(Some.Message(""));
        hold = hold with { Decision = hold.Decision with { Reasons = [hold.Decision.Reasons[0] with { Span = new TextSpan(3, 4) }], Explanation = new Explanation(Category.Bullying, 0.9f, [new WordWeight(4, 5, 1)]) } };

        Assert.Null(View(hold).Reasons.Single().Match);
        Assert.Equal("", View(hold).Words.Single().Text);
    }

    [Fact]
    public void Of_Claim_IsShownUntilItLapses()
    {
        var hold = Some.Hold() with { Claim = new Claim(Some.Moderator, Some.Instant.AddMinutes(2)) };

        Assert.Equal((Some.Moderator, null), (HoldView.Of(hold, [], null, Policy, Some.Instant).ClaimedBy, HoldView.Of(hold, [], null, Policy, Some.Instant.AddMinutes(2)).ClaimedBy));
    }

    [Fact]
    public void Of_SameInput_SameView()
    {
        var hold = Some.Hold();
        var context = new HoldContext { Before = [HeldLine.Of(Some.Message("before"))] };

        Assert.Equal(["before"], HoldView.Of(hold, [], context, Policy, Some.Instant).Before.Select(line => line.Text));
        Assert.Empty(HoldView.Of(hold, [], context, Policy, Some.Instant).After);
    }

    private static HoldView View(Hold hold) => HoldView.Of(hold, [], null, Policy, Some.Instant);
}
