using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class RepetitionRuleTests
{
    private readonly RuleBench bench = new(new RepetitionRule(), new RulesConfig { Emotes = ["peepoHey"], Repetition = new RepetitionRuleConfig { Limit = 3, Window = TimeSpan.FromSeconds(10) } });

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

    [Fact]
    public void Evaluate_EmotesAlone_AreNoRepetition()
    {
        for (var i = 0; i < 5; i++) Assert.Null(Say("peepoHey peepoHey", i));
    }

    private RuleHit? Say(string text, int second, string id = "1") => bench.Say(text, Some.Chatter(id: id), second);
}
