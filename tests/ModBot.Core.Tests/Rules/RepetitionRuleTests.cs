using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class RepetitionRuleTests
{
    private static readonly RuleSettings Settings =
        SomePolicy.Of(new ModerationConfig { Rules = new RulesConfig { Repetition = new RepetitionRuleConfig { Limit = 3, Window = TimeSpan.FromSeconds(10) } } }).Rules;

    private readonly RepetitionRule rule = new();

    [Fact]
    public void Evaluate_SameTextAtTheLimit_Hits()
    {
        Assert.Null(Say("hey", 0));
        Assert.Null(Say("HEY", 1));

        Assert.Equal(3, Say("h\u200Bey", 2)!.Value);
    }

    [Fact]
    public void Evaluate_OutsideTheWindow_StartsAnew()
    {
        Say("hey", 0);
        Say("hey", 1);

        Assert.Null(Say("hey", 12));
    }

    [Fact]
    public void Evaluate_OtherTextBetween_StartsAnew()
    {
        Say("hey", 0);
        Say("hey", 1);
        Say("ho", 2);

        Assert.Null(Say("hey", 3));
    }

    [Fact]
    public void Evaluate_OtherChatter_CountsApart()
    {
        Say("hey", 0);
        Say("hey", 1);

        Assert.Null(Say("hey", 2, id: "2"));
    }

    [Fact]
    public void Evaluate_TenThousandsOfChatters_ForgetsTheOldest()
    {
        Say("hey", 0);
        Say("hey", 0);
        for (var i = 0; i < 10_000; i++) Say("hello", 0, id: $"other{i}");

        Assert.Null(Say("hey", 1));
    }

    private RuleHit? Say(string text, int second, string id = "1")
    {
        var message = Some.Message(text, Some.Chatter(id: id)) with { SentAt = Some.Instant.AddSeconds(second) };
        return rule.Evaluate(new RuleInput(message, TextNormalizer.Normalize(text), Settings));
    }
}
