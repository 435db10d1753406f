using System.Collections.Frozen;
using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Shield;

public sealed class ShieldedPolicyTests
{
    [Fact]
    public void For_ShieldUp_IsAnotherPolicyWithAVersionOfItsOwn()
    {
        var book = SomePolicy.Book(new ModerationConfig());
        var own = book.For(Some.Broadcaster);

        book.Shield(Some.Broadcaster, isUp: true);
        Assert.Equal(("test", "test+shield", "test"), (own.Version, book.For(Some.Broadcaster).Version, book.For(new BroadcasterId("2")).Version));

        book.Shield(Some.Broadcaster, isUp: false);
        Assert.Same(own, book.For(Some.Broadcaster));
    }

    [Fact]
    public void For_ConfigReloadedWhileTheShieldIsUp_IsTheNewConfigsShield()
    {
        var book = SomePolicy.Book(new ModerationConfig());
        book.Shield(Some.Broadcaster, isUp: true);

        book.Swap(new PolicySnapshot(SomePolicy.Of(new ModerationConfig { Shield = new ShieldConfig { Level = 2 }, Level = 1 }), FrozenDictionary<BroadcasterId, ChannelPolicy>.Empty));

        Assert.Equal(2, book.For(Some.Broadcaster).LevelOf(Category.Bullying));
    }

    [Fact]
    public void Shielded_Levels_RiseWhereACategoryIsOnAndStayOffElsewhere()
    {
        var levels = new Dictionary<string, int> { ["swearing"] = 1, ["aggression"] = 0, ["bullying"] = 4 };
        var shielded = Shielded(new ModerationConfig { Level = 2, Levels = levels, Shield = new ShieldConfig { Level = 3 } });

        Assert.Equal(
            (3, 3, 0, 4, 0),
            (shielded.LevelOf(Category.Misogyny), shielded.LevelOf(Category.Swearing), shielded.LevelOf(Category.Aggression), shielded.LevelOf(Category.Bullying), shielded.LevelOf(Category.Politics)));
    }

    [Theory]
    [InlineData(0.95f, 0.6f)]
    [InlineData(0.5f, 0.5f)] // stricter than the level is
    public void Shielded_RawThreshold_FallsToTheLevelsAndNeverRises(float raw, float expected)
    {
        var shielded = Shielded(new ModerationConfig { Level = 0, Thresholds = new Dictionary<string, float> { ["bullying"] = raw } });

        Assert.Equal(expected, shielded.HoldFrom[Category.Bullying], precision: 5);
        Assert.Equal(float.PositiveInfinity, shielded.HoldFrom[Category.Aggression]);
    }

    /// <summary>Acts at 0.8 and holds from 0.9: between the two nothing happened before the shield, so with it a hold and no more.</summary>
    [Theory]
    [InlineData(0.85f, Verdict.Allow, Verdict.Hold)]
    [InlineData(0.95f, Verdict.Ban, Verdict.Ban)]
    public void Shielded_ModeEnforce_PunishesNothingThatItDidNotPunishBefore(float score, Verdict before, Verdict expected)
    {
        var policy = SomePolicy.Of(new ModerationConfig { Mode = ChannelMode.Enforce, Level = 1, Enforce = new EnforceConfig { Level = 2, Verdict = Verdict.Ban } });

        Assert.Equal((before, expected), (Decide(policy, score), Decide(policy.Shielded!, score)));
    }

    [Fact]
    public void Shielded_Newcomers_AreHeldWhateverTheRulesVerdictWouldBe()
    {
        var shielded = Shielded(new ModerationConfig { Rules = new RulesConfig { Newcomers = new NewcomerRuleConfig { Verdict = Verdict.Ban } } });

        Assert.Equal((true, Verdict.Hold), (shielded.Rules.Newcomers.Scope.Enabled, shielded.Rules.Newcomers.Scope.Verdict));
        Assert.Equal(TimeSpan.FromMinutes(5), shielded.Rules.Newcomers.LearnFor);
    }

    [Theory]
    [InlineData(Verdict.Observe, Verdict.Hold)]
    [InlineData(Verdict.Timeout, Verdict.Timeout)] // the channel's own choice
    public void Shielded_NewcomersRuleOn_IsNeverMilderAndPunishesNobodyEarlier(Verdict own, Verdict expected)
    {
        var policy = SomePolicy.Of(new ModerationConfig { Rules = new RulesConfig { Newcomers = new NewcomerRuleConfig { Enabled = true, Verdict = own } } });

        Assert.Equal(expected, policy.Shielded!.Rules.Newcomers.Scope.Verdict);
        if (own > Verdict.Hold) Assert.Equal(policy.Rules.Newcomers, policy.Shielded.Rules.Newcomers);
    }

    [Fact]
    public void Shielded_WithoutHoldingNewcomers_LeavesTheRule() => Assert.False(Shielded(new ModerationConfig { Shield = new ShieldConfig { HoldNewcomers = false } }).Rules.Newcomers.Scope.Enabled);

    [Fact]
    public void Shielded_EverythingElse_IsTheSame()
    {
        var policy = SomePolicy.Of(new ModerationConfig { Rules = new RulesConfig { Terms = new TermRuleConfig { Blocked = ["zzrude"] } } });

        Assert.Same(policy.Rules.Terms, policy.Shielded!.Rules.Terms);
        Assert.Same(policy.Roles, policy.Shielded.Roles);
        Assert.Equal(policy.Config, policy.Shielded.Config with { Levels = policy.Config.Levels, Thresholds = policy.Config.Thresholds, Rules = policy.Config.Rules });
    }

    [Fact]
    public void Shielded_Disabled_IsNone()
    {
        var book = SomePolicy.Book(new ModerationConfig { Shield = new ShieldConfig { Enabled = false } });
        book.Shield(Some.Broadcaster, isUp: true);

        Assert.Equal("test", book.For(Some.Broadcaster).Version);
    }

    private static ChannelPolicy Shielded(ModerationConfig config) => SomePolicy.Of(config).Shielded!;

    private static Verdict Decide(ChannelPolicy policy, float score)
    {
        var scores = default(CategoryScores);
        scores[Category.Bullying] = score;
        return DecisionRule.Decide(policy, TextNormalizer.Normalize("hi"), [], new Assessment(ScoreStatus.Scored, scores)).Verdict;
    }
}
