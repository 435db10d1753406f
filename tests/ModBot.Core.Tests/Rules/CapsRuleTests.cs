using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class CapsRuleTests
{
    private readonly RuleBench bench = new(new CapsRule(), new RulesConfig { Emotes = ["KEKWAIT"], Caps = new CapsRuleConfig { MinLetters = 10, MinPercent = 80 } });

    [Theory]
    [InlineData("WHAT ARE YOU DOING")]
    [InlineData("WHAT ARE YOU doing OVER THERE NOW")]
    [InlineData("ЧТО ТЫ ДЕЛАЕШЬ")]
    public void Evaluate_MostlyCapitals_Hits(string text) => Assert.NotNull(bench.Say(text));

    [Theory]
    [InlineData("LETS GOOO")] // short
    [InlineData("What Are You Doing There")]
    [InlineData("WHAT are you doing there")]
    [InlineData("KEKWAIT KEKWAIT KEKWAIT")] // emotes are no letters
    [InlineData("KEKWAIT KEKWAIT so true, what a run")]
    [InlineData("@LOUDNAME1 @LOUDNAME2 hi there you")]
    [InlineData("今日はとても天気がいいですね")] // no case
    [InlineData("1234567890 !!!!!!!!!!")]
    public void Evaluate_NotLoud_HasNoHit(string text) => Assert.Null(bench.Say(text));

    [Fact]
    public void Evaluate_TwitchEmotes_AreNoLetters()
    {
        var message = Some.Message("KAPPAROSS KAPPAROSS ok") with { Fragments = [new(ModBot.Messages.FragmentKind.Emote, 0, 9), new(ModBot.Messages.FragmentKind.Emote, 10, 9)] };

        Assert.Null(bench.Say(message));
    }

    [Fact]
    public void Evaluate_Defaults_LetShortShoutsBe()
    {
        var defaults = new RuleBench(new CapsRule());

        Assert.Null(defaults.Say("LETS GOOOOOOOOOOOO WHAT A PLAY OMG THAT WAS CLOSE"));
        Assert.Equal("70 letters, 100 % of them capitals", defaults.Say(new string('A', 70))!.Text);
    }
}
