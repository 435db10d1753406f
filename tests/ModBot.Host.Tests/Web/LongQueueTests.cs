using System.Text.RegularExpressions;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Web;

/// <summary>A queue that is longer than a page, with a bed of its own.</summary>
public sealed partial class LongQueueTests(DeskBed bed) : IClassFixture<DeskBed>
{
    [Fact]
    public async Task Queue_SixtyOpen_ShowsFiftyAndCountsAll()
    {
        using var browser = await bed.BrowserOfAsync(DefaultWorld.Moderator);
        var empty = await browser.ReadAsync("/desk");
        Assert.Contains("Nothing waits.", empty, StringComparison.Ordinal);
        for (var i = 0; i < 60; i++) await bed.HoldAsync($"message {i}");
        var page = await browser.ReadAsync("/desk");
        Assert.Equal(50, Cards().Count(page));
        Assert.Contains("<span id=\"open-count\">60</span> open", page, StringComparison.Ordinal);
        Assert.Contains("The first 50 of 60", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<article ")]
    private static partial Regex Cards();
}
