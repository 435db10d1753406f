using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Benchmarks.Figures;

/// <summary>What all rules together cost a message, on one thread, once it is folded: without terms, with 5,000 words and phrases, and with 20 expressions on top. And how much of chat the defaults hit.</summary>
internal static class RuleFigures
{
    private const int Terms = 5_000;
    private const int Expressions = 20;
    private const int Chatters = 500;

    public static void Measure(Step step, FigureTable figures)
    {
        string[] terms = [.. Enumerable.Range(0, Terms).Select(Term)];
        string[] expressions = [.. Enumerable.Range(0, Expressions).Select(i => $"/qz{i}[a-z]+x(?:y|z){{2}}/")];
        Add("no terms", [], step, figures);
        Add("5,000 terms", terms, step, figures);
        Add("5,000 terms, 20 expressions", [.. terms, .. expressions], step, figures);
    }

    private static void Add(string of, string[] terms, Step step, FigureTable figures)
    {
        var rules = HouseRules.Create();
        var settings = SomePolicy.Of(new ModerationConfig { Rules = new RulesConfig { Terms = new TermRuleConfig { Blocked = terms } } }).Rules;
        var start = Some.Instant;
        var inputs = step.Chat.Select((text, i) =>
        {
            var message = Some.Message(text, Some.Chatter(id: $"{i % Chatters}")) with { SentAt = start.AddSeconds(i) };
            return new RuleInput(message, TextNormalizer.Normalize(MessageText.WithoutEmotes(message, settings.Emotes)), settings);
        }).ToArray();
        var hits = inputs.Count(input => Evaluate(rules, input) > 0);
        var run = Clock.Repeat(step.Time, inputs.Length, i => Evaluate(rules, inputs[i]));
        figures.Add("rules", of, "us/message", run.MicrosecondsEach);
        figures.Add("rules", of, "bytes/message", run.BytesEach);
        figures.Add("rules", of, "messages hit, %", 100.0 * hits / inputs.Length);
        foreach (var rule in HouseRules.Create()) figures.Add("rules", of, $"hit by {rule.Name}, %", 100.0 * inputs.Count(input => rule.Evaluate(input) is not null) / inputs.Length);
    }

    private static int Evaluate(IRule[] rules, in RuleInput input)
    {
        var hits = 0;
        foreach (var rule in rules)
        {
            if (rule.Evaluate(input) is not null) hits++;
        }
        return hits;
    }

    /// <summary>Made-up words that chat does not use but that begin as its words do: plain ones, phrases and some with a star.</summary>
    private static string Term(int i)
    {
        string[] heads = ["th", "gg", "wh", "lol", "no", "yes", "str", "pl", "kek", "an", "go", "ca"];
        var word = $"{heads[i % heads.Length]}q{(char)('a' + i / 12 % 26)}{(char)('a' + i / 312 % 26)}zx{(char)('a' + i % 26)}";
        return (i % 10) switch { 0 => $"{word}*", 1 => $"so {word}", _ => word };
    }
}
