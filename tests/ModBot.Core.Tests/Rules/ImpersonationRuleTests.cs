using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class ImpersonationRuleTests
{
    private readonly RuleBench bench = new(new ImpersonationRule(), new RulesConfig { Impersonation = new ImpersonationRuleConfig { Allow = ["77"] } });

    public ImpersonationRuleTests() => bench.Say("hello", Some.Chatter("quietlantern", Badges.Moderator, "3"));

    [Theory]
    [InlineData("quiet1antern", "quiet1antern")]
    [InlineData("quietiantern", "quietIantern")] // a capital i
    [InlineData("quiet_lantern", "quiet_lantern")]
    [InlineData("quietlantem", "quietlantem")] // "m" for "rn"
    [InlineData("somebody", "quietlantern")] // a display name
    [InlineData("somebody", "quіetlаntern")] // with Cyrillic letters
    public void Evaluate_NameLikeAModerators_Hits(string login, string shown) => Assert.NotNull(bench.Say("hi", Chatter(login, shown)));

    [Theory]
    [InlineData("quietlanterns", "quietlanterns")]
    [InlineData("gravelgoblin", "GravelGoblin")]
    [InlineData("gravelgoblin", "静かな灯")]
    public void Evaluate_OtherName_HasNoHit(string login, string shown) => Assert.Null(bench.Say("hi", Chatter(login, shown)));

    [Fact]
    public void Evaluate_TheModeratorWithoutTheBadge_HasNoHitAndIsForgotten()
    {
        Assert.Null(bench.Say("hi", Some.Chatter("quietlantern", id: "3")));
        Assert.Null(bench.Say("hi", Chatter("quiet1antern", "quiet1antern")));
    }

    [Fact]
    public void Evaluate_OtherChannel_KnowsOthers() =>
        Assert.Null(bench.Say(Some.Message("hi", Chatter("quiet1antern", "quiet1antern"), new BroadcasterId("2"))));

    [Fact]
    public void Evaluate_AllowedById_HasNoHit() => Assert.Null(bench.Say("hi", Some.Chatter("quiet1antern", id: "77")));

    private static Chatter Chatter(string login, string shown) => new(new ChatterId("9"), login, shown);
}
