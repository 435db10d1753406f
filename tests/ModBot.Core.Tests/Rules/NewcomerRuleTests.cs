using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class NewcomerRuleTests
{
    private readonly RuleBench bench = new(new NewcomerRule(), new RulesConfig { Newcomers = new NewcomerRuleConfig { Enabled = true, LearnFor = TimeSpan.FromMinutes(10) } });

    [Fact]
    public void Evaluate_NeverSeen_HitsOnceAfterLearning()
    {
        Assert.Null(Say("1", 0)); // whoever is around at the start
        Assert.NotNull(Say("2", 600));
        Assert.Null(Say("2", 601));
        Assert.Null(Say("1", 602));
    }

    [Fact]
    public void Evaluate_TwitchSaysFirst_HitsWhileLearning() => Assert.NotNull(bench.Say(Some.Message("hi") with { IsFirst = true }));

    [Fact]
    public void Evaluate_OtherChannel_LearnsByItself()
    {
        Say("1", 0);

        Assert.Null(bench.Say(Some.Message("hi", broadcaster: new BroadcasterId("2")) with { SentAt = Some.Instant.AddSeconds(700) }));
    }

    [Fact]
    public void Evaluate_SeenWithABadge_IsKnownWithoutIt()
    {
        Say("1", 0);
        Assert.Null(Say("2", 700, Badges.Subscriber));

        Assert.Null(Say("2", 800));
    }

    [Fact]
    public void Evaluate_Defaults_AreOff() => Assert.Null(new RuleBench(new NewcomerRule()).Say(Some.Message("hi") with { IsFirst = true }));

    private RuleHit? Say(string id, int second, Badges badges = Badges.None) => bench.Say("hi", Some.Chatter(badges: badges, id: id), second);
}
