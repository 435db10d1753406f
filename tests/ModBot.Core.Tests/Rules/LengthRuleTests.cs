using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Core.Tests.Rules;

public sealed class LengthRuleTests
{
    [Theory]
    [InlineData(100, 100, false)]
    [InlineData(101, 100, true)]
    public void Evaluate_Characters_AreCountedAsTwitchCounts(int length, int most, bool hits)
    {
        var bench = new RuleBench(new LengthRule(), new RulesConfig { Length = new LengthRuleConfig { MaxCharacters = most } });

        Assert.Equal(hits, bench.Say(new string('x', length)) is not null);
        Assert.Equal(hits, bench.Say(string.Concat(Enumerable.Repeat("😂", length))) is not null);
    }

    [Theory]
    [InlineData("﷽ and 𒐫", false)]
    [InlineData("hi ﷽﷽﷽", true)]
    [InlineData("𒐫𒐫𒐫", true)]
    [InlineData("السلام عليكم", false)]
    public void Evaluate_HugeCharacters_AreFew(string text, bool hits) => Assert.Equal(hits, new RuleBench(new LengthRule()).Say(text) is not null);

    [Fact]
    public void Evaluate_Defaults_TakeWhatTwitchTakes() => Assert.Null(new RuleBench(new LengthRule()).Say(new string('x', 500)));
}
