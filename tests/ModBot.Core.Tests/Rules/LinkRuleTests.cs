using ModBot.Messages;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Testing;

namespace ModBot.Core.Tests.Rules;

public sealed class LinkRuleTests
{
    private const string NotAllowed = "a link to a host that is not on the allow list";

    private readonly LinkPermits permits = new();

    [Theory]
    [InlineData("look at https://evil.example/free", "https://evil.example/free")]
    [InlineData("cheap-viewers.com", "cheap-viewers.com")]
    [InlineData("CHEAP.COM now", "CHEAP.COM")]
    [InlineData("(evil.example)", "evil.example")]
    [InlineData("youtube.com then bad.example", "bad.example")] // an allowed link hides no other
    [InlineData("evil.example/?youtube.com", "evil.example/?youtube.com")] // the host counts, not the text
    [InlineData("youtube.com.evil.example", "youtube.com.evil.example")]
    [InlineData("https://twitch.tv@evil.example", "https://twitch.tv@evil.example")] // user info is not the host
    [InlineData("https://evil.example/@youtube.com", "https://evil.example/@youtube.com")] // nor is what stands behind an @ in the path
    [InlineData("https://youtube.com/,https://evil.example", "https://evil.example")] // a comma ends a link
    [InlineData("youtube.com(evil.example)", "evil.example")] // and so does a bracket
    [InlineData("evil.example/?x=http://youtube.com", "evil.example/?x=http://youtube.com")]
    [InlineData("http://weird.zzz", "http://weird.zzz")] // a scheme makes any ending a link
    [InlineData("www.weird.zzz", "www.weird.zzz")]
    [InlineData("it is at evil.top/free", "evil.top/free")] // an ending that is a word too needs a path
    [InlineData("xn--80ak6aa92e.com", "xn--80ak6aa92e.com")]
    public void Evaluate_LinkToUnknownHost_HitsIt(string text, string expected) => Hits(text, expected, NotAllowed);

    [Theory]
    [InlineData("уoutube.com", "уoutube.com")] // a Cyrillic letter
    [InlineData("y0utube.com", "y0utube.com")]
    [InlineData("tvvitch.tv", "tvvitch.tv")]
    [InlineData("clips.tw1tch.tv/x", "clips.tw1tch.tv/x")]
    public void Evaluate_LookAlikeHost_IsToldAsOne(string text, string expected) => Hits(text, expected, "a link to a host that only looks like an allowed one");

    [Theory]
    [InlineData("evil\u200B.com", "evil\u200B.com")] // an invisible character
    [InlineData("evil\uFF0Ecom", "evil\uFF0Ecom")] // full-width and ideographic dots lead to the same place
    [InlineData("evil\u3002com", "evil\u3002com")]
    [InlineData("ⓔⓥⓘⓛ.com", "ⓔⓥⓘⓛ.com")]
    public void Evaluate_DisguisedHost_HitsIt(string text, string expected) => Hits(text, expected, NotAllowed);

    [Theory]
    [InlineData("evil dot com", "evil dot com")]
    [InlineData("go to evil (dot) com now", "evil (dot) com")]
    [InlineData("evil(dot)shop", "evil(dot)shop")]
    [InlineData("evil[.]com", "evil[.]com")]
    [InlineData("evil .com", "evil .com")]
    [InlineData("evil . com", "evil . com")]
    [InlineData("evil. com", "evil. com")]
    [InlineData("e v i l . c o m", "e v i l . c o m")]
    [InlineData("youtube .com and evil .com", "evil .com")]
    public void Evaluate_SpelledOut_HitsIt(string text, string expected) => Hits(text, expected, "a link spelled out to get past filters");

    [Theory]
    [InlineData("discord.gg/abc", "an invite to a group on Discord, Telegram or WhatsApp")]
    [InlineData("https://discord.com/invite/abc", "an invite to a group on Discord, Telegram or WhatsApp")]
    [InlineData("t.me/abc", "an invite to a group on Discord, Telegram or WhatsApp")]
    [InlineData("bit.ly/abc", "a shortened link, which hides where it leads")]
    [InlineData("is.gd/abc", "a shortened link, which hides where it leads")] // although .gd alone is no ending that we know
    [InlineData("http://185.12.45.6/x", "a link to a bare network address")]
    [InlineData("join 185.12.45.6", "a link to a bare network address")]
    [InlineData("1.2.3.4:8080", "a link to a bare network address")]
    [InlineData("http://3232235777/", "a link to a bare network address")]
    [InlineData("2001:db8::1", "a link to a bare network address")]
    [InlineData("http://[2001:db8::1]:80/", "a link to a bare network address")]
    public void Evaluate_KnownKindOfLink_IsToldAsSuch(string text, string expected) => Assert.Equal(expected, Bench().Say(text)?.Text);

    [Theory]
    [InlineData("1:15:20")] // a place in a video
    [InlineData("at 1:15:20.5 and 12:30")]
    [InlineData("[12:30:15] him: hi")]
    [InlineData("ok.so what")]
    [InlineData("so good.it was great.us too.live now.gg")] // no space after the full stop
    [InlineData("version 1.2.3 is out...")]
    [InlineData("10.0.19041.1 and 1.21.10.2")]
    [InlineData("it costs $5.99 or 4.99us, 1.5k people")]
    [InlineData("clips.twitch.tv/Nice")]
    [InlineData("https://www.youtube.com/watch?v=1")]
    [InlineData("https://www.youtube.com/@some.one")]
    [InlineData("YouTube.com, (twitch.tv)")]
    [InlineData("twitch dot tv")]
    [InlineData("the dot com bubble, a .com domain")]
    [InlineData("fui lá. com ele")] // "com" is Portuguese for "with"
    [InlineData("e.g. this")]
    [InlineData("std::vector a::b::c")]
    [InlineData("gg")]
    [InlineData("D: :) (.) ... ._.")]
    [InlineData("@some.one hello")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("...com")]
    public void Evaluate_NoUnknownLink_HasNoHit(string text) => Assert.Null(Bench().Say(text));

    [Theory]
    [InlineData("discord.gg/abc", "discord.gg")]
    [InlineData("sub.evil.example", "evil.example")]
    [InlineData("bücher.de/x", "bücher.de")]
    public void Evaluate_AllowedByConfig_HasNoHit(string text, string host) => Assert.Null(Bench(new LinkRuleConfig { Allow = [host] }).Say(text));

    [Fact]
    public void Evaluate_ExemptChatter_IsSkipped() => Assert.Null(Bench().Say("bad.example/x", Some.Chatter(badges: Badges.Vip)));

    [Fact]
    public void Evaluate_RuleOff_IsSkipped() => Assert.Null(Bench(new LinkRuleConfig { Enabled = false }).Say("bad.example/x"));

    [Fact]
    public void Evaluate_PermittedChatter_MayPostOneMessageWithLinks()
    {
        var bench = Bench();
        permits.Grant(Some.Broadcaster, Some.Chatter().Id, Some.Instant.AddSeconds(60));

        Assert.NotNull(bench.Say("bad.example", Some.Chatter(id: "2")));
        Assert.Null(bench.Say("no link yet", second: 10));
        Assert.Null(bench.Say("bad.example and worse.example", second: 60));
        Assert.NotNull(bench.Say("bad.example", second: 60));
    }

    [Fact]
    public void Evaluate_PermitOver_Hits()
    {
        permits.Grant(Some.Broadcaster, Some.Chatter().Id, Some.Instant.AddSeconds(60));

        Assert.NotNull(Bench().Say("bad.example", second: 61));
    }

    [Fact]
    public void Evaluate_PermitOfAnotherChannel_Hits()
    {
        permits.Grant(new BroadcasterId("2"), Some.Chatter().Id, Some.Instant.AddSeconds(60));

        Assert.NotNull(Bench().Say("bad.example"));
    }

    [Fact]
    public void Grant_ThousandsOfTimes_ForgetsThoseThatEndFirst()
    {
        for (var i = 0; i < 1_500; i++) permits.Grant(Some.Broadcaster, new ChatterId($"{i}"), Some.Instant.AddSeconds(i));

        Assert.False(permits.TryUse(Some.Broadcaster, new ChatterId("499"), Some.Instant));
        Assert.True(permits.TryUse(Some.Broadcaster, new ChatterId("500"), Some.Instant));
    }

    private void Hits(string text, string expected, string reason)
    {
        var hit = Bench().Say(text);

        Assert.NotNull(hit);
        Assert.Equal(expected, text.Substring(hit.Span!.Value.Start, hit.Span.Value.Length));
        Assert.Equal(reason, hit.Text);
    }

    private RuleBench Bench(LinkRuleConfig? config = null) => new(new LinkRule(permits), new RulesConfig { Links = config ?? new LinkRuleConfig() });
}
