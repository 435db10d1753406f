using ModBot.Policy;
using ModBot.Rules;

namespace ModBot.Core.Tests.Rules;

public sealed class BlockedTermRuleTests
{
    [Theory]
    [InlineData("spoiler", "a SPOILER here", "SPOILER")]
    [InlineData("spoiler", "a sp0iler here", "sp0iler")] // leet is folded
    [InlineData("spoiler", "s p o i l e r", "s p o i l e r")] // spaced letters are folded
    [InlineData("spo*", "big spoilers", "spoilers")]
    [InlineData("*oiler", "the boiler", "boiler")]
    [InlineData("*poil*", "unspoilt", "unspoilt")]
    [InlineData("buy now", "please buy   now!", "buy   now")]
    [InlineData("死ね", "お前死ねよ", "死ね")] // no spaces, no borders
    [InlineData("\"ICE\"", "the ICE here", "ICE")] // exactly so
    [InlineData("/spoil(er|s)/", "no SP0ILERS", "SP0ILER")] // an expression reads the folded text
    [InlineData("/b.d/", "bad", "bad")]
    public void Evaluate_BlockedTerm_HitsItsPlace(string term, string text, string expected)
    {
        var hit = Evaluate(text, [term]);

        Assert.NotNull(hit);
        Assert.Equal(expected, text.Substring(hit.Span!.Value.Start, hit.Span.Value.Length));
        Assert.DoesNotContain(expected, hit.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("spoiler", "unspoilers")] // a word, not a part of one
    [InlineData("spo*", "despot")]
    [InlineData("***", "anything")] // folds to nothing, matches nothing
    [InlineData("", "anything")]
    [InlineData("\"ICE\"", "ice on the lake")]
    [InlineData("\"ICE\"", "NICE")]
    public void Evaluate_NoTerm_HasNoHit(string term, string text) => Assert.Null(Evaluate(text, [term]));

    [Theory]
    [InlineData("sex*", "sextet", "the sextet plays", false)]
    [InlineData("sex*", "sextet", "the sextet and sexy", true)] // the permitted one hides no other
    [InlineData("*sex*", "pansexual*", "a pansexual emote", false)] // a permitted term beats a wildcard
    [InlineData("bad", "not bad", "not bad at all", false)]
    [InlineData("bad", "not bad", "not bad, bad", true)]
    [InlineData("bad", "\"BAD\"", "BAD the band", false)] // permitted only as it is written
    [InlineData("bad", "\"BAD\"", "bad", true)]
    [InlineData("/ba./", "bat", "a bat", false)]
    [InlineData("/ba./", "bat", "a bat, a bar", true)]
    [InlineData("bad", "/bad (hair )?day/", "a bad hair day", false)]
    public void Evaluate_PermittedTermCovers_BeatsTheBlock(string blocked, string permitted, string text, bool hits) =>
        Assert.Equal(hits, Evaluate(text, [blocked], [permitted]) is not null);

    [Fact]
    public void Evaluate_SameWordClosedAndOpen_HitsInBothForms()
    {
        Assert.Equal(4, Evaluate("spoi", ["spoi", "spoi*"])!.Span!.Value.Length);
        Assert.Equal(6, Evaluate("spoils", ["spoi", "spoi*"])!.Span!.Value.Length);
    }

    [Theory]
    [InlineData("/(?=a)b/", "linear time")]
    [InlineData(@"/(a)\1/", "linear time")]
    [InlineData("/(/", "no regular expression")]
    [InlineData("/a*/", "matches the empty text")]
    public void Problem_UnusableExpression_IsNamed(string term, string expected) => Assert.Contains(expected, TermPattern.Problem(term), StringComparison.Ordinal);

    [Theory]
    [InlineData("word")]
    [InlineData("w*")]
    [InlineData("/a+/")]
    [InlineData("and/or")]
    [InlineData("//")]
    public void Problem_UsableTerm_IsNone(string term) => Assert.Null(TermPattern.Problem(term));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \t ", "is empty")]
    [InlineData("***", "leaves nothing")]
    [InlineData("\u200b", "leaves nothing")]
    [InlineData("\" \"", "leaves nothing")]
    [InlineData("two\nlines", "line break")]
    [InlineData("/(/", "no regular expression: Not enough )'s, at character 2")]
    public void ProblemOfNew_UnusableTerm_IsNamed(string term, string expected) => Assert.Contains(expected, TermPattern.ProblemOfNew(term), StringComparison.Ordinal);

    [Fact]
    public void ProblemOfNew_LongerThanAMessage_IsNamed()
    {
        Assert.Null(TermPattern.ProblemOfNew(new string('w', 500)));
        Assert.Contains("500", TermPattern.ProblemOfNew(new string('w', 501)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word", "WORD", true)]
    [InlineData("\"ICE\"", "\"ice\"", false)]
    [InlineData("/\\s/", "/\\S/", false)]
    public void Comparer_TwoSpellings_AreOneTermWhereFoldingMakesThemOne(string one, string other, bool same) => Assert.Equal(same, TermPattern.Comparer.Equals(one, other));

    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("*star*", "\"*star*\"")]
    [InlineData("/slashes/", "\"/slashes/\"")]
    [InlineData("\"quoted\"", "\"\"quoted\"\"")]
    public void Literal_TextWithSigns_IsLookedForAsItStands(string text, string expected)
    {
        Assert.Equal(expected, TermPattern.Literal(text));
        Assert.NotNull(Evaluate($"a {text} b", [TermPattern.Literal(text)]));
    }

    private static RuleHit? Evaluate(string text, string[] blocked, string[]? permitted = null) =>
        new RuleBench(new BlockedTermRule(), new RulesConfig { Terms = new TermRuleConfig { Blocked = blocked, Permitted = permitted ?? [] } }).Say(text);
}
