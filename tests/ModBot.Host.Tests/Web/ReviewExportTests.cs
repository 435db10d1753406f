using System.Net;
using System.Text.Json;
using ModBot.Sandbox.Chat;

namespace ModBot.Host.Tests.Web;

/// <summary>Taking a channel's record out.</summary>
[Collection(nameof(ReviewCollection))]
public sealed class ReviewExportTests(ReviewBed bed)
{
    private const string Export = $"/desk/{DefaultWorld.Channel}/review/export";

    [Fact]
    public async Task Export_Csv_HasTheActsOfTheStreamAndNoTexts()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Channel);
        using var reply = await browser.Http.GetAsync(new Uri($"{Export}?span={bed.Stream}&format=csv", UriKind.Relative));
        Assert.Equal(("text/csv", $"modbot-pixelharbor-{bed.Stream}.csv"), (reply.Content.Headers.ContentType!.MediaType, reply.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
        var lines = (await reply.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("at,channel,kind,action,by,by_id,by_kind,subject,source,detail,before,after", lines[0].Trim());
        Assert.Equal(["Held", "Denied", "Undone", "Approved"], lines.Where(line => line.Contains($",{bed.Disputed.Code},", StringComparison.Ordinal)).Select(line => line.Split(',')[3]));
        Assert.Equal(15, lines.Count(line => line.Contains(",hold,", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("alert(1)", StringComparison.Ordinal) || line.Contains(",spam,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_JsonLinesWithTexts_HasThem()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Channel);
        var lines = (await browser.ReadAsync($"{Export}?span={bed.Stream}&format=jsonl&texts=on")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rows = lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).Where(row => row.GetProperty("kind").GetString() == "hold").ToArray();
        Assert.Equal(15, rows.Length);
        Assert.Contains(rows, row => row.GetProperty("text").GetString() == ReviewBed.Evil && row.GetProperty("action").GetString() == "Expired");
    }

    [Fact]
    public async Task Export_TextThatASpreadsheetWouldCalculate_IsGuarded()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DeskBed.OtherChannel);
        await bed.Desk.HoldAsync("=HYPERLINK(1)", channel: bed.Other);
        var file = await browser.ReadAsync($"/desk/{DeskBed.OtherChannel}/review/export?span=24h&format=csv&texts=on");
        Assert.Contains(",'=HYPERLINK(1)", file, StringComparison.Ordinal);
        Assert.DoesNotContain(DefaultWorld.Channel, file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_RoleWithoutThePermission_IsRefusedAndNotOffered()
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Moderator);
        Assert.Contains("permission Export", await browser.ReadAsync($"{Export}?format=csv", HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.DoesNotContain("review/export", await browser.ReadAsync($"/desk/{DefaultWorld.Channel}/review"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?format=exe")]
    public async Task Export_OtherFormat_IsRefused(string query)
    {
        using var browser = await bed.Desk.BrowserOfAsync(DefaultWorld.Channel);
        await browser.ReadAsync($"{Export}{query}", HttpStatusCode.BadRequest);
    }
}
