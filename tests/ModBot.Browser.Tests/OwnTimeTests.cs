using System.Globalization;
using Microsoft.Playwright;
using ModBot.Sandbox.Chat;

namespace ModBot.Browser.Tests;

/// <summary>Moments are shown where the reader is, not where the bot runs.</summary>
[Collection(nameof(BrowserCollection))]
public sealed class OwnTimeTests(DeskFixture desk)
{
    private static readonly TimeSpan Tokyo = TimeSpan.FromHours(9);

    [Fact]
    public async Task Review_ReaderInTokyo_HasTheTimesOfTokyo()
    {
        var (began, ended) = (desk.Bed.Began.ToOffset(Tokyo), desk.Bed.Began.ToOffset(Tokyo).AddHours(2));
        await using var visitor = await desk.OpenAsync(DefaultWorld.LeadModerator, browser => browser.TimezoneId = "Asia/Tokyo");

        await visitor.OpenAsync($"{DeskFixture.Queue}/review?span={desk.Bed.Stream}");

        await Assertions.Expect(visitor.Page.Locator("[data-zone]")).ToHaveTextAsync("Times are your own: Asia/Tokyo.");
        await Assertions.Expect(visitor.Page.Locator("option[data-from]").First).ToHaveTextAsync(Invariant($"the stream of {began:ddd d MMM, HH:mm} to {ended:HH:mm}"));
        await Assertions.Expect(visitor.Page.Locator(".axis time").First).ToHaveTextAsync(Invariant($"{began:HH:mm}"));
        await Assertions.Expect(visitor.Page.Locator(".bars title").First).ToHaveTextAsync(Invariant($"{began:d MMM, HH:mm}: 600 messages"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
