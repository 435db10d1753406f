using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Policy;

public sealed class DecisionRuleTests
{
    [Theory]
    [InlineData(1, 0.89f, Verdict.Allow)]
    [InlineData(1, 0.9f, Verdict.Hold)]
    [InlineData(4, 0.59f, Verdict.Allow)]
    [InlineData(4, 0.61f, Verdict.Hold)]
    [InlineData(0, 1f, Verdict.Allow)]
    public void Decide_ScoreAgainstTheLevel_HoldsFromTheThreshold(int level, float score, Verdict expected) =>
        Assert.Equal(expected, Decide(new ModerationConfig { Level = level }, Scored(Category.Bullying, score)).Verdict);

    [Theory]
    [InlineData(Category.SexBasedTerms)]
    [InlineData(Category.Swearing)]
    [InlineData(Category.SelfHarm)]
    [InlineData(Category.Spam)]
    [InlineData(Category.Politics)]
    [InlineData(Category.Religion)]
    public void Decide_CategoryOffByDefault_IsAllowedUntilSetByName(Category category)
    {
        Assert.Equal(Verdict.Allow, Decide(new ModerationConfig { Level = 4 }, Scored(category, 1)).Verdict);

        var named = new ModerationConfig { Levels = new Dictionary<string, int> { [category.Key()] = 1 } };
        Assert.Equal(Verdict.Hold, Decide(named, Scored(category, 1)).Verdict);
    }

    [Fact]
    public void Decide_RawThreshold_GoesBeforeTheLevel()
    {
        var config = new ModerationConfig { Level = 4, Thresholds = new Dictionary<string, float> { ["bullying"] = 0.95f } };

        Assert.Equal(Verdict.Allow, Decide(config, Scored(Category.Bullying, 0.94f)).Verdict);
        Assert.Equal(Verdict.Hold, Decide(config, Scored(Category.Bullying, 0.95f)).Verdict);
    }

    [Fact]
    public void Decide_SeveralHits_TakesTheWorstAndKeepsAll()
    {
        var config = new ModerationConfig { Mode = ChannelMode.Enforce };
        RuleHit[] hits = [new("links", Verdict.Hold, "a link"), new("terms", Verdict.Timeout, "a term")];

        var decision = Decide(config, Scored(Category.Bullying, 0.75f), hits);

        Assert.Equal(Verdict.Timeout, decision.Verdict);
        Assert.Equal(["terms", "model", "links"], decision.Reasons.Select(reason => reason.Source));
    }

    [Theory]
    [InlineData(ChannelMode.Observe)]
    [InlineData(ChannelMode.Hold)]
    public void Decide_ModeBelowEnforce_NeverGoesBeyondHold(ChannelMode mode) =>
        Assert.Equal(Verdict.Hold, Decide(new ModerationConfig { Mode = mode }, Scored(Category.Bullying, 1), [new("terms", Verdict.Ban, "a term")]).Verdict);

    [Fact]
    public void Decide_EnforceAndSureScore_ActsAtOnce()
    {
        var config = new ModerationConfig { Mode = ChannelMode.Enforce, Enforce = new EnforceConfig { Level = 1, Verdict = Verdict.Timeout } };

        Assert.Equal(Verdict.Hold, Decide(config, Scored(Category.Bullying, 0.8f)).Verdict);
        Assert.Equal(Verdict.Timeout, Decide(config, Scored(Category.Bullying, 0.95f)).Verdict);
    }

    [Theory]
    [InlineData(UnscoredAction.Pass, Verdict.Allow)]
    [InlineData(UnscoredAction.Hold, Verdict.Hold)]
    public void Decide_Unscored_FollowsTheChannelsWish(UnscoredAction action, Verdict expected)
    {
        var decision = Decide(new ModerationConfig { Unscored = action }, Assessment.Shed);

        Assert.Equal(expected, decision.Verdict);
        Assert.Equal(ScoreStatus.Shed, decision.Score);
    }

    [Fact]
    public void Decide_UnscoredWithRuleHit_IsDecidedByTheRule()
    {
        var decision = Decide(new ModerationConfig(), Assessment.Unavailable, [new("links", Verdict.Hold, "a link")]);

        Assert.Equal(Verdict.Hold, decision.Verdict);
        Assert.Equal("links", Assert.Single(decision.Reasons).Source);
    }

    [Theory]
    [InlineData(ChannelMode.Observe)]
    [InlineData(ChannelMode.Enforce)]
    public void Decide_RuleOnlyObserves_LetsTheMessageBeAndTellsWhy(ChannelMode mode)
    {
        var decision = Decide(new ModerationConfig { Mode = mode }, Scored(Category.Bullying, 0), [new("caps", Verdict.Observe, "capitals")]);

        Assert.Equal((Verdict.Observe, "caps"), (decision.Verdict, Assert.Single(decision.Reasons).Source));
    }

    [Fact]
    public void Decide_UnscoredAndOnlyObserved_FollowsTheChannelsWish()
    {
        var decision = Decide(new ModerationConfig { Unscored = UnscoredAction.Hold }, Assessment.Shed, [new("caps", Verdict.Observe, "capitals")]);

        Assert.Equal(["unscored", "caps"], decision.Reasons.Select(reason => reason.Source));
        Assert.Equal(Verdict.Hold, decision.Verdict);
    }

    [Theory]
    [InlineData(Badges.None, true)]
    [InlineData(Badges.Subscriber | Badges.Vip, true)]
    [InlineData(Badges.Moderator, false)]
    [InlineData(Badges.LeadModerator, false)]
    [InlineData(Badges.Broadcaster, false)]
    public void NeedsScore_DefaultExemptions_AreModeratorsAndBroadcaster(Badges badges, bool expected) =>
        Assert.Equal(expected, DecisionRule.NeedsScore(SomePolicy.Of(new ModerationConfig()), Some.Chatter(badges: badges)));

    [Fact]
    public void Decide_FoldingChangedTheText_ShowsTheFoldedForm()
    {
        var decision = DecisionRule.Decide(SomePolicy.Of(new ModerationConfig()), TextNormalizer.Normalize("b1tch"), [], Scored(Category.Bullying, 1));

        Assert.Equal("bitch", decision.Folded);
    }

    private static Decision Decide(ModerationConfig config, Assessment assessment, RuleHit[]? hits = null) =>
        DecisionRule.Decide(SomePolicy.Of(config), TextNormalizer.Normalize("text"), hits ?? [], assessment);

    private static Assessment Scored(Category category, float score)
    {
        var scores = default(CategoryScores);
        scores[category] = score;
        return new Assessment(ScoreStatus.Scored, scores);
    }
}
