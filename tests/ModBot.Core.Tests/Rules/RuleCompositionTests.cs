using ModBot.Classification;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

/// <summary>The two commonest bugs of other bots, by name, and what all rules have in common. Rules run as the pipeline runs them.</summary>
public sealed class RuleCompositionTests
{
    private readonly KnownChatters chatters = new();
    private readonly LinkPermits permits = new();
    private readonly IRule[] rules;

    public RuleCompositionTests() => rules = HouseRules.Create(permits);

    [Theory]
    [InlineData("look at youtube.com/x you zzrude", Badges.None)] // an allowed link
    [InlineData("look at bad.example you zzrude", Badges.Vip)] // a role that one rule exempts
    public void PeersBug_ExemptionOrAllowedLinkEndsEvaluation_OtherRulesStillHold(string text, Badges badges)
    {
        var decision = Decide(text, new RulesConfig { Terms = new TermRuleConfig { Blocked = ["zzrude"] } }, badges);

        Assert.Equal((Verdict.Hold, "terms"), (decision.Verdict, Assert.Single(decision.Reasons).Source));
    }

    [Fact]
    public void PeersBug_PermittedLinkEndsEvaluation_OtherRulesStillHold()
    {
        permits.Grant(Some.Broadcaster, Some.Chatter().Id, Some.Instant.AddSeconds(60));

        Assert.Equal("terms", Assert.Single(Decide("bad.example zzrude", new RulesConfig { Terms = new TermRuleConfig { Blocked = ["zzrude"] } }).Reasons).Source);
    }

    [Fact]
    public void PeersBug_FirstMatchMasksAWorseRule_TheWorstVerdictWins()
    {
        var rules = new RulesConfig
        {
            Links = new LinkRuleConfig { Verdict = Verdict.Delete },
            Terms = new TermRuleConfig { Verdict = Verdict.Ban, Blocked = ["zzrude"] },
            Adverts = new AdvertRuleConfig { Verdict = Verdict.Observe },
        };

        var decision = Decide("cheap viewers on bad.example you zzrude", rules);

        Assert.Equal(Verdict.Ban, decision.Verdict);
        Assert.Equal(["terms", "links", "adverts"], decision.Reasons.Select(reason => reason.Source));
    }

    [Fact]
    public void Rules_OfTheHouse_HaveNamesOfTheirOwnAndAConfig()
    {
        string[] names = [.. rules.Select(rule => rule.Name)];

        Assert.Equal(names.Distinct(), names);
        Assert.Equal(new RulesConfig().ByName().Count(), names.Length);
    }

    [Fact]
    public void Evaluate_EveryRuleHit_ReasonsHoldNoneOfTheMessage()
    {
        var shouted = string.Join(' ', Enumerable.Repeat("ZZSECRET", 12));
        string[] texts =
        [
            shouted, "zzsecret.example", "zzsecret dot com", "cheap viewers on zzsecret.com", "zzsecret he\u0300\u0301\u0302\u0303\u0304\u0305", "﷽﷽﷽ zzsecret",
            string.Concat(Enumerable.Range(0, 7).Select(i => $"@zzsecret{i} ")), new string('#', 60), string.Concat(Enumerable.Repeat("😂", 50)),
        ];
        var settings = Settings(new RulesConfig
        {
            Terms = new TermRuleConfig { Blocked = ["*secret*"] },
            Actions = new ActionRuleConfig { Enabled = true },
            Newcomers = new NewcomerRuleConfig { Enabled = true },
            Length = new LengthRuleConfig { MaxCharacters = 90 },
        });
        Evaluate(Some.Message("hi", Some.Chatter("zzsecret", Badges.Broadcaster, "1")), settings);

        var hits = Enumerable.Repeat(texts, 12).SelectMany(all => all)
            .SelectMany(text => Evaluate(Some.Message(text, Some.Chatter("zz_secret")) with { IsAction = true, IsFirst = true }, settings)).ToList();
        hits.AddRange(Enumerable.Repeat("zzsecret", 6).SelectMany(text => Evaluate(Some.Message(text), settings)));

        Assert.All(hits, hit => Assert.DoesNotContain("zzsecret", hit.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(rules.Select(rule => rule.Name).Order(), hits.Select(hit => hit.Rule).Distinct().Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ud83d")]
    [InlineData("a\udc00b.com\ud83d")]
    [InlineData("\0\u0001")]
    [InlineData("[:::::]:://@@//..(.)..")]
    [InlineData("http://[")]
    [InlineData("https://")]
    public void Evaluate_OddText_IsTakenByEveryRule(string text) => Evaluate(Some.Message(text), Settings(new RulesConfig()));

    [Fact]
    public void Evaluate_OrdinaryChatWithDefaults_HitsNothing()
    {
        string[] lines = ["gg wp", "LETS GOOOOOO", "LOL LOL LOL", "what time is it? 12:30", "that was so good!!!!!!", "@friend hi there", "ok.so", "W W W W W", "first time here", "poggers 😂😂😂"];
        var settings = Settings(new RulesConfig());

        for (var i = 0; i < lines.Length; i++) Assert.Empty(Evaluate(Some.Message(lines[i]) with { SentAt = Some.Instant.AddSeconds(3 * i) }, settings));
    }

    private static RuleSettings Settings(RulesConfig rules) => SomePolicy.Of(new ModerationConfig { Rules = rules }).Rules;

    private List<RuleHit> Evaluate(ChatMessage message, RuleSettings settings)
    {
        var input = new RuleInput(message, TextNormalizer.Normalize(MessageText.WithoutEmotes(message, settings.Emotes)), settings, chatters.Hear(message));
        return [.. rules.Select(rule => rule.Evaluate(input)).OfType<RuleHit>()];
    }

    private Decision Decide(string text, RulesConfig rules, Badges badges = Badges.None)
    {
        var policy = SomePolicy.Of(new ModerationConfig { Mode = ChannelMode.Enforce, Rules = rules });
        var message = Some.Message(text, Some.Chatter(badges: badges));
        return DecisionRule.Decide(policy, TextNormalizer.Normalize(text), Evaluate(message, policy.Rules), new Assessment(ScoreStatus.Scored, default));
    }
}
