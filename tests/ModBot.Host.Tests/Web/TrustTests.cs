using System.Net;
using System.Text.Encodings.Web;
using ModBot.Classification;
using ModBot.Host.Web.Trust;
using ModBot.Policy;
using ModBot.Rules;
using ModBot.Sandbox.Chat;
using ModBot.Testing;

namespace ModBot.Host.Tests.Web;

/// <summary>What anybody may read.</summary>
[Collection(nameof(SettingsCollection))]
public sealed class TrustTests(DeskBed bed)
{
    private const string Settings = "/desk/" + DefaultWorld.Channel + "/settings";
    private const string Page = "/trust/" + DefaultWorld.Channel;

    [Fact]
    public async Task Page_ByDefault_LooksLikeThatOfAChannelThatDoesNotExist()
    {
        using var stranger = bed.Browser();
        Assert.Equal(await stranger.ReadAsync("/trust/nosuchchannel", HttpStatusCode.NotFound), await stranger.ReadAsync("/trust/coralbyte", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Page_Public_SaysWhatHappensInNumbersWithoutNamesAndTexts()
    {
        const string hostile = "<img src=x onerror=alert(1)> \u202Eme";
        using var broadcaster = await bed.BrowserOfAsync(DefaultWorld.Channel);
        await bed.HoldAsync("zzsecret words", hold => hold with { Message = hold.Message with { Chatter = Some.Chatter("zzsecretperson") } });
        using var contact = await broadcaster.SendAsync(Settings, [("setting", "Trust.Contact"), ("value", hostile)]);
        using var on = await broadcaster.SendAsync(Settings, [("setting", "Trust.Public"), ("value", "on"), ("before", "off")]);
        Assert.Equal(HttpStatusCode.OK, on.StatusCode);

        using var stranger = bed.Browser();
        using var reply = await stranger.Http.GetAsync(new Uri(Page, UriKind.Relative));
        var page = await reply.Content.ReadAsStringAsync();
        Assert.Equal("public, max-age=60", reply.Headers.CacheControl?.ToString());
        Assert.False(reply.Headers.Contains("Set-Cookie"));
        Assert.Contains("deleted from chat and waits for a moderator", page, StringComparison.Ordinal);
        Assert.Contains("!appeal", page, StringComparison.Ordinal);
        Assert.Contains("messages held or flagged", page, StringComparison.Ordinal);
        Assert.DoesNotContain("zzsecret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page);
        Assert.Contains(HtmlEncoder.Default.Encode("<img src=x onerror=alert(1)>"), page, StringComparison.Ordinal);

        using var off = await broadcaster.SendAsync(Settings, [("setting", "Trust.Public"), ("act", "clear")]);
        await stranger.ReadAsync(Page, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(ChannelMode.Observe, "it deletes nothing and punishes nobody")]
    [InlineData(ChannelMode.Hold, "comes back as a quote")]
    [InlineData(ChannelMode.Enforce, "it times the sender out")]
    public void Statement_Mode_SaysWhatHappens(ChannelMode mode, string words) =>
        Assert.Contains(words, Text(new ModerationConfig { Mode = mode, Enforce = new EnforceConfig { Verdict = Verdict.Timeout } }), StringComparison.Ordinal);

    [Fact]
    public void Statement_Policy_NamesWhatIsOnAndNothingElse()
    {
        var text = Text(new ModerationConfig
        {
            Levels = new Dictionary<string, int> { [Category.Swearing.Key()] = 1, [Category.Misogyny.Key()] = 0 },
            Rules = new RulesConfig { Links = new LinkRuleConfig { Enabled = false } },
            Ladder = new LadderConfig { Enabled = true },
            Appeals = new AppealsConfig { Enabled = false },
            Holds = new HoldsConfig { KeepFor = TimeSpan.FromDays(9), WhenLapsed = LapseAction.Approve },
        });
        Assert.Contains("swearing: lenient", text, StringComparison.Ordinal);
        Assert.DoesNotContain("misogyny", text, StringComparison.Ordinal);
        Assert.DoesNotContain("links", text, StringComparison.Ordinal);
        Assert.Contains("a warning, then a timeout of 10 min, then a timeout of 60 min, then a ban", text, StringComparison.Ordinal);
        Assert.DoesNotContain("!appeal", text, StringComparison.Ordinal);
        Assert.Contains("kept for 9 d", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Statement_EveryRule_HasWords()
    {
        var config = new ModerationConfig { Rules = new RulesConfig { Actions = new ActionRuleConfig { Enabled = true }, Newcomers = new NewcomerRuleConfig { Enabled = true } } };
        var rules = TrustStatement.Of(SomePolicy.Of(config)).Single(section => section.Title == "Rules beside that").Lines;
        Assert.Equal((14, 14), (rules.Count, rules.Distinct().Count()));
    }

    private static string Text(ModerationConfig config) => string.Join('\n', TrustStatement.Of(SomePolicy.Of(config)).SelectMany(section => section.Lines));
}
