using ModBot.Messages;
using ModBot.Normalization;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class LinkRuleTests
{
    private readonly LinkRule rule = new();

    [Theory]
    [InlineData("look at https://evil.example/free", "https://evil.example/free")]
    [InlineData("cheap-viewers.com", "cheap-viewers.com")]
    [InlineData("CHEAP.COM now", "CHEAP.COM")]
    [InlineData("youtube.com then bad.example", "bad.example")] // an allowed link hides no other
    [InlineData("evil.example/?youtube.com", "evil.example/?youtube.com")] // the host counts, not the text
    [InlineData("youtube.com.evil.example", "youtube.com.evil.example")]
    [InlineData("https://twitch.tv@evil.example", "https://twitch.tv@evil.example")] // user info is not the host
    [InlineData("https://evil.example/@youtube.com", "https://evil.example/@youtube.com")] // nor is what stands behind an @ in the path
    [InlineData("https://youtube.com/,https://evil.example", "https://evil.example")] // a comma ends a link
    [InlineData("evil.example/?x=http://youtube.com", "evil.example/?x=http://youtube.com")]
    [InlineData("http://weird.zzz", "http://weird.zzz")] // a scheme makes any ending a link
    [InlineData("уoutube.com", "уoutube.com")] // a Cyrillic letter: another host
    public void Evaluate_LinkToUnknownHost_HitsIt(string text, string expected)
    {
        var hit = Evaluate(text);

        Assert.NotNull(hit);
        Assert.Equal(expected, text.Substring(hit.Span!.Value.Start, hit.Span.Value.Length));
        Assert.DoesNotContain("example", hit.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1:15:20")]
    [InlineData("ok.so what")]
    [InlineData("version 1.2.3 is out...")]
    [InlineData("clips.twitch.tv/Nice")]
    [InlineData("https://www.youtube.com/watch?v=1")]
    [InlineData("https://www.youtube.com/@some.one")]
    [InlineData("e.g. this")]
    [InlineData("gg")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("...com")]
    public void Evaluate_NoUnknownLink_HasNoHit(string text) => Assert.Null(Evaluate(text));

    [Fact]
    public void Evaluate_ExemptChatter_IsSkipped() => Assert.Null(Evaluate("bad.example/x", Badges.Vip));

    [Fact]
    public void Evaluate_RuleOff_IsSkipped() => Assert.Null(Evaluate("bad.example/x", config: new LinkRuleConfig { Enabled = false }));

    private RuleHit? Evaluate(string text, Badges badges = Badges.None, LinkRuleConfig? config = null)
    {
        var policy = SomePolicy.Of(new ModerationConfig { Rules = new RulesConfig { Links = config ?? new LinkRuleConfig() } });
        return rule.Evaluate(new RuleInput(Some.Message(text, Some.Chatter(badges: badges)), TextNormalizer.Normalize(text), policy.Rules));
    }
}
