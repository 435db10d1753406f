using ModBot.Rules;

namespace ModBot.Core.Tests.Rules;

public sealed class AdvertRuleTests
{
    private readonly RuleBench bench = new(new AdvertRule());

    [Theory]
    [InlineData("Best viewers on somewhere")]
    [InlineData("Cheap Viewers on somewhere (remove the space)")]
    [InlineData("ch3ap v1ewers here")]
    [InlineData("Buу followers, primes and viewers on somewhere")]
    [InlineData("Do you want to become famous? Buy followers")]
    [InlineData("Hello! I want to offer promotion of your channel, viewers, followers, the price is lower than any competitor")]
    [InlineData("I can grow your channel, add me on discord")]
    public void Evaluate_Advert_Hits(string text) => Assert.NotNull(bench.Say(text));

    [Theory]
    [InlineData("how many viewers does he have")]
    [InlineData("did he buy viewers or what")]
    [InlineData("best viewers in the world right here, love you all")]
    [InlineData("1k followers and 50 viewers, nice growth")]
    [InlineData("he got famous for that clip")]
    [InlineData("you should promote your stream more")]
    public void Evaluate_TalkAboutIt_HasNoHit(string text) => Assert.Null(bench.Say(text));
}
