using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class ActionRuleTests
{
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Evaluate_WrittenWithMe_HitsWhereSwitchedOn(bool enabled, bool isAction, bool hits)
    {
        var bench = new RuleBench(new ActionRule(), new RulesConfig { Actions = new ActionRuleConfig { Enabled = enabled } });

        Assert.Equal(hits, bench.Say(Some.Message("waves") with { IsAction = isAction }) is not null);
    }
}
