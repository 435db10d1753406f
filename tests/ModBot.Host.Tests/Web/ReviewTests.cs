using System.Net;
using System.Text.RegularExpressions;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Web;

/// <summary>The page after the stream: each figure of a history that is known, and who may see it.</summary>
[Collection(nameof(ReviewCollection))]
public sealed partial class ReviewTests(ReviewBed bed)
{
    private const string Review = $"/desk/{DefaultWorld.Channel}/review";

    [Fact]
    public async Task Review_Stream_HasEachFigure()
    {
        var page = await ReadAsync();
        var figures = Figure().Matches(page).ToDictionary(figure => figure.Groups[1].Value, figure => WebUtility.HtmlDecode(figure.Groups[2].Value));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["messages"] = "1,000",
                ["held"] = "7 (0.7 % of chat)",
                ["approved"] = "2",
                ["denied"] = "1",
                ["acted"] = "1",
                ["lapsed"] = "2, 1 of them unseen",
                ["open"] = "1",
                ["median"] = "60 s",
                ["exposure"] = "500 ms (half of them), 500 ms (99 %); 100 % within 2 s",
            },
            figures);
    }

    [Fact]
    public async Task Review_Sources_AreRankedByPrecisionWithTheirInterval()
    {
        var page = await ReadAsync();
        Assert.Equal(["bullying", "aggression", "swearing"], Regex.Matches(page, "data-source=\"([^\"]+)\"").Select(row => row.Groups[1].Value));
        Assert.Equal(["bullying (insults, harassment)", "33 % (6 % to 79 %)", "", "3", "2", "1", "0", "0", "0", "60 s"], Row(page, "source", "bullying"));
        Assert.Equal(["aggression (threats, violence)", "–", "", "2", "0", "0", "0", "1", "1", "–"], Row(page, "source", "aggression"));
    }

    [Fact]
    public async Task Review_Lapsed_TellsWhatNobodySaw()
    {
        // Lapsed, unseen, claimed, proposed, let through, kept out, left, on Twitch, median wait.
        Assert.Equal(["swearing", "2", "1", "1", "0", "1", "0", "1", "0", "30 min"], Row(await ReadAsync(), "lapsed", "swearing"));
    }

    [Fact]
    public async Task Review_TakenBackAndDisputed_NamesTheHoldAndWhoSaidWhat()
    {
        var page = await ReadAsync();
        Assert.Equal(bed.Disputed.Code.Value, Assert.Single(Regex.Matches(page, "data-reversal=\"([^\"]+)\"")).Groups[1].Value);
        Assert.Contains("denied by slowcomet, undone by stormledger", TextOf(page), StringComparison.Ordinal);
        Assert.Equal(bed.Disputed.Code.Value, Assert.Single(Regex.Matches(page, "data-disagreement=\"([^\"]+)\"")).Groups[1].Value);
        Assert.Contains("deny: slowcometapprove: stormledger", TextOf(page), StringComparison.Ordinal);
        Assert.Equal(["slowcomet", "0", "0", "1", "0 % (0 % to 79 %)", ""], Row(page, "moderator", "810000005"));
        Assert.Equal(["quietlantern", "1", "1", "0", "–", ""], Row(page, "moderator", "810000003"));
    }

    [Fact]
    public async Task Review_Timeline_IsAPlotAndATable()
    {
        var page = await ReadAsync();
        Assert.Equal(3, Regex.Count(page, "<svg class=\"bars\" viewBox=\"0 0 12 100\""));
        Assert.Contains("<rect class=\"messages\" x=\"0.1\" y=\"0\" width=\"0.8\" height=\"100\">", page, StringComparison.Ordinal);
        Assert.Contains("<rect class=\"messages\" x=\"1.1\" y=\"33.333\" width=\"0.8\" height=\"66.667\">", page, StringComparison.Ordinal);
        Assert.Contains("each 10 min", page, StringComparison.Ordinal);
        // Messages, held, approved, denied, acted on, lapsed: the first ten minutes, the third, and when two lapsed.
        Assert.Equal(["600", "3", "1", "1", "0", "0"], TimeRow(page, 0));
        Assert.Equal(["0", "2", "0", "0", "0", "0"], TimeRow(page, 20));
        Assert.Equal(["0", "0", "0", "0", "0", "2"], TimeRow(page, 50));
        Assert.Empty(TimeRow(page, 60));
    }

    [Fact]
    public async Task Review_HeldTextFullOfHtmlAndBidi_IsShownAsText()
    {
        var page = await ReadAsync();
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;<span class=\"unseen-char\"", page, StringComparison.Ordinal);
        Assert.Contains(">U&#x2B;202E</span>evil</bdi>", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_CoveredCategory_CoversItsTexts()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Moderator);
        using var kept = await browser.SendAsync("/desk/view", [("theme", "dark"), ("covered", "swearing"), ("keys", "on")], asScript: false);
        Assert.Matches("<details class=\"cover\"><summary>[^<]*</summary><q class=\"quoted\"><bdi[^>]*>&lt;script", await browser.ReadAsync($"{Review}?span={bed.Stream}"));
    }

    [Fact]
    public async Task Review_NoTimeNamed_IsTheLatestStream()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Moderator);
        var page = await browser.ReadAsync(Review);
        Assert.Contains($"<option value=\"{bed.Stream}\" selected", page, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"page\">Review</a>", page, StringComparison.Ordinal);
        Assert.Contains("data-figure=\"held\">9 ", await browser.ReadAsync($"{Review}?span=7d"), StringComparison.Ordinal);
        await browser.ReadAsync($"{Review}?span=stream-20200101T000000", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Review_ChannelWithoutHistory_SaysSo()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Vip);
        var page = await browser.ReadAsync($"/desk/{DeskBed.OtherChannel}/review?span=12h");
        Assert.Contains("No stream is known yet", page, StringComparison.Ordinal);
        Assert.Contains("data-figure=\"messages\">none counted<", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Review)]
    [InlineData($"{Review}/levels")]
    [InlineData($"{Review}/export?format=csv")]
    public async Task Review_RoleThatMayOnlyView_IsRefused(string address)
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Subscriber);
        Assert.Contains("It needs the permission", await browser.ReadAsync(address, HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.DoesNotContain(">Review</a>", await browser.ReadAsync($"/desk/{DefaultWorld.Channel}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Review)]
    [InlineData($"{Review}/levels")]
    [InlineData($"{Review}/export?format=csv")]
    public async Task Review_ForeignChannelAndStranger_SeeNothing(string address)
    {
        using var foreign = await bed.Desk.BrowserOfAsync(DefaultWorld.Vip);
        await foreign.ReadAsync(address, HttpStatusCode.NotFound);
        using var stranger = bed.Desk.Browser();
        using var reply = await stranger.Http.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
        Assert.StartsWith("/desk/login", reply.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Moderator);
        return await browser.ReadAsync($"{Review}?span={bed.Stream}");
    }

    private string[] TimeRow(string page, int minutes)
    {
        var begins = Host.Web.Layout.MomentText.Text(bed.Began.AddMinutes(minutes));
        return [.. Cell().Matches(Regex.Match(page, $"<tr><th scope=\"row\"><time [^>]*>{begins}</time></th>(.*?)</tr>", RegexOptions.Singleline).Value).Skip(1).Select(cell => cell.Groups[1].Value)];
    }

    internal static string[] Row(string page, string attribute, string value) =>
        [.. Cell().Matches(Regex.Match(page, $"<tr data-{attribute}=\"{value}\".*?</tr>", RegexOptions.Singleline).Value).Select(cell => TextOf(cell.Groups[1].Value).Trim())];

    internal static string TextOf(string html) => WebUtility.HtmlDecode(Tag().Replace(html, ""));

    [GeneratedRegex("data-figure=\"([a-z]+)\">([^<]*)<")]
    private static partial Regex Figure();

    [GeneratedRegex("<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
