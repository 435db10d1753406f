using System.Globalization;
using System.Net;
using System.Text.Json;
using ModBot.Host.Api.Keys;
using ModBot.Host.Reports;
using ModBot.Host.Tests.Web;

namespace ModBot.Host.Tests.Api;

/// <summary>Looking back by API: the figures are those of the page, and who may not read holds sees no text.</summary>
[Collection(nameof(ReviewCollection))]
public sealed class ReviewApiTests(ReviewBed bed)
{
    private static readonly string[] Figures = [ApiScope.ReadStats];
    private static readonly string[] Texts = [ApiScope.ReadStats, ApiScope.ReadHolds];

    [Fact]
    public async Task Streams_AreTheTimesOfThePage()
    {
        var windows = (await bed.Get<ReviewReader>().ReadTimesAsync(bed.Desk.Channel, default)).Windows;

        var times = (await ReadAsync("streams")).GetProperty("times").EnumerateArray().ToArray();

        Assert.Equal(windows.Select(window => (window.Key, window.IsStream, window.IsRunning)), times.Select(time => (time.GetProperty("key").GetString()!, time.GetProperty("is_stream").GetBoolean(), time.GetProperty("is_running").GetBoolean())));
        Assert.Equal((bed.Stream, bed.Began, bed.Began.AddHours(2)), (times[0].GetProperty("key").GetString()!, times[0].GetProperty("from").GetDateTimeOffset(), times[0].GetProperty("to").GetDateTimeOffset()));
        Assert.False(times[0].GetProperty("is_running").GetBoolean());
        Assert.Equal(["12h", "24h", "7d", "30d"], times.Skip(1).Select(time => time.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task Review_Stream_HasTheFiguresOfThePage()
    {
        var review = await ReadAsync($"review?span={bed.Stream}");

        Assert.Equal((1000, 7, 2, 1, 1, 2, 1), (Number(review, "messages"), Number(review, "total", "held"), Number(review, "total", "approved"), Number(review, "total", "denied"), Number(review, "total", "acted"), Number(review, "total", "lapsed"), Number(review, "total", "open")));
        Assert.Equal((60, 0.5, 0.5, 1), (Number(review, "total", "median_seconds_to_decide"), Number(review, "exposure", "median_seconds"), Number(review, "exposure", "p99_seconds"), Number(review, "exposure", "hidden")));
        Assert.Equal(0, Number(review, "appeals", "made"));
        Assert.Equal(["bullying", "aggression", "swearing"], Each(review, "sources").Select(source => source.GetProperty("source").GetString()));
        var bullying = Each(review, "sources")[0];
        Assert.Equal((3, 2, 1), (Number(bullying, "held"), Number(bullying, "approved"), Number(bullying, "denied")));
        Assert.Equal((0.33, 0.06, 0.79), (Number(bullying, "precision", "value"), Number(bullying, "precision", "low"), Number(bullying, "precision", "high")));
        Assert.Equal(JsonValueKind.Null, Each(review, "sources")[1].GetProperty("precision").ValueKind);
        var swearing = Assert.Single(Each(review, "lapses", "sources"));
        Assert.Equal((2, 1, 1, 0, 1, 0, 1, 0, 1800), (Number(swearing, "lapsed"), Number(swearing, "unseen"), Number(swearing, "claimed"), Number(swearing, "proposed"), Number(swearing, "let_through"), Number(swearing, "kept_out"), Number(swearing, "left"), Number(swearing, "on_twitch"), Number(swearing, "median_seconds_waited")));
        Assert.Equal(2, Each(review, "lapses", "latest").Length);
    }

    [Fact]
    public async Task Review_Stream_SaysWhoJudgedWhatAndWhen()
    {
        var review = await ReadAsync($"review?span={bed.Stream}");

        Assert.Equal(1, Number(review, "reversals", "count"));
        var reversal = Assert.Single(Each(review, "reversals", "latest"));
        Assert.Equal((bed.Disputed.Id.Value, bed.Disputed.Code.Value, "approved"), (Text(reversal, "hold", "id"), Text(reversal, "hold", "code"), Text(reversal, "hold", "state")));
        Assert.Equal(("denied", "slowcomet", "undone", "stormledger"), (Text(reversal, "decision", "action"), Text(reversal, "decision", "by", "login"), Text(reversal, "taken_back", "action"), Text(reversal, "taken_back", "by", "login")));
        Assert.Equal(1, Number(review, "disagreements", "count"));
        var judgements = Each(Assert.Single(Each(review, "disagreements", "latest")), "judgements");
        Assert.Equal([("deny", "slowcomet"), ("approve", "stormledger")], judgements.Select(judgement => (Text(judgement, "verb"), Text(judgement, "by", "login"))));
        var moderator = Each(review, "moderators").Single(one => Text(one, "login") == "slowcomet");
        Assert.Equal((1, 0, 0), (Number(moderator, "compared"), Number(moderator, "agreed"), Number(moderator, "agreement", "value")));
        Assert.Equal(600, Number(review, "timeline", "part_seconds"));
        var parts = Each(review, "timeline", "parts");
        Assert.Equal((12, bed.Began), (parts.Length, parts[0].GetProperty("from").GetDateTimeOffset()));
        Assert.Equal((600, 3, 1, 1, 0, 0), (Number(parts[0], "messages"), Number(parts[0], "held"), Number(parts[0], "approved"), Number(parts[0], "denied"), Number(parts[0], "acted"), Number(parts[0], "lapsed")));
        Assert.Equal(2, Number(parts[5], "lapsed"));
    }

    [Fact]
    public async Task Review_NothingNamed_IsTheTimeThatThePageBeginsWith()
    {
        // The bed's clock may have been put forward, so that the stream is long over.
        var expected = (await bed.Get<ReviewReader>().ReadTimesAsync(bed.Desk.Channel, default)).Find(null)!;

        Assert.Equal(expected.Key, Text(await ReadAsync("review"), "time", "key"));
    }

    [Fact]
    public async Task Review_FromAndTo_IsThatTime()
    {
        var stream = await ReadAsync($"review?span={bed.Stream}");

        // The same moments, named in UTC and with an offset.
        var same = await ReadAsync($"review?from={Moment(bed.Began)}&to={Uri.EscapeDataString(bed.Began.AddHours(2).ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture))}");
        var part = await ReadAsync($"review?from={Moment(bed.Began)}&to={Moment(bed.Began.AddMinutes(10))}");
        var open = await ReadAsync($"review?from={Moment(bed.Began)}");

        Assert.Equal((JsonValueKind.Null, false, false), (same.GetProperty("time").GetProperty("key").ValueKind, same.GetProperty("time").GetProperty("is_stream").GetBoolean(), same.GetProperty("time").GetProperty("is_running").GetBoolean()));
        foreach (var name in new[] { "messages", "total", "exposure", "appeals", "timeline", "sources", "lapses", "reversals", "moderators", "disagreements" }) Assert.Equal(stream.GetProperty(name).ToString(), same.GetProperty(name).ToString());
        Assert.Equal((600, 3), (Number(part, "messages"), Number(part, "total", "held")));
        Assert.True(open.GetProperty("time").GetProperty("is_running").GetBoolean());
        Assert.Equal(8, Number(open, "total", "held"));
    }

    [Fact]
    public async Task Review_ToLiesAhead_EndsNow()
    {
        var now = bed.Get<TimeProvider>().GetUtcNow();

        var time = (await ReadAsync($"review?from={Moment(now.AddHours(-1))}&to={Moment(now.AddHours(5))}")).GetProperty("time");

        Assert.True(time.GetProperty("is_running").GetBoolean());
        Assert.InRange(time.GetProperty("to").GetDateTimeOffset(), now, now.AddHours(1));
    }

    [Theory]
    [InlineData("span=stream-20200101T000000", HttpStatusCode.NotFound, "not-found")]
    [InlineData("span=yesterday", HttpStatusCode.NotFound, "not-found")]
    [InlineData("span=24h&from=2026-09-01T18:00:00Z", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("to=2026-09-01T18:00:00Z", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("from=10:00", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("from=", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("from=2999-09-01T18:00:00Z", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("from=2026-09-01T18:00:00Z&to=2026-09-01T18:00:00Z", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("from=2026-08-01T18:00:00Z&to=2026-08-31T18:00:01Z", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("from=2026-08-01T18:00:00Z&to=soon", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("from=0001-01-01T00:00:00%2B14:00&to=0001-01-02T00:00:00Z", HttpStatusCode.BadRequest, "invalid")]
    public async Task Review_NoSuchTime_IsAProblem(string query, HttpStatusCode status, string kind)
    {
        var problem = await ReadAsync($"review?{query}", expected: status);

        Assert.Equal($"urn:modbot:problem:{kind}", Text(problem, "type"));
    }

    [Fact]
    public async Task Review_FirstOfAllDays_IsEmpty() => Assert.Equal(0, Number(await ReadAsync("review?from=0001-01-01T00:00:00Z&to=0001-01-31T00:00:00Z"), "total", "held"));

    [Fact]
    public async Task Review_Texts_NeedTheScopeAndThePermission()
    {
        var withoutScope = (await ReadAsync($"review?span={bed.Stream}")).ToString();
        var withoutPermission = (await ReadAsync($"review?span={bed.Stream}", "counter", Texts)).ToString();
        var review = await ReadAsync($"review?span={bed.Stream}", scopes: Texts);

        Assert.Equal(withoutScope, withoutPermission);
        Assert.DoesNotContain("alert(1)", withoutScope, StringComparison.Ordinal);
        Assert.DoesNotContain(bed.Disputed.Message.Chatter.Login, withoutScope, StringComparison.Ordinal);
        Assert.Contains(ReviewBed.Evil, Each(review, "lapses", "latest").Select(hold => Text(hold, "content", "text")));
        Assert.Equal(bed.Disputed.Message.Chatter.Login, Text(Each(review, "reversals", "latest")[0], "hold", "content", "sender", "login"));
    }

    [Theory]
    [InlineData("streams")]
    [InlineData("review")]
    public async Task Role_WithoutStats_IsRefused(string path)
    {
        var problem = await ReadAsync(path, "watcher", expected: HttpStatusCode.Forbidden);

        Assert.Contains("Stats", Text(problem, "detail"), StringComparison.Ordinal);
    }

    private async Task<JsonElement> ReadAsync(string path, string role = "observer", string[]? scopes = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var client = await bed.ClientAsync(role, scopes ?? Figures);
        using var reply = await client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(expected == reply.StatusCode, $"{reply.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Rounded to two places.</summary>
    private static double Number(JsonElement from, params string[] path) => Math.Round(At(from, path).GetDouble(), 2);

    private static string? Text(JsonElement from, params string[] path) => At(from, path).GetString();

    private static JsonElement[] Each(JsonElement from, params string[] path) => [.. At(from, path).EnumerateArray()];

    private static JsonElement At(JsonElement from, string[] path) => path.Aggregate(from, (element, name) => element.GetProperty(name));
}
