using ModBot.Rules;

namespace ModBot.Core.Tests.Rules;

public sealed class ZalgoRuleTests
{
    private readonly RuleBench bench = new(new ZalgoRule());

    [Theory]
    [InlineData("he\u0300\u0301\u0302\u0303\u0304llo")]
    [InlineData("ส้้้้้้")] // marks of a script that needs some, but not so many
    public void Evaluate_PiledMarks_Hits(string text) => Assert.InRange(bench.Say(text)!.Span!.Value.End, 1, text.Length);

    [Theory]
    [InlineData("tiếng Việt đẹp quá")]
    [InlineData("tie\u0302\u0301ng Vie\u0323\u0302t")] // written with marks apart
    [InlineData("ที่นี่ดีมากครับ")]
    [InlineData("שָׁלוֹם")]
    [InlineData("❤️❤️❤️❤️❤️❤️")] // selectors show nothing
    [InlineData("e\u0301 e\u0301 e\u0301 e\u0301 e\u0301 e\u0301")]
    public void Evaluate_OrdinaryMarks_HasNoHit(string text) => Assert.Null(bench.Say(text));
}
