using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class BlockedTermRuleTests
{
    private readonly BlockedTermRule rule = new();

    [Theory]
    [InlineData("spoiler", "a SPOILER here", "SPOILER")]
    [InlineData("spoiler", "a sp0iler here", "sp0iler")] // leet is folded
    [InlineData("spoiler", "s p o i l e r", "s p o i l e r")] // spaced letters are folded
    [InlineData("spo*", "big spoilers", "spoilers")]
    [InlineData("*oiler", "the boiler", "boiler")]
    [InlineData("*poil*", "unspoilt", "unspoilt")]
    [InlineData("buy now", "please buy   now!", "buy   now")]
    public void Evaluate_BlockedTerm_HitsItsPlace(string term, string text, string expected)
    {
        var hit = Evaluate(text, [term]);

        Assert.NotNull(hit);
        Assert.Equal(expected, text.Substring(hit.Span!.Value.Start, hit.Span.Value.Length));
    }

    [Theory]
    [InlineData("spoiler", "unspoilers")] // a word, not a part of one
    [InlineData("spo*", "despot")]
    [InlineData("***", "anything")] // folds to nothing, matches nothing
    [InlineData("", "anything")]
    public void Evaluate_NoTerm_HasNoHit(string term, string text) => Assert.Null(Evaluate(text, [term]));

    [Theory]
    [InlineData("sex*", "sextet", "the sextet plays", false)]
    [InlineData("sex*", "sextet", "the sextet and sexy", true)] // the permitted one hides no other
    [InlineData("bad", "not bad", "not bad at all", false)]
    public void Evaluate_PermittedTermCovers_BeatsTheBlock(string blocked, string permitted, string text, bool hits) =>
        Assert.Equal(hits, Evaluate(text, [blocked], [permitted]) is not null);

    private RuleHit? Evaluate(string text, string[] blocked, string[]? permitted = null)
    {
        var terms = new TermRuleConfig { Blocked = blocked, Permitted = permitted ?? [] };
        var policy = SomePolicy.Of(new ModerationConfig { Rules = new RulesConfig { Terms = terms } });
        return rule.Evaluate(new RuleInput(Some.Message(text), TextNormalizer.Normalize(text), policy.Rules));
    }
}
