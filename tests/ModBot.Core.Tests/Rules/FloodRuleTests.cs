using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class FloodRuleTests
{
    private readonly RuleBench bench = new(new FloodRule(), new RulesConfig { Flood = new FloodRuleConfig { Limit = 4, Window = TimeSpan.FromSeconds(10) } });

    [Fact]
    public void Evaluate_ManyMessagesInTheWindow_HitsFromTheLimit()
    {
        for (var i = 0; i < 3; i++) Assert.Null(Say($"text {i}", i));

        Assert.Equal(4, Say("another", 10)!.Value);
    }

    [Fact]
    public void Evaluate_SlowEnough_HasNoHit()
    {
        for (var i = 0; i < 20; i++) Assert.Null(Say($"text {i}", 4 * i));
    }

    [Fact]
    public void Evaluate_TimeBeginsAnew_ForgetsWhatLiesAhead()
    {
        for (var i = 0; i < 3; i++) Say($"text {i}", 1000);

        for (var i = 0; i < 3; i++) Assert.Null(Say($"text {i}", i));
    }

    [Fact]
    public void Evaluate_OtherChatters_CountApart()
    {
        for (var i = 0; i < 20; i++) Assert.Null(Say($"text {i}", 0, $"{i}"));
    }

    private RuleHit? Say(string text, int second, string id = "1") => bench.Say(text, Some.Chatter(id: id), second);
}
