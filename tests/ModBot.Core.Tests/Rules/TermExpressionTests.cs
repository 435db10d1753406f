using System.Text.RegularExpressions;
using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Rules.Expressions;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

/// <summary>Regular expressions among the terms: they find what .NET finds, and none of them costs much.</summary>
public sealed class TermExpressionTests
{
    /// <summary>Matches at each "a" after looking at all that follows, so that all matches of a long text together cost its square.</summary>
    private const string Costly = "/a(?:[a-c ]*x)?/";

    private const string Letters = "aaabbbccddhhfoo12xy .-_({e]яж死";

    [Theory]
    [InlineData(@"\bfoo\d{1,5}\b")]
    [InlineData("(?:ha){3,10}")]
    [InlineData("(?:ha){2,}?")]
    [InlineData("a+?b|a+c")]
    [InlineData("(a|ab)(c|bcd)(d*)")]
    [InlineData("x*?y|^a|b$")]
    [InlineData(@"\Aa.c\z|\Bb\B")]
    [InlineData("(?i:AB)C|(?i)D")]
    [InlineData("(?<name>a)(?'other'b)")]
    [InlineData(@"[^a-c\s]+|[\w-[b-d]]{2}")]
    [InlineData(@"[]a]|[a-]b|[\-c]d|[^\W\d]e")]
    [InlineData(@"\p{IsCyrillic}+|\P{L}{2}|\p{Lu}x")]
    [InlineData(@"\x61\u0062|\.|\(c\)|a{,2}|b{x")]
    [InlineData("(?:a*)*b|(?:|a)+c")]
    [InlineData("(?:a?){3}b(?:b|bb)??d")]
    public void Find_Expression_FindsWhatDotNetFinds(string pattern)
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++) SameAsDotNet(pattern, RandomText(random));
    }

    [Fact]
    public void Find_RandomExpressions_FindWhatDotNetFinds()
    {
        var random = new Random(11);
        for (var i = 0; i < 1500; i++)
        {
            var pattern = RandomPattern(random, 3);
            for (var j = 0; j < 8; j++) SameAsDotNet(pattern, RandomText(random));
        }
    }

    [Theory]
    [InlineData("/(?:(?:.{0,90}a){0,90}b)/")]
    [InlineData("/(?:.{0,31}a){0,31}b/")]
    [InlineData("/(?:(?:.{0,10}a){0,10}b){0,10}c/")]
    [InlineData("/a.{1000}/")]
    [InlineData("/(?:(?:a{999}){999}){999}b/")]
    public void Problem_RepeatsTooLarge_SaysSo(string term)
    {
        Assert.Contains("when its repeats are written out", TermPattern.Problem(term), StringComparison.Ordinal);
        Assert.Equal(TermPattern.Problem(term), TermPattern.ProblemOfNew(term));
        Assert.Contains(ModerationConfigValidator.Validate(new ModerationConfig { Rules = Config([], [term]) }), failure => failure.Contains("written out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(@"/\bfoo\d{1,5}\b/")]
    [InlineData("/(?:ha){3,10}/")]
    [InlineData(@"/(?:\w{1,20} ){1,20}c/")]
    [InlineData("/a.{0,400}b/")]
    public void Problem_OrdinaryRepeats_IsNone(string term) => Assert.Null(TermPattern.Problem(term));

    [Fact]
    public void Problem_AsManyWordsAsFit_IsNone()
    {
        Assert.Null(TermPattern.Problem($"/{string.Join('|', Enumerable.Range(16, 100).Select(i => $"{i:x}w"))}/"));
        Assert.Null(TermPattern.Problem($"/{string.Join('|', Enumerable.Repeat('a', 249))}/"));
    }

    [Theory]
    [InlineData("(?:a|ab|b.{1,17}| ){1,20}c")] // these held .NET's engine for linear time up for a second to a minute
    [InlineData("(?:.{1,2}a|.{1,3}b|.{1,4} ){1,25}c")]
    [InlineData("(?:.{0,15}a){0,15}b")]
    [InlineData("(?:a.{0,100}b){0,4}c")]
    [InlineData("(?:[ab ]*a[ab]*b){100}c")]
    [InlineData("a.{0,480}c")]
    public void Find_OneWayThroughALongMessage_StaysWithinTheSteps(string pattern)
    {
        var expression = TermExpression.Create(pattern);
        var random = new Random(3);
        for (var i = 0; i < 5; i++)
        {
            var budget = TermList.StepsPerTerm;
            expression.Find(string.Concat(Enumerable.Range(0, 500).Select(_ => "ab "[random.Next(3)])), 0, ref budget);
            Assert.InRange(budget, 0, TermList.StepsPerTerm);
        }
    }

    [Fact]
    public void Find_LongestProgram_StaysWithinTheSteps()
    {
        var expression = TermExpression.Create($"(?:a?){{{(ExpressionProgram.LongestProgram - 2) / 2}}}b");
        var budget = TermList.StepsPerTerm;

        Assert.Null(expression.Find(new string('a', 500), 0, ref budget));
        Assert.InRange(budget, 0, TermList.StepsPerTerm);
    }

    [Fact]
    public void Evaluate_TooCostly_IsNoMatchIsCountedAndTheNextMessageIsJudged()
    {
        using var meters = new MetricRecorder();
        var logger = new RecordingLogger();
        var bench = new RuleBench(new BlockedTermRule(new TermMetrics(meters), logger.For<BlockedTermRule>()), Config([Costly, "/zz/"], ["a*"]));
        var text = string.Concat(Enumerable.Repeat("ab cb ", 1500));

        Assert.Null(bench.Say(text));
        Assert.Null(bench.Say(text));

        Assert.Equal(2, meters.Sum("modbot.terms.unfinished"));
        var entry = Assert.Single(logger.Entries);
        Assert.DoesNotContain("a(?:", entry.Message, StringComparison.Ordinal);
        Assert.NotNull(bench.Say($"{text} zz")); // other expressions are matched all the same
        Assert.NotNull(bench.Say("b zz"));
    }

    [Fact]
    public void Evaluate_TooCostlyPermit_PermitsNothingAndIsCounted()
    {
        using var meters = new MetricRecorder();
        var bench = new RuleBench(new BlockedTermRule(new TermMetrics(meters), null), Config(["zz"], [Costly]));

        Assert.NotNull(bench.Say($"{string.Concat(Enumerable.Repeat("ab cb ", 1500))} zz"));
        Assert.Equal(1, meters.Sum("modbot.terms.unfinished"));
    }

    [Fact]
    public void Find_ManyMatches_AllocatesNothing()
    {
        var matcher = TermMatcher.Compile([@"/\b[a-z]{2,9}x\b/", "/(?:ha){3,10}/"], []);
        var text = TextNormalizer.Normalize("there is nothing here to be found by any of them, hahah");
        Assert.Null(matcher.Find(text));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) matcher.Find(text);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * AllocatedByWords(text));
    }

    private static long AllocatedByWords(NormalizedText text)
    {
        var matcher = TermMatcher.Compile([], []);
        matcher.Find(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        matcher.Find(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static RulesConfig Config(string[] blocked, string[] permitted) => new() { Terms = new TermRuleConfig { Blocked = blocked, Permitted = permitted } };

    private static void SameAsDotNet(string pattern, string text)
    {
        var expected = new List<TextSpan>();
        foreach (var match in Regex.EnumerateMatches(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)) expected.Add(new TextSpan(match.Index, match.Length));
        var expression = TermExpression.Create(pattern);
        var budget = TermList.StepsPerTerm;
        var actual = new List<TextSpan>();
        for (var from = 0; from <= text.Length && expression.Find(text, from, ref budget) is { } match; from = match.End + (match.Length == 0 ? 1 : 0)) actual.Add(match);
        Assert.True(expected.SequenceEqual(actual), $"/{pattern}/ in '{text}': .NET finds {string.Join(' ', expected)}, the term {string.Join(' ', actual)}");
    }

    private static string RandomText(Random random) => string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => Letters[random.Next(Letters.Length)]));

    /// <summary>Repeats are of what is not empty, as engines differ in how often they do nothing.</summary>
    private static string RandomPattern(Random random, int depth) => (depth == 0 ? 0 : random.Next(5)) switch
    {
        0 => new[] { "a", "b", "c", ".", "[ab]", @"\w", "[^a]", " " }[random.Next(8)],
        1 => $"{RandomPattern(random, depth - 1)}{RandomPattern(random, depth - 1)}",
        2 => $"(?:{RandomPattern(random, depth - 1)}|{RandomPattern(random, depth - 1)})",
        3 => $"(?:{RandomPattern(random, depth - 1)}{"abc"[random.Next(3)]}){new[] { "*", "+", "?", "{2}", "{1,3}", "{0,2}?", "*?", "+?", "??" }[random.Next(9)]}",
        _ => $"{new[] { @"\b", "^", @"\B", "" }[random.Next(4)]}{RandomPattern(random, depth - 1)}{new[] { @"\b", "$", "" }[random.Next(3)]}",
    };
}
