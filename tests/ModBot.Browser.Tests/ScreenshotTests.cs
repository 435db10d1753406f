using System.Globalization;
using Microsoft.Playwright;
using ModBot.Classification;
using ModBot.Context;
using ModBot.Holds;
using ModBot.Host.Tests.Web;
using ModBot.Messages;
using ModBot.Policy;
using ModBot.Sandbox.Chat;
using ModBot.Testing;

namespace ModBot.Browser.Tests;

/// <summary>
/// The pictures of the README. They are taken in each run, into the folder that MODBOT_SCREENSHOTS names or else nowhere that lasts; those in docs/screenshots are of a run of this class alone:
/// <c>MODBOT_SCREENSHOTS=docs/screenshots dotnet test tests/ModBot.Browser.Tests -c Release --filter ScreenshotTests</c>.
/// </summary>
[Collection(nameof(BrowserCollection))]
public sealed class ScreenshotTests(DeskFixture desk)
{
    private const string Channel = "/desk/" + DeskBed.OtherChannel;
    private const int MostBytes = 150_000;

    [Fact]
    public async Task QueueReviewAndSettings_AreSmallPictures()
    {
        var denied = await FillAsync();
        await using var visitor = await desk.OpenAsync(DefaultWorld.LeadModerator);
        await visitor.OpenAsync(Channel);
        await visitor.Button(denied, "Deny").First.ClickAsync();
        await visitor.SeesAsync(denied, "denied");
        // What was said about it goes by itself, a few seconds later.
        await visitor.Page.EvaluateAsync("() => { document.querySelector('#result').textContent = ''; }");
        await visitor.Page.Keyboard.PressAsync("j");
        await TakeAsync(visitor, "queue");
        await visitor.OpenAsync($"{DeskFixture.Queue}/review?span={desk.Bed.Stream}");
        await TakeAsync(visitor, "review");
        await visitor.OpenAsync($"{Channel}/settings");
        var level = visitor.Page.Locator("[data-setting=Level]");
        await level.Locator("select").SelectOptionAsync("2");
        await level.Locator("button[value=set]").ClickAsync();
        await Assertions.Expect(level).ToHaveAttributeAsync("data-value", "2");
        await visitor.OpenAsync($"{Channel}/settings");
        await TakeAsync(visitor, "settings");
    }

    /// <summary>Something to look at that nobody minds reading.</summary>
    private async Task<Hold> FillAsync()
    {
        var denied = await HoldAsync("you play this like wet cardboard, go home", Category.Bullying, 0.94f, "wet cardboard", HoldKind.Deleted);
        await HoldAsync("free coins at coinsfountain example, first ten only", Category.Spam, 0.88f, "free coins", HoldKind.Twitch);
        await HoldAsync("s o m e b o d y stop this man", Category.Aggression, 0.71f, "stop this man", HoldKind.Flagged, "somebody stop this man");
        return denied;
    }

    private Task<Hold> HoldAsync(string text, Category category, float score, string driver, HoldKind kind, string? folded = null)
    {
        var reason = Some.Decision(category: category).Reasons[0] with { Value = score, Text = string.Create(CultureInfo.InvariantCulture, $"{category.Key()} {score:0.00} (holds from 0.51)") };
        return desk.Desk.HoldAsync(text, hold => hold with
        {
            Kind = kind,
            Decision = hold.Decision with
            {
                Reasons = [reason],
                Explanation = new Explanation(category, score, [new WordWeight(text.IndexOf(driver, StringComparison.Ordinal), driver.Length, 1)]),
                Folded = folded,
            },
            Context = new HoldContext { Before = [new HeldLine(new MessageId("before"), Some.Chatter("mossyotter"), "nice run!", hold.CreatedAt)] },
        }, desk.Bed.Other);
    }

    private static async Task TakeAsync(Visitor visitor, string name)
    {
        var folder = Environment.GetEnvironmentVariable("MODBOT_SCREENSHOTS");
        var picture = await visitor.Page.ScreenshotAsync();
        if (folder is { Length: > 0 })
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.png"), picture);
        }
        Assert.InRange(picture.Length, 10_000, MostBytes);
    }
}
