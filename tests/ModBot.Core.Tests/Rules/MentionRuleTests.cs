using ModBot.Rules;

namespace ModBot.Core.Tests.Rules;

public sealed class MentionRuleTests
{
    private readonly RuleBench bench = new(new MentionRule());

    [Fact]
    public void Evaluate_SixPeople_Hits() => Assert.Equal(6, bench.Say("@a1, @b2 (@c3) @d4! @e5 and @f6: hi")!.Value);

    [Theory]
    [InlineData("@a1 @b2 @c3 @d4 @e5 hi")]
    [InlineData("@a1 @A1 @a1 @a1, @a1 @a1 @a1")] // one person
    [InlineData("@ @ @ @ @ @ @ a@b c@d")]
    public void Evaluate_Fewer_HasNoHit(string text) => Assert.Null(bench.Say(text));
}
