using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class EmoteFloodRuleTests
{
    private readonly RuleBench bench = new(new EmoteFloodRule(), new RulesConfig { Emotes = ["peepoHey"], EmoteFlood = new EmoteFloodRuleConfig { Limit = 5 } });

    [Fact]
    public void Evaluate_TwitchOtherAndEmojiTogether_AreCounted()
    {
        var message = Some.Message("Kappa Kappa peepoHey 😂 👩‍👩‍👧") with { Fragments = [new Fragment(FragmentKind.Emote, 0, 5), new Fragment(FragmentKind.Emote, 6, 5)] };

        Assert.Equal(5, bench.Say(message)!.Value);
    }

    [Theory]
    [InlineData("peepoHey peepoHey peepoHey peepoHey")]
    [InlineData("🇩🇪🇫🇷🇮🇹🇪🇸")] // a flag is one picture of two characters
    [InlineData("peepohey peepohey peepohey peepohey peepohey")] // another spelling is no emote
    public void Evaluate_Fewer_HasNoHit(string text) => Assert.Null(bench.Say(text));

    [Fact]
    public void Evaluate_Defaults_LetThirtyEmotesBe()
    {
        var message = Some.Message(string.Join(' ', Enumerable.Repeat("Kappa", 30))) with { Fragments = [.. Enumerable.Range(0, 30).Select(i => new Fragment(FragmentKind.Emote, 6 * i, 5))] };

        Assert.Null(new RuleBench(new EmoteFloodRule()).Say(message));
    }
}
