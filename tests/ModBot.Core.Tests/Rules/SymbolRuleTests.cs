using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Core.Tests.Rules;

public sealed class SymbolRuleTests
{
    private readonly RuleBench bench = new(new SymbolRule(), new RulesConfig { Symbols = new SymbolRuleConfig { MinSymbols = 10, MinPercent = 60 } });

    [Theory]
    [InlineData("!!!!!!!!!!!!")]
    [InlineData("░░░░▓▓▓▓████ hi")]
    [InlineData("⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿")]
    public void Evaluate_MostlySigns_Hits(string text) => Assert.NotNull(bench.Say(text));

    [Theory]
    [InlineData("?!?!")] // few
    [InlineData("this is so good!!!!!!!!!!")] // not most of it
    [InlineData("😂😂😂😂😂😂😂😂😂😂😂😂❤️❤️")] // emoji
    [InlineData("मैं यहाँ हूँ और आप कैसे हैं")] // marks of letters
    [InlineData("今日はとても天気がいいですね")]
    [InlineData("12345678901234567890")]
    public void Evaluate_OrdinaryText_HasNoHit(string text) => Assert.Null(bench.Say(text));
}
